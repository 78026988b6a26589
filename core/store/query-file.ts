import { realpathSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { errorText, StileError, systemCode } from '#core/kernel/errors.ts';
import type { WorkspacePaths } from '#core/kernel/workspace-paths.ts';

export type QueryRow = (string | null)[];

/** A SELECT on another database file that is running. */
export interface FileQuery {
  columns: string[];
  /** The next rows, at most `count`; fewer, or none, at the end. Numbers and texts as texts, NULL as null. */
  next(count: number): QueryRow[];
  /** A second call does nothing. */
  close(): void;
}

/**
 * Starts one SELECT on an SQLite file of the user, which is opened read-only. It works in this thread: see
 * `startFileQuery`.
 * @throws DATA_INVALID `query` with SQLite's own words, or when it is no single SELECT; `unreachable` when the file
 *   cannot be opened
 */
export function openFileQuery(file: string, query: string): FileQuery {
  const db = openReadOnly(file);
  try {
    const statement = prepareSelect(db, file, query);
    const columns = statement.columns().map(({ name }) => name);
    const rows = statement.safeIntegers(true).raw(true).iterate() as Iterator<unknown[], undefined>;
    return {
      columns,
      next: (count) => takeRows(rows, count, file, query),
      close: () => {
        rows.return?.();
        db.close();
      },
    };
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Opening and closing the database of this very engine would end its locks (POSIX ties them to the process).
 * @throws DATA_INVALID `unreachable` for it, and for what is no file
 */
export function refuseOwnDatabase(paths: WorkspacePaths, file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined || !found.isFile()) throw unreachable(file, 'there is no such file');
  const isOwn = [paths.database, paths.lock].some((own) => {
    const info = statSync(own, { throwIfNoEntry: false });
    return info !== undefined && info.ino !== 0 && info.ino === found.ino && info.dev === found.dev;
  });
  if (isOwn || realpathSync(file) === paths.database) {
    throw unreachable(file, 'it is the database of this workspace, which Stile has in use');
  }
}

function openReadOnly(file: string): Database.Database {
  try {
    return new Database(file, { readonly: true, fileMustExist: true, timeout: 2000 });
  } catch (error) {
    throw unreachable(file, errorText(error));
  }
}

/** Spaces and comments, then the word. A comment ends at its first end only, so that there is one way to read each. */
const selectStart = /^(?:\s|--[^\n]*\n|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)*(?:select|with|values)\b/i;

function prepareSelect(db: Database.Database, file: string, query: string): Database.Statement {
  if (!selectStart.test(query)) {
    throw queryError(file, query, 'it does not start with SELECT, WITH or VALUES');
  }
  try {
    const statement = db.prepare(query);
    if (statement.reader && statement.readonly) return statement;
  } catch (error) {
    throw systemCode(error) === 'SQLITE_NOTADB'
      ? unreachable(file, errorText(error))
      : queryError(file, query, errorText(error));
  }
  throw queryError(file, query, 'it changes something, or answers no rows');
}

function takeRows(
  rows: Iterator<unknown[], undefined>,
  count: number,
  file: string,
  query: string,
): QueryRow[] {
  const taken: QueryRow[] = [];
  try {
    while (taken.length < count) {
      const row = rows.next();
      if (row.done === true) break;
      taken.push(row.value.map(valueToText));
    }
    return taken;
  } catch (error) {
    throw queryError(file, query, errorText(error));
  }
}

/** Bytes become hex digits. */
function valueToText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return Buffer.isBuffer(value) ? value.toString('hex') : (value as string | number | bigint).toString();
}

function unreachable(file: string, why: string): StileError {
  const remedy = 'Check the path, and that it is an SQLite database that you may read.';
  return new StileError('DATA_INVALID', `The database ${file} cannot be read: ${why}. ${remedy}`, {
    source: file,
    problem: 'unreachable',
    place: '',
    value: why,
    remedy,
  });
}

function queryError(file: string, query: string, why: string): StileError {
  const remedy = 'Write one SELECT without a semicolon inside, and try it in an SQLite shell.';
  const shown = query.length > 200 ? `${query.slice(0, 197)}...` : query;
  return new StileError('DATA_INVALID', `The query on ${file} fails: ${why}. It was: ${shown}. ${remedy}`, {
    source: file,
    problem: 'query',
    place: shown,
    value: why,
    remedy,
  });
}
