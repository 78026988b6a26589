import type { Batch, BatchCheck, ClassicVerdict } from '#contract/monitoring.ts';
import type { Inputs } from '#contract/procedures.ts';
import { recordLineage, type ArtifactRef } from '#core/lineage/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { updateAlerts, type AlertChanges } from './alert-lifecycle.ts';
import { readBatch, readToldFigures } from './batches.ts';
import { checkBatch } from './check-batch.ts';
import type { ClassCounts } from './class-mix.ts';
import { classicWindow, judgeClassicRules, type ClassicRun } from './classic-rules.ts';
import { collectEvidence } from './evidence.ts';
import { alertUri, batchUri, findBatch, modelUri, type BatchTableRow } from './find.ts';
import { findLimits, keepLimits } from './limit-cache.ts';
import { loadReference } from './load-reference.ts';
import type { Reference } from './reference.ts';
import { checkVolume } from './volume-check.ts';

/**
 * Compares a batch with the limits of the model version that scored it, judges the workshop's classic rules beside,
 * and fires, counts and ends alerts, all in one transaction. A batch is monitored once: a second call answers what the
 * first one found, so that a retried task does no harm.
 * @param makeReference makes one for a model version that brings none along
 * @throws NOT_FOUND, MODEL_DAMAGED; what `makeReference` throws
 */
export async function monitorBatch(
  ctx: EngineContext,
  input: Inputs['monitoring']['monitorBatch'],
  makeReference: (modelUri: string) => Promise<Reference | null> = () => Promise.resolve(null),
): Promise<Batch> {
  const row = findBatch(ctx.db, input.batchId);
  if (row.monitored_at !== null) return readBatch(ctx.db, row.id);
  const uri = modelUri(row);
  const reference = (await loadReference(ctx, uri)) ?? (await makeReference(uri));
  const limits = await findLimits(ctx.db, reference, row.rows);
  const classes = new Map(readBatch(ctx.db, row.id).classes.map(({ label, count }) => [label, count]));
  const resampled = checkBatch(rowToValues(row, classes), reference, limits);
  return ctx.write((tx) => {
    const batch = findBatch(tx.db, row.id);
    if (batch.monitored_at !== null) {
      tx.unchanged();
      return readBatch(tx.db, batch.id);
    }
    keepLimits(tx, reference, row.rows, limits);
    const checks = [checkVolume(tx.db, batch), ...resampled];
    storeVerdicts(tx, batch, checks, judgeClassic(tx, batch));
    const changes = updateAlerts(tx, batch, checks, (check) =>
      collectEvidence(tx.db, batch, classes, check, reference),
    );
    announce(tx, batch, changes);
    return readBatch(tx.db, batch.id);
  });
}

function rowToValues(row: BatchTableRow, classes: ClassCounts): Parameters<typeof checkBatch>[0] {
  return {
    rows: row.rows,
    classes,
    ...readToldFigures(row),
  };
}

function storeVerdicts(
  tx: WriteTx,
  batch: BatchTableRow,
  checks: readonly BatchCheck[],
  classic: readonly ClassicVerdict[],
): void {
  tx.db.run(
    'UPDATE batches SET monitored_at = ?, checks = ?, classic = ? WHERE id = ?',
    tx.now,
    JSON.stringify(checks),
    JSON.stringify(classic),
    batch.id,
  );
}

/** The classic rules speak of confidence alone: nothing where the model tells none. */
function judgeClassic(tx: WriteTx, batch: BatchTableRow): ClassicVerdict[] {
  return batch.has_confidence === 1 ? judgeClassicRules(readClassicRuns(tx.db, batch, tx.now)) : [];
}

const dayMs = 24 * 60 * 60 * 1000;

/** What the workshop's monitor would find in its experiment, newest first: batches and its own earlier runs. */
function readClassicRuns(db: ReadableDb, batch: BatchTableRow, now: number): ClassicRun[] {
  const since = now - classicWindow.days * dayMs;
  const rows = db.all<BatchTableRow>(
    `SELECT * FROM batches WHERE is_ready = 1 AND has_confidence = 1 AND model_name = ? AND id <= ? AND created_at >= ?
     ORDER BY id DESC LIMIT ?`,
    batch.model_name,
    batch.id,
    since,
    classicWindow.runs,
  );
  return rows
    .flatMap((row): ClassicRun[] => [
      ...(row.monitored_at === null ? [] : [{ kind: 'monitoring' as const, at: row.monitored_at }]),
      {
        kind: 'batch',
        at: row.created_at,
        meanConfidence: row.mean_confidence,
        lowConfidencePercentage: (row.low_confidence / row.rows) * 100,
      },
    ])
    .sort((a, b) => b.at - a.at)
    .slice(0, classicWindow.runs);
}

function announce(tx: WriteTx, batch: BatchTableRow, changes: AlertChanges): void {
  recordLineage(tx, {
    execution: {
      type: 'Monitor',
      uri: `monitorings:/${batch.id}`,
      name: `Monitor batch ${batch.id}`,
      state: 'COMPLETE',
    },
    inputs: [{ type: 'Batch', uri: batchUri(batch.id), name: `Batch ${batch.id}` }],
    outputs: changes.breached.map((alertId) => alertArtifact(tx.db, alertId)),
    contexts: [
      { type: 'Model', name: batch.model_name },
      ...(batch.pipeline_run_id === null
        ? []
        : [{ type: 'PipelineRun' as const, name: batch.pipeline_run_id }]),
    ],
  });
  tx.record({
    action: 'batch.monitor',
    entityKind: 'batch',
    entityId: String(batch.id),
    after: { model: modelUri(batch), ...changes },
  });
  tx.emit({ type: 'batch.changed', model: batch.model_name, batchId: batch.id });
  for (const alertId of new Set([...changes.breached, ...changes.resolved])) {
    tx.emit({ type: 'alert.changed', model: batch.model_name, alertId });
  }
}

function alertArtifact(db: ReadableDb, alertId: number): ArtifactRef {
  const row = db.get<{ signal: string }>('SELECT signal FROM alerts WHERE id = ?', alertId);
  return { type: 'Alert', uri: alertUri(alertId), name: `Alert ${alertId}: ${row?.signal ?? ''}` };
}
