import type { Tag } from '#contract/entities.ts';
import type { DatasetVersion } from '#contract/datasets.ts';
import type { Batch, BatchRow } from '#contract/monitoring.ts';
import type { Inputs } from '#contract/procedures.ts';
import { findDatasetVersion } from '#core/datasets/index.ts';
import { StileError } from '#core/kernel/errors.ts';
import type { Json } from '#core/kernel/json.ts';
import {
  matchLabels,
  readModelRows,
  type ModelRows,
  type ModelScorer,
  type ModelScorers,
  type OpenOptions,
  type ScoredRows,
} from '#core/models/index.ts';
import { findModelTarget, resolveModelUri } from '#core/registry/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import { summarizeRows } from './batch-figures.ts';
import { endBatchRun, finishBatchRun, openBatchRun } from './batch-run.ts';
import { readBatch } from './batches.ts';
import { findLabelColumn } from './score-reference.ts';
import { dropAbandonedBatches, storeBatch } from './store-batch.ts';

export interface BatchPredictOptions extends OpenOptions {
  pipelineRunId?: string;
  /** Put on the tracking run. */
  tags?: readonly Tag[];
  /** Told how far the scoring is, 0 to 1. */
  progress?(fraction: number): void;
}

type BatchInput = Inputs['monitoring']['batchPredict'];

/**
 * Scores a dataset version with a model of any kind and keeps each prediction. The model is looked up now, so that
 * `models:/x@champion` means the champion of this moment. Batch, rows and lineage are written whole or not at all
 * (`storeBatch`); a tracking run in the experiment `batch_predictions` carries the workshop's figures for MLflow's
 * clients. @throws NOT_FOUND, DATA_INVALID, CANCELED, what `ModelScorers.open` and `ModelScorer.score` throw; nothing
 * but the run, marked so, is left
 */
export async function batchPredict(
  ctx: EngineContext,
  models: ModelScorers,
  input: BatchInput,
  options: BatchPredictOptions = {},
): Promise<Batch> {
  const { folder, ...model } = findModelTarget(ctx, resolveModelUri(ctx, input.model).uri);
  const dataset = findDatasetVersion(ctx, input.dataset);
  const scorer = await models.open({ ...model, folder }, options);
  const data = await readBatchData(ctx, dataset, scorer, input, options.signal);
  const source = input.source ?? dataset.name;
  const runId = await openBatchRun(ctx, { model, dataset, source, tags: options.tags ?? [] });
  try {
    const { rows, classes } = await scoreRows(scorer, data, input, options);
    await dropAbandonedBatches(ctx);
    const batchId = await storeBatch(
      ctx,
      {
        model,
        dataset: { uri: dataset.uri, name: `${dataset.name} ${dataset.version}`, digest: dataset.sha256 },
        source,
        figures: summarizeRows(rows, classes),
        rows,
        runId,
        pipelineRunId: options.pipelineRunId ?? null,
      },
      options.signal,
    );
    // The batch counts from here on, whatever becomes of its run: failing now would have it made twice.
    await finishBatchRun(ctx, batchId).catch((failure: unknown) => {
      ctx.logger.warn({ runId, batchId, err: failure }, 'the run of a batch could not be finished');
    });
    return readBatch(ctx.db, batchId);
  } catch (error) {
    const isCanceled = options.signal?.aborted === true;
    // A stopping engine takes no writes any more: the next one ends the run, see `recoverBatches`.
    await endBatchRun(ctx, runId, isCanceled ? 'KILLED' : 'FAILED').catch((failure: unknown) => {
      ctx.logger.warn({ runId, err: failure }, 'the run of a failed batch could not be ended');
    });
    throw isCanceled ? canceled(dataset) : error;
  }
}

function canceled(dataset: DatasetVersion): StileError {
  const what = `the batch prediction of ${dataset.uri}`;
  return new StileError(
    'CANCELED',
    `Stopped ${what}: nothing of it was kept. Start it again when it suits.`,
    { what },
  );
}

async function readBatchData(
  ctx: EngineContext,
  dataset: DatasetVersion,
  { shape }: ModelScorer,
  { labelColumn, textColumn = 'text' }: BatchInput,
  signal: AbortSignal | undefined,
): Promise<ModelRows> {
  const asked = labelColumn ?? findLabelColumn(dataset.columns, textColumn);
  return readModelRows(ctx, dataset, shape, { textColumn, labelColumn: asked }, signal);
}

async function scoreRows(
  scorer: ModelScorer,
  { rows, labels }: ModelRows,
  input: BatchInput,
  { signal, progress }: BatchPredictOptions,
): Promise<{ rows: BatchRow[]; classes: readonly string[] | null }> {
  const scored = await scorer.score(rows, { signal, onProgress: progress });
  const known = labels === null ? null : readLabels(labels, scored, input.labelColumn !== undefined);
  const kept = scored.rows.map(({ label: prediction, confidence, oovShare, tokens }, row) => ({
    row,
    text: textOf(rows[row] ?? null),
    prediction,
    confidence,
    oovShare,
    length: tokens,
    label: known?.[row] ?? null,
  }));
  return { rows: kept, classes: scored.classes };
}

function textOf(row: Json): string {
  return typeof row === 'string' ? row : JSON.stringify(row);
}

/**
 * The labels as the model writes its classes, an empty one as null. A column that is only called so may hold anything:
 * it counts when every value is a class of the model.
 */
function readLabels(
  labels: readonly (string | null)[],
  { rows, classes }: ScoredRows,
  isAsked: boolean,
): (string | null)[] | null {
  const known = new Set(classes ?? rows.map(({ label }) => label));
  const matched = matchLabels(
    labels.map((label) => label ?? ''),
    [...known],
  );
  const isLabelled = isAsked || matched.every((label) => label === '' || known.has(label));
  return isLabelled ? matched.map((label) => (label === '' ? null : label)) : null;
}
