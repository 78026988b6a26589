import * as z from 'zod';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import type { RequestLogEntry } from '#contract/serving.ts';
import { parseJson } from '#core/kernel/json.ts';
import { cutPage, parseIdToken } from '#core/kernel/pages.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { SqlValue, WritableDb } from '#core/store/database.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import type { LogColumns } from './scorer-messages.ts';

/** What the log keeps at most; the oldest requests go first. */
export interface LogLimits {
  requests: number;
  /** UTF-16 units of inputs and predictions together. */
  chars: number;
}
const logLimits: LogLimits = { requests: 1_000_000, chars: 500_000_000 };

/** Rows of one INSERT: few enough for SQLite to prepare quickly, enough to make the call cheap. */
const rowsPerInsert = 40;
const columns =
  'request_id, at, model_id, version, route, status, rows, micros, inputs, predictions, chars, error';
const valuesPerRow = columns.split(',').length;

/** Writes a batch of answered requests, adds them to the totals, and makes room by removing the oldest. */
export function insertRequests(tx: WriteTx, batch: LogColumns, limits: LogLimits = logLimits): void {
  const ids = findModelIds(tx.db, batch.model);
  const count = batch.requestId.length;
  for (let from = 0; from < count; from += rowsPerInsert) {
    const rows = Math.min(rowsPerInsert, count - from);
    const values: SqlValue[] = [];
    for (let i = from; i < from + rows; i++) pushRow(values, batch, i, ids, tx.now);
    tx.db.run(insertSql(rows), ...values);
  }
  addToTotals(tx.db, batch);
  prune(tx.db, limits, count);
}

function pushRow(
  values: SqlValue[],
  batch: LogColumns,
  i: number,
  ids: ReadonlyMap<string, number>,
  now: number,
): void {
  values.push(
    at(batch.requestId, i),
    Math.round(now - at(batch.age, i)),
    ids.get(at(batch.model, i)) ?? null,
    at(batch.version, i) || null,
    at(batch.route, i),
    at(batch.status, i),
    at(batch.rows, i),
    at(batch.micros, i),
    at(batch.inputs, i),
    at(batch.predictions, i),
    charsOf(batch, i),
    at(batch.error, i) || null,
  );
}

function charsOf(batch: LogColumns, i: number): number {
  return at(batch.inputs, i).length + at(batch.predictions, i).length;
}

/** All columns of a batch are of the same length. */
function at<T>(column: readonly T[], i: number): T {
  const value = column[i];
  if (value === undefined) throw new Error(`a batch of requests has no row ${i} in one of its columns`);
  return value;
}

function insertSql(rows: number): string {
  const row = `(${Array<string>(valuesPerRow).fill('?').join(', ')})`;
  return `INSERT INTO scoring_requests (${columns}) VALUES ${Array<string>(rows).fill(row).join(', ')}`;
}

function findModelIds(db: WritableDb, names: readonly string[]): Map<string, number> {
  const ids = new Map<string, number>();
  for (const name of new Set(names)) {
    const known = db.get<{ id: number }>('SELECT id FROM scoring_models WHERE name = ?', name);
    ids.set(name, known?.id ?? db.run('INSERT INTO scoring_models (name) VALUES (?)', name).lastId);
  }
  return ids;
}

function addToTotals(db: WritableDb, batch: LogColumns): void {
  const count = batch.requestId.length;
  const predictions = batch.rows.reduce((sum, rows) => sum + rows, 0);
  const chars = batch.requestId.reduce((sum, _, i) => sum + charsOf(batch, i), 0);
  const errors = batch.status.filter((status) => status >= 400).length;
  db.run(
    `UPDATE serving_endpoint SET requests = requests + ?, predictions = predictions + ?, errors = errors + ?,
       logged_requests = logged_requests + ?, logged_chars = logged_chars + ?`,
    count,
    predictions,
    errors,
    count,
    chars,
  );
}

/** How many more go than came, so that a log above its limits comes back to them without one long write. */
const prunedBeside = 500;

function prune(db: WritableDb, limits: LogLimits, added: number): void {
  const size = db.get<{ requests: number; chars: number }>(
    'SELECT logged_requests AS requests, logged_chars AS chars FROM serving_endpoint',
  );
  if (size === undefined || (size.requests <= limits.requests && size.chars <= limits.chars)) return;
  const most = added + prunedBeside;
  const over =
    size.chars > limits.chars
      ? findByChars(db, size.chars - limits.chars, most)
      : Math.min(size.requests - limits.requests, most);
  const oldest = db.get<{ last: number; requests: number; chars: number }>(
    `SELECT max(id) AS last, count(*) AS requests, sum(chars) AS chars
     FROM (SELECT id, chars FROM scoring_requests ORDER BY id LIMIT ?)`,
    over,
  );
  if (oldest === undefined || oldest.requests === 0) return;
  db.run('DELETE FROM scoring_requests WHERE id <= ?', oldest.last);
  db.run(
    'UPDATE serving_endpoint SET logged_requests = logged_requests - ?, logged_chars = logged_chars - ?',
    oldest.requests,
    oldest.chars,
  );
}

/** How many of the oldest requests have so many characters together. */
function findByChars(db: WritableDb, chars: number, most: number): number {
  const sizes = db.all<{ chars: number }>('SELECT chars FROM scoring_requests ORDER BY id LIMIT ?', most);
  let [sum, count] = [0, 0];
  for (const size of sizes) {
    if (sum >= chars) break;
    sum += size.chars;
    count++;
  }
  return count;
}

interface RequestRow {
  id: number;
  request_id: string;
  at: number;
  name: string;
  version: number | null;
  route: string;
  status: number;
  rows: number;
  micros: number;
  inputs: string;
  predictions: string;
  error: string | null;
}

/** What was asked and answered, newest first, of all models or of one. @throws INVALID_PAGE_TOKEN */
export function listRequests(
  ctx: Pick<EngineContext, 'db'>,
  input: Inputs['serving']['log'],
): Outputs['serving']['log'] {
  const maxResults = input.maxResults ?? 100;
  const before = parseIdToken(input.pageToken);
  const select =
    'SELECT r.*, m.name FROM scoring_requests r JOIN scoring_models m ON m.id = r.model_id WHERE r.id < ?';
  const end = 'ORDER BY r.id DESC LIMIT ?';
  const rows =
    input.model === undefined
      ? ctx.db.all<RequestRow>(`${select} ${end}`, before, maxResults + 1)
      : ctx.db.all<RequestRow>(
          `${select} AND r.model_id = (SELECT id FROM scoring_models WHERE name = ?) ${end}`,
          before,
          input.model,
          maxResults + 1,
        );
  const { items, nextPageToken } = cutPage(rows, maxResults, ({ id }) => String(id));
  return { entries: items.map(rowToEntry), nextPageToken };
}

/** Rows and answers of models in Python may be any JSON. */
const value = z.json().transform((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
const texts = z.array(value);
const labelled = z.array(z.tuple([value, z.number().nullable()]));

function rowToEntry(row: RequestRow): RequestLogEntry {
  return {
    requestId: row.request_id,
    at: row.at,
    modelName: row.name,
    modelVersion: row.version,
    route: row.route,
    status: row.status,
    rows: row.rows,
    micros: row.micros,
    inputs: texts.parse(parseJson(row.inputs)),
    predictions: labelled
      .parse(parseJson(row.predictions))
      .map(([label, confidence]) => ({ label, confidence })),
    error: row.error,
  };
}
