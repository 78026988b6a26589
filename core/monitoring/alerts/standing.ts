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

/** An alert that stands as it is written there, from now on and by whoever asks, where that is new. */
export function stand(tx: WriteTx, row: AlertTableRow, next: Standing, action: ActivityAction): Alert {
  const { now: at, actor: by } = tx;
  const acknowledged =
    next.state === 'firing' || next.note === undefined
      ? null
      : keepIf(readAcknowledged(row), ({ note }) => note === next.note, { at, by, note: next.note });
  const resolved =
    next.state === 'resolved' ? { at, by, reason: next.reason ?? '', kind: 'manual' as const } : null;
  const snoozed =
    next.until === undefined
      ? null
      : keepIf(readSnoozed(row), ({ until }) => until === next.until, {
          at,
          by,
          until: next.until,
          note: next.snoozeNote ?? '',
        });
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
  return announce(tx, changed, { action, before: readStanding(row), after: readStanding(changed) });
}

function keepIf<T>(old: T | null, isSame: (old: T) => boolean, next: T): T {
  return old !== null && isSame(old) ? old : next;
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
