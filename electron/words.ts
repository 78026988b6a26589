const english = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  window: 'Window',
  quit: 'Quit Stile',
  about: 'About Stile',
  services: 'Services',
  hide: 'Hide Stile',
  hideOthers: 'Hide others',
  unhide: 'Show all',
  close: 'Close window',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  reload: 'Reload',
  developerTools: 'Developer tools',
  actualSize: 'Actual size',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fullScreen: 'Full screen',
  minimize: 'Minimize',
  zoom: 'Zoom',
  openLinkQuestion: 'Open this link outside Stile?',
  openLink: 'Open',
  cancel: 'Cancel',
};

export type Words = typeof english;

const swedish: Words = {
  file: 'Arkiv',
  edit: 'Redigera',
  view: 'Visa',
  window: 'Fönster',
  quit: 'Avsluta Stile',
  about: 'Om Stile',
  services: 'Tjänster',
  hide: 'Göm Stile',
  hideOthers: 'Göm övriga',
  unhide: 'Visa alla',
  close: 'Stäng fönstret',
  undo: 'Ångra',
  redo: 'Gör om',
  cut: 'Klipp ut',
  copy: 'Kopiera',
  paste: 'Klistra in',
  selectAll: 'Markera allt',
  reload: 'Läs in på nytt',
  developerTools: 'Utvecklarverktyg',
  actualSize: 'Verklig storlek',
  zoomIn: 'Zooma in',
  zoomOut: 'Zooma ut',
  fullScreen: 'Helskärm',
  minimize: 'Minimera',
  zoom: 'Zooma',
  openLinkQuestion: 'Öppna länken utanför Stile?',
  openLink: 'Öppna',
  cancel: 'Avbryt',
};

/** @param languages tags such as `sv-SE`, the preferred one first; the first that Stile speaks counts */
export function wordsFor(languages: string[]): Words {
  const known = languages
    .map((tag) => tag.toLowerCase().split('-')[0])
    .find((code) => code === 'sv' || code === 'en');
  return known === 'sv' ? swedish : english;
}
