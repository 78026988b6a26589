import type { KeyboardEvent } from 'react';
import { isTyping } from '#renderer/parts/key-hints.ts';

/**
 * Keys of a table whose rows have a link of their own (`data-row`): arrows, j and k go from row to row, and single
 * letters act only while one of them has the focus.
 */
export function useRowKeys(
  acts: Readonly<Record<string, (row: string) => void>> = {},
): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
    const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
    const at = rows.findIndex((row) => row === document.activeElement);
    const target = nextRow(event.key, at, rows.length);
    if (target !== null) {
      event.preventDefault();
      rows[target]?.focus();
      return;
    }
    const row = rows[at]?.dataset['row'];
    const act = acts[event.key];
    if (row === undefined || act === undefined) return;
    event.preventDefault();
    act(row);
  };
}

function nextRow(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  const last = count - 1;
  const places: Readonly<Record<string, number>> = {
    ArrowDown: Math.min(last, at + 1),
    j: Math.min(last, at + 1),
    ArrowUp: Math.max(0, at - 1),
    k: Math.max(0, at - 1),
    Home: 0,
    End: last,
  };
  return places[key] ?? null;
}
