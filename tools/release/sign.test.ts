import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { checkUpdate, readUpdateKeys } from '#core/desktop/update-check.ts';
import type { RepositoryPaths } from '../lib/paths.ts';
import { withRepository } from '../testing.ts';
import { describeInstaller } from './installer-name.ts';
import { releaseKey } from './key.ts';
import { releaseSign } from './sign.ts';

const deb = 'stile-1.2.3-linux-amd64.deb';
const files = { 'resources/update-keys.json': '[]\n', [`release/${deb}`]: 'a deb' };

async function makeKey(paths: RepositoryPaths, name: string): Promise<string> {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await releaseKey({ args: [name], env: {}, paths, say: () => undefined });
  const printed = String(log.mock.calls[0]?.[0]);
  log.mockRestore();
  return printed;
}

describe('the signatures of a release', () => {
  it('are what Stile takes, made with the key that was printed', () =>
    withRepository(files, async (paths) => {
      const key = await makeKey(paths, 'release-2026');
      expect(key).toMatch(/^-----BEGIN PRIVATE KEY-----/);
      vi.spyOn(console, 'log').mockImplementation(() => undefined);
      const ctx = { args: [], env: { STILE_UPDATE_KEY: key }, paths, say: () => undefined };
      expect(await releaseSign(ctx)).toBe(0);
      const keys = readUpdateKeys(join(paths.root, 'resources', 'update-keys.json'));
      const question = { file: join(paths.root, 'release', deb), keys, allowOlder: false };
      const here = { platform: 'linux', arch: 'x64', version: '1.2.2' };
      expect(await checkUpdate({ ...question, ...here })).toMatchObject({ keyId: 'release-2026' });
      await expect(checkUpdate({ ...question, ...here, arch: 'arm64' })).rejects.toThrow(/x64/);
      expect(readFileSync(join(paths.root, 'resources', 'update-keys.json'), 'utf8')).not.toContain(
        'PRIVATE',
      );
    }));

  it('are not made without a key, which is told', () =>
    withRepository(files, async (paths) => {
      const said: string[] = [];
      const ctx = { args: [], env: {}, paths, say: (sentence: string) => void said.push(sentence) };
      expect([await releaseSign(ctx), said.length]).toEqual([0, 1]);
    }));

  it('are not made with a key that what ships does not trust', () =>
    withRepository(files, async (paths) => {
      const key = await makeKey(paths, 'one');
      await withRepository(files, async (others) => {
        await makeKey(others, 'two');
        const ctx = { args: [], env: { STILE_UPDATE_KEY: key }, paths: others, say: () => undefined };
        await expect(releaseSign(ctx)).rejects.toThrow(/not in resources\/update-keys\.json \(it has: two\)/);
      });
    }));

  it.each([[[]], [['Release 2026']], [['one']]])('no key is called %j', (args) =>
    withRepository(files, async (paths) => {
      await makeKey(paths, 'one');
      await expect(releaseKey({ args, env: {}, paths, say: () => undefined })).rejects.toThrow(/name/);
    }),
  );
});

describe("an installer's name", () => {
  it.each([
    ['stile-0.2.0-linux-x86_64.AppImage', 'linux', 'x64', '0.2.0'],
    ['stile-0.2.0-linux-aarch64.rpm', 'linux', 'arm64', '0.2.0'],
    ['stile-0.2.0-linux-arm64.tar.gz', 'linux', 'arm64', '0.2.0'],
    ['stile-0.2.0-win-x64-setup.exe', 'win32', 'x64', '0.2.0'],
    ['stile-0.2.0-beta.1-win-arm64-portable.exe', 'win32', 'arm64', '0.2.0-beta.1'],
    ['stile-0.2.0-mac-arm64.dmg', 'darwin', 'arm64', '0.2.0'],
  ])('%s is of %s %s', (name, platform, arch, version) => {
    expect(describeInstaller(name)).toEqual({ platform, arch, version });
  });

  it.each(['stile-0.2.0.zip', 'stile-0.2.0-linux-mips.deb', 'Stile-0.2.0-win-x64.exe'])(
    '%s is none',
    (name) => {
      expect(() => describeInstaller(name)).toThrow(/is no name of an installer/);
    },
  );
});
