import { useState } from 'react';

const keyOf = (name: string): string => `stile.pipelines.${name}`;

/** A choice of how pages of pipelines look, kept by this window for the next visit; what is no choice any more is forgotten. */
export function useKept<T extends string>(
  name: string,
  choices: readonly T[],
  initial: T,
): [T, (next: T) => void] {
  const [value, setValue] = useState(() => choices.find((choice) => choice === readItem(name)) ?? initial);
  return [
    value,
    (next) => {
      setValue(next);
      writeItem(name, next);
    },
  ];
}

/** The same for a number between two bounds. */
export function useKeptNumber(
  name: string,
  [least, most]: readonly [number, number],
  initial: number,
): [number, (next: number) => void] {
  const inside = (value: number): number => Math.round(Math.min(most, Math.max(least, value)));
  const [value, setValue] = useState(() => {
    const kept = Number(readItem(name) ?? Number.NaN);
    return Number.isFinite(kept) ? inside(kept) : initial;
  });
  return [
    value,
    (next) => {
      setValue(inside(next));
      writeItem(name, String(inside(next)));
    },
  ];
}

/** The same for names of which any may be in it; null until somebody has chosen, and again once `forget` is called. */
export function useKeptNames(name: string): {
  readonly names: ReadonlySet<string> | null;
  readonly keep: (names: ReadonlySet<string>) => void;
  readonly forget: () => void;
} {
  const [names, setNames] = useState(() => readNames(name));
  return {
    names,
    keep: (next) => {
      setNames(next);
      writeItem(name, [...next].join('\n'));
    },
    forget: () => {
      setNames(null);
      dropItem(name);
    },
  };
}

function readNames(name: string): ReadonlySet<string> | null {
  const kept = readItem(name);
  return kept === null ? null : new Set(kept.split('\n').filter(Boolean));
}

function dropItem(name: string): void {
  try {
    window.localStorage.removeItem(keyOf(name));
  } catch {
    // Storage is closed to this page: nothing was kept.
  }
}

function readItem(name: string): string | null {
  try {
    return window.localStorage.getItem(keyOf(name));
  } catch {
    return null;
  }
}

function writeItem(name: string, value: string): void {
  try {
    window.localStorage.setItem(keyOf(name), value);
  } catch {
    // Storage is closed to this page: the choice holds for this visit.
  }
}
