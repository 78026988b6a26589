import type { Tag } from '#contract/entities.ts';
import type { Batch } from '#contract/monitoring.ts';
import type { DatasetVersion } from '#contract/datasets.ts';
import type { EngineContext } from '#core/store/context.ts';
import {
  createRun,
  ensureExperiment,
  logBatch,
  logInputs,
  searchRuns,
  updateRun,
} from '#core/tracking/index.ts';
import { findBatch } from './find.ts';
import { readBatch } from './batches.ts';

/** Where MLflow's users look for batches: the name that the workshop gave it. */
const batchExperiment = 'batch_predictions';

const kindTag = 'stile.kind';
const kind = 'batch-predict';
/** Classes that get a metric of their own at most; a call takes 1,000 metrics. */
const maxClassMetrics = 200;

export interface BatchRunFacts {
  model: { name: string; version: number; uri: string };
  dataset: DatasetVersion;
  source: string;
  tags: readonly Tag[];
}

/** Starts the tracking run of a batch. @throws INVALID_STATE when the experiment was deleted */
export async function openBatchRun(ctx: EngineContext, facts: BatchRunFacts): Promise<string> {
  const { model, dataset, source, tags } = facts;
  const { experimentId } = await ensureExperiment(ctx, batchExperiment);
  const { runId } = await createRun(ctx, {
    experimentId,
    userId: ctx.actor.name,
    name: 'batch_prediction',
    tags: [{ key: kindTag, value: kind }, ...tags],
  });
  const params = Object.entries({
    model_name: model.name,
    model_version: String(model.version),
    model_uri: model.uri,
    dataset: dataset.uri,
    source,
  }).map(([key, value]) => ({ key, value }));
  await logBatch(ctx, { runId, params });
  await logInputs(ctx, {
    runId,
    datasets: [
      {
        name: dataset.name,
        digest: dataset.digest,
        sourceType: 'stile',
        source: dataset.uri,
        tags: [{ key: 'mlflow.data.context', value: 'inference' }],
      },
    ],
  });
  return runId;
}

/** Logs the workshop's figures of a batch to its run and ends it. */
export async function finishBatchRun(ctx: EngineContext, batchId: number): Promise<void> {
  const row = findBatch(ctx.db, batchId);
  if (row.run_id === null) return;
  const batch = readBatch(ctx.db, batchId);
  const metrics = buildMetrics(batch, row.low_confidence, row.high_confidence);
  await logBatch(ctx, {
    runId: row.run_id,
    metrics: [...metrics].map(([key, value]) => ({ key, value })),
    params: [{ key: 'batch_size', value: String(batch.rows) }],
    tags: [{ key: 'stile.batch', value: String(batchId) }, ...buildAlertTags(batch)],
  });
  await updateRun(ctx, { runId: row.run_id, status: 'FINISHED', name: `batch_${batchId}` });
}

/** The metrics as the workshop's `batch_predict` logs them; percentages are 0 to 100. */
function buildMetrics(batch: Batch, low: number, high: number): Map<string, number> {
  const metrics = new Map<string, number>([
    ['total_predictions', batch.rows],
    ...listTold({ oov_share: batch.oovShare, average_length: batch.meanLength }),
    ...(batch.meanConfidence === null
      ? []
      : listTold({
          average_confidence: batch.meanConfidence,
          low_confidence_predictions: low,
          high_confidence_predictions: high,
          low_confidence_percentage: (low / batch.rows) * 100,
        })),
  ]);
  if (batch.accuracy !== null) metrics.set('accuracy', batch.accuracy);
  for (const { label, count } of batch.classes.slice(0, maxClassMetrics)) {
    const key = `predictions_${labelToKey(label)}`;
    // Two labels may differ only in characters that a key cannot hold.
    const sum = (metrics.get(key) ?? 0) + count;
    metrics.set(key, sum);
    metrics.set(`${key}_percentage`, (sum / batch.rows) * 100);
  }
  return metrics;
}

function listTold(values: Readonly<Record<string, number | null>>): [string, number][] {
  return Object.entries(values).flatMap(([key, value]): [string, number][] =>
    value === null ? [] : [[key, value]],
  );
}

function labelToKey(label: string): string {
  return label.replace(/[^\p{L}\p{M}\p{N}_-]/gu, '_').slice(0, 200);
}

/** The two tags that the workshop sets when its own thresholds are crossed. */
function buildAlertTags(batch: Batch): Tag[] {
  const tags: Tag[] = [];
  if ((batch.lowConfidenceShare ?? 0) > 0.3) {
    tags.push({ key: 'data_quality_alert', value: 'high_low_confidence_rate' });
  }
  if ((batch.meanConfidence ?? 1) < 0.6) {
    tags.push({ key: 'model_performance_alert', value: 'low_average_confidence' });
  }
  return tags;
}

/** Ends the run of a batch that was not made. */
export async function endBatchRun(
  ctx: EngineContext,
  runId: string,
  status: 'FAILED' | 'KILLED',
): Promise<void> {
  await updateRun(ctx, { runId, status });
}

/**
 * After a kill: batches that are there get their run finished, and runs whose batch was never made are marked. At the
 * start of an engine only.
 */
export async function recoverBatchRuns(ctx: EngineContext): Promise<void> {
  const { runs } = searchRuns(ctx, {
    filter: `attributes.status = 'RUNNING' AND tags.\`${kindTag}\` = '${kind}'`,
    maxResults: 1000,
  });
  for (const { runId } of runs) {
    const made = ctx.db.get<{ id: number }>(
      'SELECT id FROM batches WHERE run_id = ? AND is_ready = 1',
      runId,
    );
    if (made === undefined) await endBatchRun(ctx, runId, 'KILLED');
    else await finishBatchRun(ctx, made.id);
  }
}
