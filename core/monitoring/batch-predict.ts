import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Tag } from '#contract/entities.ts';
import type { DatasetVersion } from '#contract/datasets.ts';
import type { Batch, BatchRow } from '#contract/monitoring.ts';
import type { Inputs } from '#contract/procedures.ts';
import { findDatasetVersion, readColumns } from '#core/datasets/index.ts';
import { StileError } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import { summarizeRows } from './batch-figures.ts';
import { endBatchRun, finishBatchRun, openBatchRun } from './batch-run.ts';
import { readBatch } from './batches.ts';
import { loadScorer, type Scorer } from './model-access.ts';
import { dropAbandonedBatches, storeBatch } from './store-batch.ts';

export interface BatchPredictOptions {
  signal?: AbortSignal;
  pipelineRunId?: string;
  /** Put on the tracking run. */
  tags?: readonly Tag[];
  /** Told how far the scoring is, 0 to 1. */
  progress?(fraction: number): void;
}

/** Scored at once before other work gets in, a few milliseconds: so many texts, or characters where they are long. */
const textsPerTurn = 100;
const charactersPerTurn = 100_000;
/** Of a dataset that has it, these are taken as labels when they are classes of the model. */
const usualLabelColumn = 'label';

/**
 * Scores a dataset version and keeps each prediction. The model is looked up now, so that `models:/x@champion` means
 * the champion of this moment. Batch, rows and lineage are written whole or not at all (`storeBatch`); a tracking run
 * in the experiment `batch_predictions` carries the workshop's figures for MLflow's clients.
 * @throws NOT_FOUND, MODEL_DAMAGED, MODEL_NOT_RUNNABLE, DATA_INVALID, CANCELED; nothing but the run, marked so, is left
 */
export async function batchPredict(
  ctx: EngineContext,
  input: Inputs['monitoring']['batchPredict'],
  options: BatchPredictOptions = {},
): Promise<Batch> {
  const scorer = await loadScorer(ctx, input.model);
  const dataset = findDatasetVersion(ctx, input.dataset);
  const data = await readBatchData(ctx, dataset, scorer, input, options.signal);
  const source = input.source ?? dataset.name;
  const { model } = scorer;
  const runId = await openBatchRun(ctx, { model, dataset, source, tags: options.tags ?? [] });
  try {
    const rows = await scoreRows(scorer, data, options);
    await dropAbandonedBatches(ctx);
    const batchId = await storeBatch(
      ctx,
      {
        model,
        dataset: { uri: dataset.uri, name: `${dataset.name} ${dataset.version}`, digest: dataset.sha256 },
        source,
        figures: summarizeRows(rows),
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

interface BatchData {
  texts: (string | null)[];
  labels: (string | null)[] | null;
}

async function readBatchData(
  ctx: EngineContext,
  dataset: DatasetVersion,
  scorer: Scorer,
  input: Inputs['monitoring']['batchPredict'],
  signal: AbortSignal | undefined,
): Promise<BatchData> {
  const { labelColumn, textColumn = 'text' } = input;
  const asked = labelColumn ?? findUsualLabelColumn(dataset, textColumn);
  const columns = asked === null ? [textColumn] : [textColumn, asked];
  const [texts = [], labels = null] = await readColumns(ctx, dataset.uri, columns, signal && { signal });
  if (texts.length === 0) throw emptyDataset(dataset);
  const isLabelled = labels !== null && (labelColumn !== undefined || areClasses(labels, scorer));
  return { texts, labels: isLabelled ? labels : null };
}

function findUsualLabelColumn(dataset: DatasetVersion, textColumn: string): string | null {
  const hasOne = dataset.columns.some(({ name }) => name === usualLabelColumn);
  return hasOne && textColumn !== usualLabelColumn ? usualLabelColumn : null;
}

/** A column that is only called so may hold anything: it counts when every value is a class of the model. */
function areClasses(labels: readonly (string | null)[], { classes }: Scorer): boolean {
  const known = new Set(classes);
  return labels.every((label) => label === null || label === '' || known.has(label));
}

function emptyDataset(dataset: DatasetVersion): StileError {
  const remedy = 'Name a version with at least one row.';
  return new StileError('DATA_INVALID', `${dataset.uri} has no rows to predict. ${remedy}`, {
    source: dataset.uri,
    problem: 'empty',
    place: '',
    value: '0',
    remedy,
  });
}

/** A missing text is scored as an empty one: the model's answer without any word. */
async function scoreRows(
  scorer: Scorer,
  { texts, labels }: BatchData,
  { signal, progress }: BatchPredictOptions,
): Promise<BatchRow[]> {
  const rows: BatchRow[] = [];
  while (rows.length < texts.length) {
    signal?.throwIfAborted();
    const piece = takePiece(texts, rows.length);
    const from = rows.length;
    for (const [i, scored] of scorer.score(piece).entries()) {
      const label = labels?.[from + i] ?? null;
      rows.push({ row: from + i, text: piece[i] ?? '', ...scored, label: label === '' ? null : label });
    }
    progress?.(rows.length / texts.length);
    await nextTurn();
  }
  return rows;
}

function takePiece(texts: readonly (string | null)[], from: number): string[] {
  const piece: string[] = [];
  let characters = 0;
  while (
    piece.length < textsPerTurn &&
    from + piece.length < texts.length &&
    characters < charactersPerTurn
  ) {
    const text = texts[from + piece.length] ?? '';
    piece.push(text);
    characters += text.length;
  }
  return piece;
}
