import { createStore } from './bridge/store.ts';
import type { Store } from './bridge/store.ts';

export const densities = ['compact', 'standard', 'roomy'] as const;
export type Density = (typeof densities)[number];
export const zooms = ['normal', 'projector'] as const;
export type Zoom = (typeof zooms)[number];
export const languages = ['en', 'sv'] as const;
export type Language = (typeof languages)[number] | 'pseudo';

/** What this window remembers by itself. The theme is kept by Mantine under `stile.theme`, for boot.js to read. */
export type Settings = {
  readonly density: Density;
  readonly language: Language;
  readonly sidebarCollapsed: boolean;
  /** `projector`: everything a quarter larger, for a room. */
  readonly zoom: Zoom;
  /** Until when failed jobs were seen, ms since 1970 UTC: the tray counts later ones. */
  readonly jobsSeenAt: number;
};

/** How a window looks that nobody has changed. */
export const defaultView = {
  density: 'standard',
  zoom: 'normal',
  sidebarCollapsed: false,
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
    sidebarCollapsed: readItem('stile.sidebar') === 'collapsed',
    zoom: readItem('stile.zoom') === 'projector' ? 'projector' : 'normal',
    jobsSeenAt: Number(readItem('stile.jobsSeen') ?? 0) || 0,
  };
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
  writeItem('stile.sidebar', settings.sidebarCollapsed ? 'collapsed' : 'open');
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
