import type { ActivityAction } from '#contract/activity.ts';
import { alert, alertEvidence, batchSignal, type Alert, type AlertEvidence } from '#contract/monitoring.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { invalidArgument, StileError } from '#core/kernel/errors.ts';
import { cutPage, parseIdToken } from '#core/kernel/pages.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { SqlValue } from '#core/store/database.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { findAlert, type AlertTableRow } from './find.ts';
import { readStored } from './stored-json.ts';

type In = Inputs['monitoring'];
type Out = Outputs['monitoring'];

const stateSql = { open: `state <> 'resolved'`, resolved: `state = 'resolved'`, all: '1' } as const;

/** Alerts, newest first; those that are open unless asked otherwise. @throws INVALID_PAGE_TOKEN */
export function listAlerts(ctx: EngineContext, input: In['alerts']): Out['alerts'] {
  const maxResults = input.maxResults ?? 100;
  const conditions = ['id < ?', stateSql[input.state ?? 'open']];
  const values: SqlValue[] = [parseIdToken(input.pageToken)];
  if (input.model !== undefined) {
    conditions.push('model_name = ?');
    values.push(input.model);
  }
  const rows = ctx.db.all<AlertTableRow>(
    `SELECT * FROM alerts WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT ?`,
    ...values,
    maxResults + 1,
  );
  const { items, nextPageToken } = cutPage(rows, maxResults, ({ id }) => String(id));
  return { alerts: items.map(rowToAlert), nextPageToken };
}

export function countOpenAlerts(ctx: EngineContext): number {
  return ctx.db.get<{ n: number }>(`SELECT count(*) AS n FROM alerts WHERE state <> 'resolved'`)?.n ?? 0;
}

/** @throws NOT_FOUND */
export function getAlert(ctx: EngineContext, alertId: number): Alert & { evidence: AlertEvidence } {
  const row = findAlert(ctx.db, alertId);
  return { ...rowToAlert(row), evidence: readStored(alertEvidence, row.evidence) };
}

/** Says that somebody looks into it. @throws NOT_FOUND, INVALID_STATE when it was acknowledged or resolved before */
export function acknowledgeAlert(ctx: EngineContext, input: In['acknowledge']): Promise<Alert> {
  return ctx.write((tx) => {
    const row = findAlert(tx.db, input.alertId);
    if (row.state !== 'firing') throw notFiring(row);
    const acknowledged = { at: tx.now, by: tx.actor, note: input.note ?? '' };
    tx.db.run(
      `UPDATE alerts SET state = 'acknowledged', acknowledged = ? WHERE id = ?`,
      JSON.stringify(acknowledged),
      row.id,
    );
    return announce(tx, row, 'alert.acknowledge', { state: 'acknowledged', note: acknowledged.note });
  });
}

/** Ends an alert; the next breach fires another one. @throws NOT_FOUND, INVALID_STATE, INVALID_ARGUMENT without a reason */
export function resolveAlert(ctx: EngineContext, input: In['resolve']): Promise<Alert> {
  const reason = input.reason.trim();
  if (reason === '') {
    throw invalidArgument(
      'reason',
      input.reason,
      'an alert is resolved with a reason',
      'Say in a few words what was found or done.',
    );
  }
  return ctx.write((tx) => {
    const row = findAlert(tx.db, input.alertId);
    if (row.state === 'resolved') throw resolvedAlready(row);
    tx.db.run(
      `UPDATE alerts SET state = 'resolved', resolved = ? WHERE id = ?`,
      JSON.stringify({ at: tx.now, by: tx.actor, reason, kind: 'manual' }),
      row.id,
    );
    return announce(tx, row, 'alert.resolve', { state: 'resolved', reason });
  });
}

/**
 * Takes an acknowledgement or a resolution back. @throws NOT_FOUND, INVALID_STATE when it was cleared by a batch, when
 * it is in that state, or when the same signal fires in another alert by now
 */
export function reopenAlert(
  ctx: EngineContext,
  alertId: number,
  state: 'firing' | 'acknowledged',
): Promise<Alert> {
  return ctx.write((tx) => {
    const row = findAlert(tx.db, alertId);
    if (row.state === state) throw wrongState(row, 'another state', 'There is nothing to do.');
    refuseSecondOpen(tx, row);
    const acknowledged = state === 'firing' ? null : row.acknowledged;
    tx.db.run(
      'UPDATE alerts SET state = ?, acknowledged = ?, resolved = NULL WHERE id = ?',
      state,
      acknowledged,
      row.id,
    );
    tx.record({
      action: 'alert.reopen',
      entityKind: 'alert',
      entityId: String(row.id),
      before: {
        state: row.state,
        note: readStored(acknowledgement, row.acknowledged ?? 'null')?.note,
        reason: readStored(resolution, row.resolved ?? 'null')?.reason,
      },
      after: { state },
    });
    tx.emit({ type: 'alert.changed', model: row.model_name, alertId: row.id });
    return rowToAlert(findAlert(tx.db, row.id));
  });
}

/** At most one alert of a model's signal is open. */
function refuseSecondOpen(tx: WriteTx, row: AlertTableRow): void {
  if (row.state !== 'resolved') return;
  const other = tx.db.get<{ id: number }>(
    `SELECT id FROM alerts WHERE model_name = ? AND signal = ? AND state <> 'resolved' AND id <> ?`,
    row.model_name,
    row.signal,
    row.id,
  );
  if (other !== undefined)
    throw wrongState(row, 'no other open alert of its signal', `The alert ${other.id} has taken its place.`);
}

function announce(tx: WriteTx, row: AlertTableRow, action: ActivityAction, after: object): Alert {
  tx.record({ action, entityKind: 'alert', entityId: String(row.id), before: { state: row.state }, after });
  tx.emit({ type: 'alert.changed', model: row.model_name, alertId: row.id });
  return rowToAlert(findAlert(tx.db, row.id));
}

function notFiring(row: AlertTableRow): StileError {
  if (row.state === 'resolved') return resolvedAlready(row);
  return wrongState(row, 'firing', 'There is nothing to do: it fires again when it gets worse.');
}

function resolvedAlready(row: AlertTableRow): StileError {
  return wrongState(
    row,
    'firing or acknowledged',
    'There is nothing to do: the next breach fires a new alert.',
  );
}

function wrongState(row: AlertTableRow, needed: string, remedy: string): StileError {
  return new StileError('INVALID_STATE', `The alert ${row.id} is ${row.state} already. ${remedy}`, {
    kind: 'alert',
    id: String(row.id),
    state: row.state,
    needed,
    remedy,
  });
}

const { acknowledged: acknowledgement, resolved: resolution, severity: severities } = alert.shape;

function rowToAlert(row: AlertTableRow): Alert {
  return {
    alertId: row.id,
    modelName: row.model_name,
    modelVersion: row.model_version,
    batchId: row.batch_id,
    signal: batchSignal.parse(row.signal),
    severity: severities.parse(row.severity),
    state: row.state,
    value: row.value,
    lower: row.lower,
    upper: row.upper,
    n: row.n,
    firedAt: row.fired_at,
    lastBatchId: row.last_batch_id,
    breaches: row.breaches,
    acknowledged: readStored(acknowledgement, row.acknowledged ?? 'null'),
    resolved: readStored(resolution, row.resolved ?? 'null'),
  };
}
