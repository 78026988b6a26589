import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withFolder } from '#core/testing/with-engine.ts';
import { createStoredCopies } from './stored-copy.ts';

it('copies of a week ago go with the first new one; newer ones, and what is not a copy, stay', () =>
  withFolder(async (folder) => {
    const root = join(folder, 'tmp');
    const makeFolder = (name: string, daysAgo: number): void => {
      mkdirSync(join(root, name), { recursive: true });
      writeFileSync(join(root, name, 'a.csv'), 'a', { mode: 0o444 });
      const at = new Date(Date.now() - daysAgo * 24 * 60 * 60_000);
      utimesSync(join(root, name), at, at);
    };
    makeFolder('stile-copy-old', 8);
    makeFolder('stile-copy-new', 6);
    makeFolder('another-old', 8);
    const file = join(folder, 'model.txt');
    writeFileSync(file, 'kept');
    const copies = createStoredCopies(root);
    const copy = await copies.copy(file);
    expect(readFileSync(copy, 'utf8')).toBe('kept');
    expect(readdirSync(root)).toEqual(expect.arrayContaining(['another-old', 'stile-copy-new']));
    expect(readdirSync(root)).not.toContain('stile-copy-old');
    expect(await copies.copy(file)).toBe(copy);
    expect(readdirSync(root)).toHaveLength(3);
  }));
