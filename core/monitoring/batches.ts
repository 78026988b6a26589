import * as z from 'zod';
import { batch, batchCheck, classicVerdict, type Batch, type BatchRow } from '#contract/monitoring.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { cutPage, invalidPageToken, parseIdToken } from '#core/kernel/pages.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb, SqlValue } from '#core/store/database.ts';
import { findBatch, type BatchTableRow } from './find.ts';
import { readStored } from './stored-json.ts';

type In = Inputs['monitoring'];
type Out = Outputs['monitoring'];

/** Batches of all models or of one, newest first. @throws INVALID_PAGE_TOKEN */
export function listBatches(ctx: EngineContext, input: In['batches']): Out['batches'] {
  const maxResults = input.maxResults ?? 100;
  const ofModel = input.model === undefined ? '' : 'AND model_name = ?';
  const model = input.model === undefined ? [] : [input.model];
  const rows = ctx.db.all<BatchTableRow>(
    `SELECT * FROM batches WHERE is_ready = 1 AND id < ? ${ofModel} ORDER BY id DESC LIMIT ?`,
    parseIdToken(input.pageToken),
    ...model,
    maxResults + 1,
  );
  const { items, nextPageToken } = cutPage(rows, maxResults, ({ id }) => String(id));
  return { batches: items.map((row) => rowToBatch(ctx.db, row)), nextPageToken };
}

/** @throws NOT_FOUND */
export function getBatch(ctx: EngineContext, batchId: number): Batch {
  return readBatch(ctx.db, batchId);
}

export function readBatch(db: ReadableDb, batchId: number): Batch {
  return rowToBatch(db, findBatch(db, batchId));
}

const classes = batch.shape.classes;
const checks = z.array(batchCheck);
const classic = z.array(classicVerdict);

function rowToBatch(db: ReadableDb, row: BatchTableRow): Batch {
  const alertIds = db.all<{ alert_id: number }>(
    'SELECT alert_id FROM alert_batches WHERE batch_id = ? ORDER BY alert_id',
    row.id,
  );
  return {
    batchId: row.id,
    modelName: row.model_name,
    modelVersion: row.model_version,
    dataset: row.dataset,
    source: row.source,
    createdAt: row.created_at,
    rows: row.rows,
    classes: readStored(classes, row.classes),
    ...readToldFigures(row),
    accuracy: row.labelled === 0 ? null : row.correct / row.labelled,
    labelled: row.labelled,
    runId: row.run_id,
    pipelineRunId: row.pipeline_run_id,
    checks: row.checks === null ? [] : readStored(checks, row.checks),
    classic: row.classic === null ? [] : readStored(classic, row.classic),
    alertIds: alertIds.map(({ alert_id }) => alert_id),
  };
}

/** The figures that the model tells; the others are null. */
export function readToldFigures(
  row: BatchTableRow,
): Pick<Batch, 'meanConfidence' | 'lowConfidenceShare' | 'oovShare' | 'meanLength'> {
  const [hasConfidence, hasWords] = [row.has_confidence === 1, row.has_words === 1];
  return {
    meanConfidence: hasConfidence ? row.mean_confidence : null,
    lowConfidenceShare: hasConfidence ? row.low_confidence / row.rows : null,
    oovShare: hasWords ? row.oov_share : null,
    meanLength: hasWords ? row.mean_length : null,
  };
}

export interface RowTableRow {
  row: number;
  text: string;
  prediction: string;
  confidence: number;
  oov_share: number;
  length: number;
  label: string | null;
}

/** `{value, row}` of the last row: what the next page goes on after. */
const rowToken = /^(row|oov|confidence):(-?[\d.e+-]{1,30}):(\d{1,15})$/;

/** The rows of a batch: by number, the most unknown words first, or the least confidence first. */
export function listBatchRows(ctx: EngineContext, input: In['rows']): Out['rows'] {
  const batch = findBatch(ctx.db, input.batchId);
  const order = input.order ?? 'row';
  const maxResults = input.maxResults ?? 100;
  const after = buildAfter(order, input.pageToken);
  const rows = ctx.db.all<RowTableRow>(
    `SELECT row, text, prediction, confidence, oov_share, length, label FROM batch_rows
     WHERE batch_id = ? ${after.sql} ORDER BY ${orderSql[order]} LIMIT ?`,
    input.batchId,
    ...after.values,
    maxResults + 1,
  );
  const { items, nextPageToken } = cutPage(rows, maxResults, (last) => makeRowToken(order, last));
  return { rows: items.map((row) => tableRowToBatchRow(row, batch)), nextPageToken };
}

type RowOrder = 'row' | 'oov' | 'confidence';

const orderSql = { row: 'row', oov: 'oov_share DESC, row', confidence: 'confidence, row' } as const;

const afterSql = {
  row: 'AND row > ?',
  oov: 'AND (oov_share < ? OR oov_share = ? AND row > ?)',
  confidence: 'AND (confidence > ? OR confidence = ? AND row > ?)',
} as const;

function buildAfter(order: RowOrder, token: string | undefined): { sql: string; values: SqlValue[] } {
  if (token === undefined) return { sql: '', values: [] };
  const [, kind, value, row] = rowToken.exec(token) ?? [];
  if (kind !== order || Number.isNaN(Number(value))) throw invalidPageToken(token);
  const values = order === 'row' ? [Number(row)] : [Number(value), Number(value), Number(row)];
  return { sql: afterSql[order], values };
}

function makeRowToken(order: RowOrder, row: RowTableRow): string {
  const value = { row: row.row, oov: row.oov_share, confidence: row.confidence }[order];
  return `${order}:${value}:${row.row}`;
}

/** @param of the row's batch, which knows what its model tells */
export function tableRowToBatchRow(
  { oov_share: oovShare, confidence, length, ...rest }: RowTableRow,
  of: Pick<BatchTableRow, 'has_confidence' | 'has_words'>,
): BatchRow {
  const hasWords = of.has_words === 1;
  return {
    ...rest,
    confidence: of.has_confidence === 1 ? confidence : null,
    oovShare: hasWords ? oovShare : null,
    length: hasWords ? length : null,
  };
}
