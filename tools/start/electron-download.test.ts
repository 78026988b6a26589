import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RepositoryPaths } from '../lib/paths.ts';
import { withRepository } from '../testing.ts';
import { fetchElectron } from './electron-download.ts';
import type { Fetch } from './electron-download.ts';

const day = 24 * 3_600_000;
const machine = { platform: 'linux', env: { DISPLAY: ':0' }, exists: () => false } as const;

/** Fetches at several moments, and answers what was said and answered and how often somebody went out. */
async function fetchAt(paths: RepositoryPaths, moments: number[], fetch: Fetch) {
  const said: string[] = [];
  let count = 0;
  const reasons: (string | null)[] = [];
  for (const now of moments) {
    const counted: Fetch = (folder) => {
      count++;
      return fetch(folder);
    };
    const say = (sentence: string): void => void said.push(sentence);
    reasons.push(await fetchElectron({ paths, say }, machine, '/electron', { now, fetch: counted }));
  }
  return { said, reasons, count };
}

describe('fetching Electron', () => {
  it('is tried once a day, and says each time why there is none', () =>
    withRepository({}, async (paths) => {
      const moments = [Date.now(), Date.now() + 1000, Date.now() + day + 60_000];
      const offline: Fetch = async () => ({ code: 1, output: 'TypeError: fetch failed\n    at somewhere\n' });
      const { said, reasons, count } = await fetchAt(paths, moments, offline);
      expect(count).toBe(2);
      expect(said).toHaveLength(2);
      for (const reason of reasons) {
        expect(reason).toMatch(/^Electron's binary could not be fetched \(fetch failed\)\. Stile tries/);
      }
    }));

  it('has nothing to say when it worked, and forgets that it failed', () =>
    withRepository({ '.cache/stamps/electron-download': 'offline' }, async (paths) => {
      const { reasons } = await fetchAt(paths, [Date.now() + 2 * day], async () => ({ code: 0, output: '' }));
      expect(reasons).toEqual([null]);
      expect(existsSync(join(paths.cache, 'stamps', 'electron-download'))).toBe(false);
    }));

  it('says when it took too long', () =>
    withRepository({}, async (paths) => {
      const { reasons } = await fetchAt(paths, [Date.now()], async () => ({ code: 124, output: '' }));
      expect(reasons[0]).toContain('it took more than 5 minutes');
    }));
});
