import type { ActivityAction, UndoState } from '#contract/activity.ts';
import { showValue } from '#core/kernel/errors.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { ActivityParts, Facts, Inverse } from './activity-parts.ts';
import { toChange, type ActivityRow } from './activity-rows.ts';

/** Whether a row can be taken back now. */
export function readUndoState(db: ReadableDb, row: ActivityRow, inverse: Inverse | undefined): UndoState {
  if (inverse === undefined) return { state: 'no_inverse' };
  const change = toChange(row);
  const left = inverse.left(change);
  if (left === null) return { state: 'incomplete' };
  const now = inverse.now(db, change);
  if (now === null) return { state: wasUndone(db, row) ? 'undone' : 'gone' };
  const field = Object.keys(left).find((name) => !isSame(left[name], now[name]));
  if (field === undefined) return { state: 'possible' };
  if (wasUndone(db, row)) return { state: 'undone' };
  return { state: 'changed', field, left: wordFact(left, field), now: wordFact(now, field) };
}

export function findInverse({ inverses }: ActivityParts, action: string): Inverse | undefined {
  return Object.hasOwn(inverses, action) ? inverses[action as ActivityAction] : undefined;
}

function wasUndone(db: ReadableDb, { id }: ActivityRow): boolean {
  return db.get('SELECT 1 FROM activity WHERE undoes = ?', id) !== undefined;
}

function isSame(left: unknown, now: unknown): boolean {
  return JSON.stringify(left ?? null) === JSON.stringify(now ?? null);
}

function wordFact(facts: Facts, field: string): string {
  const value = facts[field] ?? null;
  return value === null ? '' : showValue(value);
}
