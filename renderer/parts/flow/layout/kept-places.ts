import type { Place, Places } from './flow-places.ts';

/** Pipelines whose places are kept; the one that was open longest ago goes first. */
const mostKept = 20;
const prefix = 'stile.flow.';

type Kept = {
  readonly key: string;
  readonly at: number;
  readonly places: readonly [string, number, number][];
};

/** The places of a graph as this window drew it last, so that it opens as it was left. @param name of the pipeline */
export function readKeptPlaces(name: string, key: string): Places | null {
  const kept = read(prefix + name);
  if (kept?.key !== key) return null;
  return new Map(kept.places.map(([id, x, y]): [string, Place] => [id, { x, y }]));
}

export function keepPlaces(name: string, key: string, places: Places): void {
  const kept: Kept = { key, at: Date.now(), places: [...places].map(([id, { x, y }]) => [id, x, y]) };
  dropOldest(prefix + name);
  try {
    window.localStorage.setItem(prefix + name, JSON.stringify(kept));
  } catch {
    // Storage is full or closed to this page: the places are found anew next time.
  }
}

function dropOldest(but: string): void {
  const names = storedNames().filter((name) => name !== but);
  const byAge = names.toSorted((a, b) => (read(a)?.at ?? 0) - (read(b)?.at ?? 0));
  for (const name of byAge.slice(0, Math.max(0, names.length - mostKept + 1)))
    window.localStorage.removeItem(name);
}

function storedNames(): readonly string[] {
  try {
    return Object.keys(window.localStorage).filter((name) => name.startsWith(prefix));
  } catch {
    return [];
  }
}

function read(name: string): Kept | null {
  try {
    return JSON.parse(window.localStorage.getItem(name) ?? 'null') as Kept | null;
  } catch {
    // Not ours, or storage is closed: as if nothing were kept.
    return null;
  }
}
