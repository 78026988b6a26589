import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { buildMenuTemplate } from './menu.ts';
import { wordsFor } from './words.ts';

const rolesOf = (template: MenuItemConstructorOptions[]): (string | undefined)[] =>
  itemsOf(template).map(({ role }) => role);

function itemsOf(template: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((menu) => (Array.isArray(menu.submenu) ? menu.submenu : []));
}

describe('the menu', () => {
  it.each([true, false])('has a label on every item (macOS: %s)', (isMac) => {
    for (const words of [wordsFor(['en']), wordsFor(['sv'])]) {
      const template = buildMenuTemplate(words, isMac);
      const unlabelled = itemsOf(template).filter(({ type, label }) => type !== 'separator' && !label);
      expect(unlabelled).toEqual([]);
      expect(template.every(({ label }) => Boolean(label))).toBe(true);
    }
  });

  it('can quit, edit and reload everywhere, and has the app menu on macOS', () => {
    const always = ['quit', 'copy', 'paste', 'undo', 'reload', 'close', 'minimize'];
    expect(rolesOf(buildMenuTemplate(wordsFor([]), true))).toEqual(
      expect.arrayContaining([...always, 'services']),
    );
    expect(rolesOf(buildMenuTemplate(wordsFor([]), false))).toEqual(expect.arrayContaining(always));
    expect(buildMenuTemplate(wordsFor(['sv']), true).map(({ label }) => label)).toEqual([
      'Stile',
      'Arkiv',
      'Redigera',
      'Visa',
      'Fönster',
    ]);
  });
});

describe('the language of native texts', () => {
  it.each([
    [['sv-SE', 'en-US'], 'Avbryt'],
    [['SV'], 'Avbryt'],
    [['de-DE', 'sv'], 'Avbryt'],
    [['en-GB', 'sv'], 'Cancel'],
    [['de'], 'Cancel'],
    [[], 'Cancel'],
  ])('%j gives %s', (languages, cancel) => {
    expect(wordsFor(languages).cancel).toBe(cancel);
  });
});
