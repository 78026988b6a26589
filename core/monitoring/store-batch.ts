import type { BatchRow } from '#contract/monitoring.ts';
import { recordLineage } from '#core/lineage/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import type { BatchFigures } from './batch-figures.ts';
import { batchUri } from './find.ts';

/** A scored batch, ready to be written. */
export interface NewBatch {
  model: { name: string; version: number; uri: string };
  dataset: { uri: string; name: string; digest: string };
  source: string;
  figures: BatchFigures;
  rows: readonly BatchRow[];
  runId: string;
  pipelineRunId: string | null;
}

/** Rows that one transaction takes: about 10 ms, so that the engine goes on answering. */
const rowsPerWrite = 2000;

/** A batch that got no piece for this long, in ms, is one whose engine was killed. */
const abandonedMs = 10 * 60 * 1000;

/**
 * Writes a batch, its rows and its lineage: all of it or nothing. Up to 2,000 rows are one transaction. A larger batch
 * is written in pieces that nothing shows; the last transaction makes it count, together with lineage and activity.
 * What a kill leaves of the pieces is dropped by `dropAbandonedBatches`.
 * @returns the batch id
 */
export async function storeBatch(ctx: EngineContext, batch: NewBatch, signal?: AbortSignal): Promise<number> {
  if (batch.rows.length <= rowsPerWrite) {
    return ctx.write((tx) => {
      const batchId = insertBatch(tx, batch);
      insertRows(tx, batchId, batch.rows);
      announceBatch(tx, batchId, batch);
      return batchId;
    });
  }
  const batchId = await ctx.write((tx) => {
    tx.unchanged();
    return insertBatch(tx, batch);
  });
  try {
    await writePieces(ctx, batchId, batch.rows, signal);
    await ctx.write((tx) => {
      announceBatch(tx, batchId, batch);
    });
    return batchId;
  } catch (error) {
    // Nothing shows these rows; where they cannot be removed now, the next batch or start does it.
    await dropBatch(ctx, batchId).catch((failure: unknown) => {
      ctx.logger.warn({ batchId, err: failure }, 'the rows of a failed batch could not be removed yet');
    });
    throw error;
  }
}

async function writePieces(
  ctx: EngineContext,
  batchId: number,
  rows: readonly BatchRow[],
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsPerWrite) {
    signal?.throwIfAborted();
    await ctx.write((tx) => {
      tx.unchanged();
      tx.db.run('UPDATE batches SET created_at = ? WHERE id = ?', tx.now, batchId);
      insertRows(tx, batchId, rows.slice(from, from + rowsPerWrite));
    });
  }
}

function insertBatch(
  tx: WriteTx,
  { model, dataset, source, figures, runId, pipelineRunId }: NewBatch,
): number {
  return tx.db.run(
    `INSERT INTO batches (is_ready, model_name, model_version, dataset, source, created_at, rows, classes,
       mean_confidence, low_confidence, high_confidence, oov_share, mean_length, labelled, correct, run_id,
       pipeline_run_id, has_confidence, has_words)
     VALUES (0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    model.name,
    model.version,
    dataset.uri,
    source,
    tx.now,
    figures.rows,
    JSON.stringify(figures.classes),
    figures.meanConfidence ?? 0,
    figures.lowConfidence,
    figures.highConfidence,
    figures.oovShare ?? 0,
    figures.meanLength ?? 0,
    figures.labelled,
    figures.correct,
    runId,
    pipelineRunId,
    figures.meanConfidence === null ? 0 : 1,
    figures.oovShare === null ? 0 : 1,
  ).lastId;
}

function insertRows(tx: WriteTx, batchId: number, rows: readonly BatchRow[]): void {
  for (const { row, text, prediction, confidence, oovShare, length, label } of rows) {
    tx.db.run(
      `INSERT INTO batch_rows (batch_id, row, text, prediction, confidence, oov_share, length, label, labelled_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      batchId,
      row,
      text,
      prediction,
      confidence ?? 0,
      oovShare ?? 0,
      length ?? 0,
      label,
      label === null ? null : tx.now,
    );
  }
}

/** From here on the batch counts. */
function announceBatch(tx: WriteTx, batchId: number, batch: NewBatch): void {
  tx.db.run('UPDATE batches SET is_ready = 1, created_at = ? WHERE id = ?', tx.now, batchId);
  const { model, dataset, source, figures, pipelineRunId } = batch;
  recordLineage(tx, {
    execution: {
      type: 'BatchPredict',
      uri: `batch-predictions:/${batchId}`,
      name: `Predict batch ${batchId}`,
      state: 'COMPLETE',
      properties: { runId: batch.runId },
    },
    inputs: [
      { type: 'ModelVersion', uri: model.uri, name: `${model.name} ${model.version}` },
      { type: 'DatasetVersion', uri: dataset.uri, name: dataset.name, digest: dataset.digest },
    ],
    outputs: [
      {
        type: 'Batch',
        uri: batchUri(batchId),
        name: `Batch ${batchId}`,
        properties: { rows: figures.rows, source },
      },
    ],
    contexts: [
      { type: 'Model', name: model.name },
      ...(pipelineRunId === null ? [] : [{ type: 'PipelineRun' as const, name: pipelineRunId }]),
    ],
  });
  tx.record({
    action: 'batch.predict',
    entityKind: 'batch',
    entityId: String(batchId),
    after: { model: model.uri, dataset: dataset.uri, source, rows: figures.rows },
  });
  tx.emit({ type: 'batch.changed', model: model.name, batchId });
}

/** Removes what a batch that never counted has left, in pieces. */
async function dropBatch(ctx: EngineContext, batchId: number): Promise<void> {
  for (;;) {
    const removed = await ctx.write((tx) => {
      tx.unchanged();
      const { changes } = tx.db.run(
        `DELETE FROM batch_rows WHERE batch_id = ?
           AND row IN (SELECT row FROM batch_rows WHERE batch_id = ? LIMIT ?)`,
        batchId,
        batchId,
        rowsPerWrite,
      );
      if (changes === 0) tx.db.run('DELETE FROM batches WHERE id = ? AND is_ready = 0', batchId);
      return changes;
    });
    if (removed === 0) return;
  }
}

/**
 * Drops batches that a kill has left half-written.
 * @param isFirst at the start of an engine nobody else can be writing: then all of them go
 */
export async function dropAbandonedBatches(ctx: EngineContext, isFirst = false): Promise<void> {
  const before = isFirst ? Number.MAX_SAFE_INTEGER : ctx.clock.now() - abandonedMs;
  const left = ctx.db.all<{ id: number }>(
    'SELECT id FROM batches WHERE is_ready = 0 AND created_at < ?',
    before,
  );
  for (const { id } of left) await dropBatch(ctx, id);
}
