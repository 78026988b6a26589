import { useState } from 'react';
import type { ValueColumn } from './value-columns.ts';

/**
 * Which keys somebody has seen in the picker of this window: later ones are marked as new there, and never come into
 * the table by themselves.
 */
export function useSeenColumns(experimentId: string, all: readonly ValueColumn[]) {
  const [seen, setSeen] = useState(() => readSeen(experimentId));
  return {
    isNew: (id: string): boolean => seen !== null && !seen.has(id),
    markSeen: (): void => {
      const ids = all.map(({ id }) => id);
      localStorage.setItem(storageKey(experimentId), JSON.stringify(ids));
      setSeen(new Set(ids));
    },
  };
}

const storageKey = (experimentId: string): string => `stile.seen-columns.${experimentId}`;

/** Null before the picker was ever used: then nothing is new. */
function readSeen(experimentId: string): ReadonlySet<string> | null {
  const text = localStorage.getItem(storageKey(experimentId));
  if (text === null) return null;
  try {
    const parsed: unknown = JSON.parse(text);
    return new Set(Array.isArray(parsed) ? parsed.map(String) : []);
  } catch {
    return null;
  }
}
