import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withFolder } from '#core/testing/with-engine.ts';
import { inspectFolder } from './inspect-folder.ts';

async function findings(folder: string, platform: 'linux' | 'win32' | 'darwin' = 'linux') {
  const { checks } = await inspectFolder({ folder, platform, env: {} });
  return Object.fromEntries(checks.map(({ id, finding }) => [id, finding]));
}

describe('a folder for a workspace', () => {
  it('is judged before it is there, by the nearest one above', () =>
    withFolder(async (folder) => {
      expect(await findings(join(folder, 'a', 'b'))).toMatchObject({ folder: 'writable', place: 'local' });
    }));

  it('is warned of where a sync program keeps it', () =>
    withFolder(async (folder) => {
      const synced = join(folder, 'OneDrive - School', 'churn');
      expect(await findings(synced)).toMatchObject({ place: 'synced' });
      mkdirSync(synced, { recursive: true });
      expect(await findings(synced)).toMatchObject({ place: 'synced' });
    }));

  it('is warned of where its path is long on Windows, and only there', () =>
    withFolder(async (folder) => {
      const long = join(folder, 'x'.repeat(120));
      expect([(await findings(long, 'win32'))['path'], (await findings(long))['path']]).toEqual([
        'long',
        'short',
      ]);
    }));
});
