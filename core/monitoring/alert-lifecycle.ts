import type { Actor } from '#contract/entities.ts';
import type { AlertEvidence, BatchCheck } from '#contract/monitoring.ts';
import { recordTrigger } from '#core/store/trigger-events.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { modelUri, type AlertTableRow, type BatchTableRow } from './find.ts';

/** What the checks of one batch did to the alerts of its model. */
export interface AlertChanges {
  /** Alerts that this batch breached, new ones included. */
  breached: number[];
  fired: number[];
  resolved: number[];
}

type Severity = 'warning' | 'critical';
type ResolutionKind = 'cleared' | 'superseded';

/** Batches in a row within the limits that end an alert: one clean batch of 20 rows may be luck. */
const cleanBatchesToClear = 2;
const watcher: Actor = { kind: 'engine', name: 'monitoring' };

/**
 * Brings the alerts of a model up to date with the checks of a batch. The identity of an alert is model name and
 * signal; at most one of an identity is open.
 *
 * - Out of the limits, none open: fires. One batch is enough, since its limits already know its size.
 * - Out again by the same version: counted; when it became critical, one that was acknowledged or snoozed fires again.
 * - Out by another version: the open alert is superseded and a new one fires, because limits and evidence are others.
 * - Within, by the same version: the second such batch in a row clears it.
 * - Within, by another version: superseded at once: that version does not have the problem.
 * - Not evaluated: nothing happens.
 */
export function updateAlerts(
  tx: WriteTx,
  batch: BatchTableRow,
  checks: readonly BatchCheck[],
  collect: (check: BatchCheck) => AlertEvidence,
): AlertChanges {
  const changes: AlertChanges = { breached: [], fired: [], resolved: [] };
  for (const check of checks) {
    if (check.verdict === 'not_evaluated') continue;
    const open = tx.db.get<AlertTableRow>(
      `SELECT * FROM alerts WHERE model_name = ? AND signal = ? AND state <> 'resolved'`,
      batch.model_name,
      check.signal,
    );
    if (check.verdict === 'ok') relax(tx, batch, open, changes);
    else breach(tx, batch, check, open, changes, collect);
  }
  for (const alertId of changes.breached) {
    tx.db.run('INSERT INTO alert_batches (batch_id, alert_id) VALUES (?, ?)', batch.id, alertId);
  }
  return changes;
}

function relax(
  tx: WriteTx,
  batch: BatchTableRow,
  open: AlertTableRow | undefined,
  changes: AlertChanges,
): void {
  if (open === undefined) return;
  if (open.model_version !== batch.model_version) {
    resolveBy(tx, batch, open, 'superseded', changes);
    return;
  }
  const clean = open.clean_batches + 1;
  tx.db.run('UPDATE alerts SET clean_batches = ? WHERE id = ?', clean, open.id);
  if (clean >= cleanBatchesToClear) resolveBy(tx, batch, open, 'cleared', changes);
}

function breach(
  tx: WriteTx,
  batch: BatchTableRow,
  check: BatchCheck,
  open: AlertTableRow | undefined,
  changes: AlertChanges,
  collect: (check: BatchCheck) => AlertEvidence,
): void {
  if (open?.model_version === batch.model_version) {
    countBreach(tx, batch, open, judgeSeverity(check));
    changes.breached.push(open.id);
    return;
  }
  if (open !== undefined) resolveBy(tx, batch, open, 'superseded', changes);
  const alertId = fire(tx, batch, check, collect(check));
  changes.breached.push(alertId);
  changes.fired.push(alertId);
}

function countBreach(tx: WriteTx, batch: BatchTableRow, open: AlertTableRow, severity: Severity): void {
  const isWorse = severity === 'critical' && open.severity !== 'critical';
  tx.db.run(
    `UPDATE alerts SET last_batch_id = ?, breaches = breaches + 1, clean_batches = 0, severity = ?, state = ?,
       snoozed = iif(?, NULL, snoozed), snoozed_until = iif(?, NULL, snoozed_until)
     WHERE id = ?`,
    batch.id,
    isWorse ? severity : open.severity,
    isWorse ? 'firing' : open.state,
    isWorse ? 1 : 0,
    isWorse ? 1 : 0,
    open.id,
  );
}

function fire(tx: WriteTx, batch: BatchTableRow, check: BatchCheck, evidence: AlertEvidence): number {
  const severity = judgeSeverity(check);
  const { lastId: alertId } = tx.db.run(
    `INSERT INTO alerts (model_name, model_version, batch_id, signal, severity, state, value, lower, upper, n, fired_at,
       last_batch_id, breaches, clean_batches, evidence)
     VALUES (?, ?, ?, ?, ?, 'firing', ?, ?, ?, ?, ?, ?, 1, 0, ?)`,
    batch.model_name,
    batch.model_version,
    batch.id,
    check.signal,
    severity,
    check.value,
    check.lower,
    check.upper,
    check.n,
    tx.now,
    batch.id,
    JSON.stringify(evidence),
  );
  tellPipelines(tx, batch, { alertId, signal: check.signal, severity, value: check.value });
  return alertId;
}

/** Pipelines wait for the alerts of a model, for one signal of it, or for any. */
function tellPipelines(
  tx: WriteTx,
  { id: batchId, model_name: model, model_version: version }: BatchTableRow,
  alert: { alertId: number; signal: string; severity: Severity; value: number | null },
): void {
  const { alertId, signal, severity, value } = alert;
  recordTrigger(tx, {
    kind: 'alert',
    keys: [`${model}/${signal}`, model, '*'],
    payload: {
      text: `alert ${alertId}: ${signal} of ${model}`,
      id: alertId,
      model,
      version,
      signal,
      severity,
      value,
      batch: batchId,
    },
  });
}

/** Critical is twice as far from what is expected as the limit is. */
function judgeSeverity({ value, lower, upper, expected }: BatchCheck): Severity {
  const limit = upper !== null && value > upper ? upper : lower;
  if (limit === null || expected === null) return 'warning';
  return Math.abs(value - expected) >= 2 * Math.abs(limit - expected) ? 'critical' : 'warning';
}

function resolveBy(
  tx: WriteTx,
  batch: BatchTableRow,
  open: AlertTableRow,
  kind: ResolutionKind,
  changes: AlertChanges,
): void {
  const reason =
    kind === 'cleared'
      ? `${cleanBatchesToClear} batches in a row were within the limits, the last one was batch ${batch.id}`
      : `Batch ${batch.id} was scored by ${modelUri(batch)}`;
  tx.db.run(
    `UPDATE alerts SET state = 'resolved', resolved = ? WHERE id = ?`,
    JSON.stringify({ at: tx.now, by: watcher, reason, kind }),
    open.id,
  );
  changes.resolved.push(open.id);
}
