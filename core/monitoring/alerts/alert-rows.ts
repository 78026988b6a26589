import { alert, batchSignal, severity, type Alert } from '#contract/monitoring.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { AlertTableRow } from '../find.ts';
import { readStored } from '../stored-json.ts';

const { acknowledged, snoozed, resolved } = alert.shape;

/** @param now the time that a snooze is over or not by, ms since 1970 UTC */
export function rowToAlert(db: ReadableDb, row: AlertTableRow, now: number): Alert {
  return {
    alertId: row.id,
    modelName: row.model_name,
    modelVersion: row.model_version,
    batchId: row.batch_id,
    signal: batchSignal.parse(row.signal),
    severity: severity.parse(row.severity),
    state: stateOf(row, now),
    value: row.value,
    lower: row.lower,
    upper: row.upper,
    n: row.n,
    firedAt: row.fired_at,
    lastBatchId: row.last_batch_id,
    breaches: row.breaches,
    acknowledged: readAcknowledged(row),
    snoozed: isSnoozed(row, now) ? readSnoozed(row) : null,
    assignee: row.assignee,
    comments: countComments(db, row.id),
    resolved: readResolved(row),
  };
}

/** A snooze lies over the state of an alert that is open, until its time is over. */
export function stateOf(row: AlertTableRow, now: number): Alert['state'] {
  return isSnoozed(row, now) ? 'snoozed' : row.state;
}

export function isSnoozed({ state, snoozed_until: until }: AlertTableRow, now: number): boolean {
  return state !== 'resolved' && until !== null && until > now;
}

export function readAcknowledged(row: AlertTableRow): Alert['acknowledged'] {
  return readStored(acknowledged, row.acknowledged ?? 'null');
}

/** Also one that is over. */
export function readSnoozed(row: AlertTableRow): Alert['snoozed'] {
  return readStored(snoozed, row.snoozed ?? 'null');
}

export function readResolved(row: AlertTableRow): Alert['resolved'] {
  return readStored(resolved, row.resolved ?? 'null');
}

function countComments(db: ReadableDb, alertId: number): number {
  return (
    db.get<{ n: number }>('SELECT count(*) AS n FROM alert_comments WHERE alert_id = ?', alertId)?.n ?? 0
  );
}
