import { appendFileSync, closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import Database from 'better-sqlite3';
import { errorText } from '#core/kernel/errors.ts';
import { parseJson, type Json } from '#core/kernel/json.ts';

/*
 * The program of a task that asks an SQLite file: `node sql-program <file>`. What it is to do stands under `with` in the
 * file STILE_INPUTS. A process and not a thread, since SQLite in the middle of a step hears nothing but a kill.
 */

interface Order {
  query?: string;
  params?: Record<string, string | number | boolean | null>;
  statements?: string;
  write?: boolean;
}

/** Characters that are written to the file at once, whatever the length of rows. */
const pieceCharacters = 256 * 1024;

process.exitCode = main();

function main(): number {
  const {
    STILE_INPUTS: inputs = '',
    STILE_ARTIFACTS: artifacts = '',
    STILE_OUTPUT: output = '',
  } = process.env;
  const { with: order = {} } = parseJson(readFileSync(inputs, 'utf8')) as { with?: Order };
  try {
    const outputs = work(process.argv[2] ?? '', order, join(artifacts, 'result.csv'));
    const lines = Object.entries(outputs).map(([name, value]) => JSON.stringify({ name, value }));
    appendFileSync(output, `${lines.join('\n')}\n`);
    return 0;
  } catch (error) {
    say(`SQLite: ${errorText(error)}`);
    return 1;
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function work(file: string, order: Order, result: string): Record<string, Json> {
  const { query, statements, write = false } = order;
  const db = new Database(file, { readonly: !write, fileMustExist: !write, timeout: 10_000 });
  try {
    if (statements !== undefined) {
      const before = totalChanges(db);
      db.transaction(() => db.exec(statements)).immediate();
      say(`the statements changed ${totalChanges(db) - before} rows`);
    }
    return query === undefined ? {} : answer(db, query, order.params ?? {}, result);
  } finally {
    db.close();
  }
}

function totalChanges(db: Database.Database): number {
  return Number(db.prepare('SELECT total_changes()').pluck().get());
}

function answer(
  db: Database.Database,
  query: string,
  params: NonNullable<Order['params']>,
  result: string,
): Record<string, Json> {
  const statement = db.prepare(query);
  if (!statement.reader)
    throw new Error('the query answers no rows; what changes the file belongs into statements');
  const columns = statement.columns().map(({ name }) => name);
  const values = Object.entries(params).map(([name, value]) => [name, toSql(value)] as const);
  const rows = statement
    .safeIntegers(true)
    .raw(true)
    .iterate(...(values.length === 0 ? [] : [Object.fromEntries(values)]));
  const { count, first } = writeCsv(result, columns, rows as IterableIterator<unknown[]>);
  say(`${count} rows, ${columns.length} columns`);
  const firstRow =
    first === null ? null : Object.fromEntries(columns.map((name, i) => [name, toJson(first[i])]));
  return { row_count: count, first_row: firstRow, columns, result };
}

function writeCsv(
  file: string,
  columns: readonly string[],
  rows: IterableIterator<unknown[]>,
): { count: number; first: unknown[] | null } {
  const out = openSync(file, 'w');
  let [count, first, text] = [0, null as unknown[] | null, toLine(columns)];
  const flush = (): void => {
    // Goes on where a single write would stop short, as on a disk that fills.
    writeFileSync(out, text);
    text = '';
  };
  try {
    for (const row of rows) {
      first ??= row;
      count++;
      text += toLine(row);
      if (text.length >= pieceCharacters) flush();
    }
    flush();
  } finally {
    closeSync(out);
  }
  return { count, first };
}

/** RFC 4180; NULL is an empty field, an empty text a quoted one. */
function toLine(row: readonly unknown[]): string {
  return `${row.map(toField).join(',')}\r\n`;
}

function toField(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = Buffer.isBuffer(value)
    ? value.toString('hex')
    : (value as string | number | bigint).toString();
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** SQLite is handed a number as a float, by which `7 / :n` has decimals, and `'week ' || :n` ends with `.0`. */
function toSql(value: string | number | boolean | null): string | number | bigint | null {
  if (typeof value === 'boolean' || Number.isSafeInteger(value)) return BigInt(value ?? 0);
  return value;
}

/** Whole numbers that JSON would round are kept as texts. */
function toJson(value: unknown): Json {
  if (typeof value === 'bigint')
    return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (Buffer.isBuffer(value)) return value.toString('hex');
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}
