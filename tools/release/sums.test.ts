import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withRepository } from '../testing.ts';
import { releaseSums } from './sums.ts';

const say = (): void => undefined;

describe('SHA256SUMS', () => {
  const files = {
    'release/stile-1.2.3-linux-amd64.deb': 'a deb',
    'release/stile-1.2.3-win-x64-setup.exe': 'an installer',
    'release/stile-1.2.3-win-x64-setup.exe.sig.json': '{}',
    'release/stile-1.2.3.cdx.json': '{}',
    'release/builder-debug.yml': 'not handed out',
    'release/linux-unpacked/stile-desktop': 'not handed out',
  };

  it('has a line for each file that is handed out, by name', () =>
    withRepository(files, async (paths) => {
      expect(await releaseSums({ args: [], env: {}, paths, say })).toBe(0);
      expect(readFileSync(join(paths.root, 'release', 'SHA256SUMS'), 'utf8').split('\n')).toEqual([
        'c93a6e1044b5d6a4f2da0ff48efd655b85c7f9368cb57cd4d67f0d2348f0b04e  stile-1.2.3-linux-amd64.deb',
        'b2b3a11c02f14e36f2a5c148db1b5924fa96141da4b2fbfb262a469df53f6750  stile-1.2.3-win-x64-setup.exe',
        '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a  stile-1.2.3-win-x64-setup.exe.sig.json',
        '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a  stile-1.2.3.cdx.json',
        '',
      ]);
    }));

  it('is not written for a folder without installers', () =>
    withRepository({}, async (paths) => {
      mkdirSync(join(paths.root, 'elsewhere'));
      const env = { STILE_CALLER_CWD: paths.root };
      await expect(releaseSums({ args: ['elsewhere'], env, paths, say })).rejects.toThrow(
        /elsewhere holds no installer of Stile/,
      );
    }));
});
