import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withFolder } from '#core/testing/with-engine.ts';
import { pathExists, readFreeBytes, removeWithRetry, renameWithRetry, writeFileAtomic } from './files.ts';
import { openRotatingFile } from './rotating-file.ts';

describe('writeFileAtomic', () => {
  it('replaces a file as a whole and leaves nothing beside it', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'engine.json');
      writeFileAtomic(file, 'old', 0o600);
      writeFileAtomic(file, 'nytt åäö', 0o600);
      expect(readFileSync(file, 'utf8')).toBe('nytt åäö');
      expect(readdirSync(folder)).toEqual(['engine.json']);
      if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    }));

  it('keeps the old file when it cannot write', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'taken');
      mkdirSync(join(file, 'inside'), { recursive: true });
      expect(() => {
        writeFileAtomic(file, 'x');
      }).toThrow();
      expect(readdirSync(folder)).toEqual(['taken']);
      expect(() => {
        writeFileAtomic(join(folder, 'missing', 'x'), 'x');
      }).toThrow(/ENOENT/);
    }));
});

describe('files', () => {
  it('are renamed, removed and looked for', () =>
    withFolder(async (folder) => {
      const [a, b] = [join(folder, 'a'), join(folder, 'b')];
      writeFileSync(a, 'x');
      await renameWithRetry(a, b);
      expect([await pathExists(a), await pathExists(b)]).toEqual([false, true]);
      await expect(renameWithRetry(a, b)).rejects.toThrow(/ENOENT/);
      await removeWithRetry(folder);
      await removeWithRetry(folder);
      expect(existsSync(folder)).toBe(false);
    }));

  it('know how much room is left', async () => {
    expect(await readFreeBytes(process.cwd())).toBeGreaterThan(0);
    expect(await readFreeBytes(join(process.cwd(), 'no-such-folder'))).toBeNull();
  });
});

describe('a rotating file', () => {
  const options = (folder: string) => ({
    folder: join(folder, 'logs'),
    name: 'engine',
    maxBytes: 10,
    keep: 3,
  });
  const contents = (folder: string): Record<string, string> =>
    Object.fromEntries(
      readdirSync(join(folder, 'logs')).map((name) => [
        name,
        readFileSync(join(folder, 'logs', name), 'utf8'),
      ]),
    );

  it('moves full files away and drops the oldest', () =>
    withFolder(async (folder) => {
      const file = openRotatingFile(options(folder));
      for (let n = 1; n <= 5; n++) file.write(`line ${n} åäö\n`);
      expect(contents(folder)).toEqual({
        'engine.log': 'line 5 åäö\n',
        'engine.1.log': 'line 4 åäö\n',
        'engine.2.log': 'line 3 åäö\n',
      });
    }));

  it('goes on where the last engine stopped', () =>
    withFolder(async (folder) => {
      openRotatingFile(options(folder)).write('twelve bytes');
      openRotatingFile(options(folder)).write('next');
      expect(contents(folder)).toEqual({ 'engine.log': 'next', 'engine.1.log': 'twelve bytes' });
    }));

  it('makes no folder before there is a line', () =>
    withFolder(async (folder) => {
      openRotatingFile(options(folder));
      expect(readdirSync(folder)).toEqual([]);
    }));

  it('loses lines rather than the work when it cannot write, and goes on when it can', () =>
    withFolder(async (folder) => {
      const logs = join(folder, 'logs');
      writeFileSync(logs, 'a file');
      const file = openRotatingFile(options(folder));
      file.write('lost');
      await removeWithRetry(logs);
      file.write('kept');
      expect(contents(folder)).toEqual({ 'engine.log': 'kept' });
    }));
});
