import { createStore } from './bridge/store.ts';
import type { Store } from './bridge/store.ts';

export const densities = ['compact', 'standard', 'roomy'] as const;
export type Density = (typeof densities)[number];
export const zooms = ['normal', 'projector'] as const;
export type Zoom = (typeof zooms)[number];
export const languages = ['en', 'sv'] as const;
export type Language = (typeof languages)[number] | 'pseudo';

export type SidebarChoice = 'auto' | 'open' | 'collapsed';

/** Narrower than this, the sidebar folds by itself. */
const narrowWindow = 1200;

/** What this window remembers by itself. The theme is kept by Mantine under `stile.theme`, for boot.js to read. */
export type Settings = {
  readonly density: Density;
  readonly language: Language;
  /** `auto` until a person chooses: a narrow window folds the sidebar, a wide one does not. */
  readonly sidebar: SidebarChoice;
  /** `projector`: everything a quarter larger, for a room. */
  readonly zoom: Zoom;
  /** Until when failed jobs were seen, ms since 1970 UTC: the tray counts later ones. */
  readonly jobsSeenAt: number;
};

/** How a window looks that nobody has changed. */
export const defaultView = {
  density: 'standard',
  zoom: 'normal',
  sidebar: 'auto',
} as const satisfies Partial<Settings>;

export function createSettings(): Store<Settings> {
  const store = createStore(readSettings());
  applySettings(store.get());
  store.subscribe(() => {
    applySettings(store.get());
    writeSettings(store.get());
  });
  return store;
}

function readSettings(): Settings {
  return {
    density: densities.find((density) => density === readItem('stile.density')) ?? 'standard',
    language: readLanguage(),
    sidebar: readSidebar(readItem('stile.sidebar')),
    zoom: readItem('stile.zoom') === 'projector' ? 'projector' : 'normal',
    jobsSeenAt: Number(readItem('stile.jobsSeen') ?? 0) || 0,
  };
}

function readSidebar(kept: string | null): SidebarChoice {
  return kept === 'open' || kept === 'collapsed' ? kept : 'auto';
}

/** Whether the sidebar is folded in a window of that width, in CSS pixels: a person's choice counts before the width. */
export function isSidebarCollapsed({ sidebar }: Pick<Settings, 'sidebar'>, width: number): boolean {
  return sidebar === 'auto' ? width < narrowWindow : sidebar === 'collapsed';
}

/** The other way from what is seen now; from then on it is the person's choice. */
export function toggleSidebar(settings: Settings): Settings {
  return { ...settings, sidebar: isSidebarCollapsed(settings, window.innerWidth) ? 'open' : 'collapsed' };
}

function readLanguage(): Language {
  const asked = new URLSearchParams(window.location.search).get('lang') ?? readItem('stile.language');
  if (asked === 'pseudo') return 'pseudo';
  const wished = asked === null ? navigator.languages : [asked];
  const known = wished.map((tag) => languages.find((language) => tag.toLowerCase().startsWith(language)));
  return known.find((language) => language !== undefined) ?? 'en';
}

function applySettings(settings: Settings): void {
  document.documentElement.dataset['density'] = settings.density;
  document.documentElement.dataset['zoom'] = settings.zoom;
  document.documentElement.lang = settings.language === 'pseudo' ? 'en' : settings.language;
}

function writeSettings(settings: Settings): void {
  writeItem('stile.density', settings.density);
  writeItem('stile.zoom', settings.zoom);
  writeItem('stile.jobsSeen', String(settings.jobsSeenAt));
  writeItem('stile.sidebar', settings.sidebar);
  // The pseudo-locale is for tests: it is asked for by the address and never kept.
  if (settings.language !== 'pseudo') writeItem('stile.language', settings.language);
}

function readItem(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

function writeItem(key: string, value: string): void {
  try {
    window.localStorage.setItem(key, value);
  } catch {
    // Storage is closed to this page: the setting holds for this visit.
  }
}
