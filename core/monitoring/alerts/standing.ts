import type { ActivityAction } from '#contract/activity.ts';
import type { Alert } from '#contract/monitoring.ts';
import { StileError } from '#core/kernel/errors.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { findAlert, type AlertTableRow } from '../find.ts';
import { readAcknowledged, readResolved, readSnoozed, rowToAlert } from './alert-rows.ts';

/** How an alert stands, as rows of activity keep it: what is under a snooze, and the snooze. */
export interface Standing {
  state: AlertTableRow['state'];
  /** Of the acknowledgement. */
  note?: string;
  reason?: string;
  /** ms since 1970 UTC; may be past. */
  until?: number;
  snoozeNote?: string;
}

/** Who said what is behind a standing, and since when: kept beside it, so that the way back brings that back too. */
export type Kept = { [part in 'acknowledged' | 'snoozed' | 'resolved']?: Alert[part] | undefined };

/**
 * An alert that stands as it is written there, from now on and by whoever asks, where that is new.
 * @param kept what stood once and stands again
 */
export function stand(
  tx: WriteTx,
  row: AlertTableRow,
  next: Standing,
  action: ActivityAction,
  kept: Kept = {},
): Alert {
  const { now: at, actor: by } = tx;
  const acknowledged =
    next.state === 'firing' || next.note === undefined
      ? null
      : firstOf([readAcknowledged(row), kept.acknowledged], ({ note }) => note === next.note, {
          at,
          by,
          note: next.note,
        });
  const resolved = next.state === 'resolved' ? endOf(tx, next, kept) : null;
  const snoozed =
    next.until === undefined
      ? null
      : firstOf(
          [readSnoozed(row), kept.snoozed],
          ({ until, note }) => until === next.until && note === (next.snoozeNote ?? ''),
          { at, by, until: next.until, note: next.snoozeNote ?? '' },
        );
  tx.db.run(
    'UPDATE alerts SET state = ?, acknowledged = ?, resolved = ?, snoozed = ?, snoozed_until = ? WHERE id = ?',
    next.state,
    acknowledged === null ? null : JSON.stringify(acknowledged),
    resolved === null ? null : JSON.stringify(resolved),
    snoozed === null ? null : JSON.stringify(snoozed),
    snoozed?.until ?? null,
    row.id,
  );
  const changed = findAlert(tx.db, row.id);
  const before = { ...readStanding(row), kept: readKept(row) };
  return announce(tx, changed, { action, before, after: readStanding(changed) });
}

function endOf({ now: at, actor: by }: WriteTx, { reason = '' }: Standing, kept: Kept): Alert['resolved'] {
  return firstOf([kept.resolved], (old) => old.reason === reason, { at, by, reason, kind: 'manual' });
}

function firstOf<T>(old: readonly (T | null | undefined)[], isSame: (old: T) => boolean, next: T): T {
  return old.find((candidate) => candidate != null && isSame(candidate)) ?? next;
}

function readKept(row: AlertTableRow): Kept {
  const all = { acknowledged: readAcknowledged(row), snoozed: readSnoozed(row), resolved: readResolved(row) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}

export function readStanding(row: AlertTableRow): Standing {
  const [acknowledged, snoozed, resolved] = [readAcknowledged(row), readSnoozed(row), readResolved(row)];
  return {
    state: row.state,
    ...(acknowledged !== null && row.state !== 'firing' && { note: acknowledged.note }),
    ...(resolved !== null && { reason: resolved.reason }),
    ...(snoozed !== null && { until: snoozed.until, snoozeNote: snoozed.note }),
  };
}

/** Writes the one row of activity and tells the screens. */
export function announce(
  tx: WriteTx,
  { id }: Pick<AlertTableRow, 'id'>,
  change: { action: ActivityAction; before: object | null; after: object | null },
): Alert {
  const row = findAlert(tx.db, id);
  tx.record({ ...change, entityKind: 'alert', entityId: String(id) });
  tx.emit({ type: 'alert.changed', model: row.model_name, alertId: id });
  return rowToAlert(tx.db, row, tx.now);
}

export function wrongState(
  { id }: AlertTableRow,
  state: Alert['state'],
  needed: string,
  remedy: string,
): StileError {
  return new StileError('INVALID_STATE', `The alert ${id} is ${state} already. ${remedy}`, {
    kind: 'alert',
    id: String(id),
    state,
    needed,
    remedy,
  });
}
