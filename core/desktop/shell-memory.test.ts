import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withFolder } from '#core/testing/with-engine.ts';
import { buildFirstPresentation } from './first-presentation.ts';
import { openShellMemory } from './shell-memory.ts';

const first = {
  presentation: null,
  settings: { keepInBackground: false, notifications: true },
  lastFolder: null,
};
const presentation = { ...buildFirstPresentation(['sv'], true), theme: 'dark' as const };

describe('what the shell remembers', () => {
  it('is there at the next start', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'profile åäö', 'shell.json');
      const memory = openShellMemory(file);
      expect(memory.now).toEqual(first);
      memory.keep({ presentation });
      memory.keep({ settings: { keepInBackground: true, notifications: false } });
      memory.keep({ lastFolder: 'C:\\data' });
      const expected = {
        presentation,
        settings: { keepInBackground: true, notifications: false },
        lastFolder: 'C:\\data',
      };
      expect([memory.now, openShellMemory(file).now]).toEqual([expected, expected]);
    }));

  it.each([
    ['no JSON', '{"settings":'],
    ['a list', '[]'],
    ['nothing', ''],
    ['other types', '{"settings": 1, "presentation": {"menus": "all"}, "lastFolder": {}}'],
  ])('is as on the first start where the file holds %s', (_case, content) =>
    withFolder(async (folder) => {
      const file = join(folder, 'shell.json');
      writeFileSync(file, content);
      const memory = openShellMemory(file);
      expect(memory.now).toEqual(first);
      memory.keep({ lastFolder: '/a' });
      expect(openShellMemory(file).now).toEqual({ ...first, lastFolder: '/a' });
    }),
  );

  it('loses only the part that is damaged', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'shell.json');
      const settings = { keepInBackground: true, notifications: true };
      writeFileSync(file, JSON.stringify({ settings, presentation: { language: 'tlh' }, lastFolder: '/b' }));
      expect(openShellMemory(file).now).toEqual({ presentation: null, settings, lastFolder: '/b' });
    }));

  it('goes on where the disk cannot be written', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'shell.json');
      mkdirSync(file);
      const memory = openShellMemory(file);
      memory.keep({ lastFolder: '/c' });
      expect(memory.now.lastFolder).toBe('/c');
      expect(() => readFileSync(file)).toThrow();
    }));
});
