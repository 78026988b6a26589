import type { MenuItem, menuRoles, Presentation, ShellWords } from '#contract/shell.ts';

type Role = (typeof menuRoles)[number];
/** What a page has not yet said: enough to edit a text, to close and to quit while it cannot be loaded. */
type Words = ShellWords & Partial<Record<Role, string>> & Record<'file' | 'edit' | 'view' | 'window', string>;

const english: Words = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  window: 'Window',
  about: 'About Stile',
  hide: 'Hide Stile',
  quit: 'Quit Stile',
  close: 'Close window',
  minimize: 'Minimize',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  reload: 'Reload',
  toggleDevTools: 'Developer tools',
  openLinkQuestion: 'Open this link outside Stile?',
  openLink: 'Open',
  cancel: 'Cancel',
  show: 'Show Stile',
};

const swedish: Words = {
  file: 'Arkiv',
  edit: 'Redigera',
  view: 'Visa',
  window: 'Fönster',
  about: 'Om Stile',
  hide: 'Göm Stile',
  quit: 'Avsluta Stile',
  close: 'Stäng fönstret',
  minimize: 'Minimera',
  undo: 'Ångra',
  redo: 'Gör om',
  cut: 'Klipp ut',
  copy: 'Kopiera',
  paste: 'Klistra in',
  selectAll: 'Markera allt',
  reload: 'Läs in på nytt',
  toggleDevTools: 'Utvecklarverktyg',
  openLinkQuestion: 'Öppna länken utanför Stile?',
  openLink: 'Öppna',
  cancel: 'Avbryt',
  show: 'Visa Stile',
};

/**
 * How the desktop looks until a page has said it once, and for a page that cannot be loaded.
 * @param languages tags such as `sv-SE`, the preferred one first; the first that Stile speaks counts
 */
export function buildFirstPresentation(languages: readonly string[], isMac: boolean): Presentation {
  const codes = languages.map((tag) => tag.toLowerCase().split('-')[0]);
  const language = codes.find((code) => code === 'sv' || code === 'en') === 'sv' ? 'sv' : 'en';
  const words = language === 'sv' ? swedish : english;
  const { openLinkQuestion, openLink, cancel, show, quit } = words;
  return {
    language,
    theme: 'system',
    menus: buildMenus(words, isMac),
    shortcuts: [],
    recent: [],
    words: { openLinkQuestion, openLink, cancel, show, quit },
  };
}

function buildMenus(words: Words, isMac: boolean): Presentation['menus'] {
  const roles = (...names: Role[]): MenuItem[] =>
    names.map((role) => ({ kind: 'role', role, label: words[role] ?? role }));
  const app = { role: 'app' as const, label: 'Stile', items: roles('about', 'hide', 'quit') };
  return [
    ...(isMac ? [app] : []),
    { label: words.file, items: isMac ? roles('close') : roles('close', 'quit') },
    { label: words.edit, items: roles('undo', 'redo', 'cut', 'copy', 'paste', 'selectAll') },
    { label: words.view, items: roles('reload', 'toggleDevTools') },
    { role: 'window', label: words.window, items: roles('minimize') },
  ];
}
