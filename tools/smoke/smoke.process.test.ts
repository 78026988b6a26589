import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readJson } from '../lib/json.ts';
import { repositoryPaths } from '../lib/paths.ts';
import type { Installed } from './installed.ts';
import { chooseInstallers } from './smoke.ts';
import { checkDataStayed, tryOut } from './try-out.ts';

const paths = repositoryPaths();
const { version } = readJson<{ version: string }>(join(paths.root, 'package.json'));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stile smoke åäö '));
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** An app whose program is a script: the headless host in the place of the one with the window. */
function writeApp(script: string): Installed {
  const node = `"${process.execPath}"`;
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    return join(folder, name);
  };
  return {
    program: write('program', script.replaceAll('NODE', node).replaceAll('DIST', paths.dist)),
    programArgs: ['--before'],
    command: write('stile', `exec ${node} "${join(paths.dist, 'cli.cjs')}" "$@"`),
    uninstall: async () => undefined,
  };
}

// The app's arguments are: --before --user-data-dir=... --workspace <folder>
const works = 'shift 2; exec NODE "DIST/node-host.cjs" "$@" --port 0 --no-open';

describe.skipIf(process.platform === 'win32')('trying out an app', () => {
  it('takes one that starts, answers and ends', async () => {
    const milliseconds = await tryOut({ installed: writeApp(works), folder, version });
    expect(milliseconds).toBeGreaterThan(0);
    checkDataStayed(folder);
  });

  it.each([
    {
      name: 'ends at once',
      script: 'echo cannot open display >&2; exit 1',
      error: /ended before its engine.*cannot open display/s,
    },
    { name: 'never answers', script: 'exec sleep 60', error: /did not answer within 0\.5 s/ },
    {
      name: 'leaves its engine behind',
      script: `${works.replace('exec ', '')} & wait`,
      error: /left its engine behind/,
    },
  ])('refuses one that $name', async ({ script, error }) => {
    const patience = script.includes('sleep') ? 500 : 20_000;
    await expect(tryOut({ installed: writeApp(script), folder, version, patience })).rejects.toThrow(error);
    await endEngine();
  });

  it('refuses a command of another version', async () => {
    const installed = writeApp(works);
    await expect(tryOut({ installed, folder, version: '9.9.9' })).rejects.toThrow(/says .* and not 9\.9\.9/);
    await endEngine();
  });

  it('tells when data went with the program', () => {
    mkdirSync(join(folder, 'workspace åäö'));
    expect(() => checkDataStayed(folder)).toThrow(/removed data/);
  });
});

/** Of an app that was not asked to quit, or did not take its engine along. */
async function endEngine(): Promise<void> {
  const file = join(folder, 'workspace åäö', 'engine.json');
  if (!existsSync(file)) return;
  try {
    process.kill(readJson<{ pid: number }>(file).pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

describe('which installers are tried', () => {
  const names = [
    'stile-0.2.0-linux-amd64.deb',
    'stile-0.2.0-linux-arm64.deb',
    'stile-0.2.0-linux-x64.tar.gz',
    'stile-0.2.0-linux-x86_64.AppImage',
    'stile-0.2.0-linux-x86_64.rpm',
    'stile-0.2.0-mac-arm64.dmg',
    'stile-0.2.0-mac-arm64.zip',
    'stile-0.2.0-win-x64-portable.exe',
    'stile-0.2.0-win-x64-setup.exe',
    'stile-0.2.0-win-x64.zip',
  ];

  it.each([
    { platform: 'linux', arch: 'x64', count: 4 },
    { platform: 'linux', arch: 'arm64', count: 1 },
    { platform: 'darwin', arch: 'arm64', count: 2 },
    { platform: 'win32', arch: 'x64', count: 3 },
    { platform: 'win32', arch: 'arm64', count: 0 },
  ] as const)('on $platform $arch: $count', ({ platform, arch, count }) => {
    expect(chooseInstallers(names, platform, arch)).toHaveLength(count);
  });

  it('are never passed over because their kind is new', () => {
    expect(() => chooseInstallers(['stile-0.2.0-linux-x64.zip'], 'linux', 'x64')).toThrow(/no such kind/);
  });
});
