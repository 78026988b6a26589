import Database from 'better-sqlite3';
import type { Clock } from '#core/kernel/clock.ts';
import { StileError } from '#core/kernel/errors.ts';
import type { Logger } from '#core/kernel/logger.ts';
import { createRegexpFunction } from './regexp-function.ts';
import { createStatementCache } from './statements.ts';

export type SqlValue = string | number | bigint | Buffer | null;

/** What a read may do. Rows are plain objects; `T` is the shape that the SQL selects. */
export interface ReadableDb {
  all<T>(sql: string, ...params: SqlValue[]): T[];
  get<T>(sql: string, ...params: SqlValue[]): T | undefined;
}

/** What a write may do, inside `ctx.write` only. */
export interface WritableDb extends ReadableDb {
  run(sql: string, ...params: SqlValue[]): { changes: number; lastId: number };
}

/** The connection itself: for the store's own files. */
export interface Connection extends WritableDb {
  exec(sql: string): void;
  pragma(sql: string): unknown;
  readonly inTransaction: boolean;
  /** Writes a consistent copy of the live database to a new file, in pieces that let other work in between. */
  copyTo(file: string): Promise<void>;
  close(): void;
}

export interface ConnectionOptions {
  file: string;
  readOnly: boolean;
  logger: Logger;
  clock: Clock;
}

/** A statement that takes longer is logged with its text, in ms. */
const slowStatementMs = 40;

/** Pages of 4 KB that a copy takes before it lets other work in: about a millisecond. */
const pagesPerTurn = 500;

/** SQLite's number for `auto_vacuum = INCREMENTAL`. */
const incrementalVacuum = 2;

/** Opens a database file with the durability that the product promises. Creates it unless `readOnly`. */
export function openConnection(options: ConnectionOptions): Connection {
  const db = openWithPragmas(options);
  const cached = createStatementCache((sql) => db.prepare(sql));
  const requireOpen = (): void => {
    if (db.open) return;
    throw new StileError('ENGINE_STOPPING', 'The engine is stopping and answers no more questions.', {});
  };
  const prepare = (sql: string): Database.Statement => {
    requireOpen();
    return cached(sql);
  };
  const timed = <T>(sql: string, action: () => T): T => {
    const start = performance.now();
    const result = action();
    const ms = performance.now() - start;
    if (ms > slowStatementMs) options.logger.warn({ sql, ms: Math.round(ms) }, 'slow statement');
    return result;
  };
  return {
    all: <T>(sql: string, ...params: SqlValue[]) => timed(sql, () => prepare(sql).all(...params) as T[]),
    get: <T>(sql: string, ...params: SqlValue[]) =>
      timed(sql, () => prepare(sql).get(...params) as T | undefined),
    run: (sql, ...params) => {
      const { changes, lastInsertRowid } = prepare(sql).run(...params);
      return { changes, lastId: Number(lastInsertRowid) };
    },
    exec: (sql) => void db.exec(sql),
    pragma: (sql) => db.pragma(sql, { simple: true }),
    get inTransaction() {
      return db.inTransaction;
    },
    copyTo: async (file) => {
      requireOpen();
      await db.backup(file, { progress: () => pagesPerTurn }).catch((error: unknown) => {
        // Closed in the middle: the engine stops, and that is what to say.
        requireOpen();
        throw error;
      });
      makeSelfContained(file);
    },
    close: () => void db.close(),
  };
}

function openWithPragmas({ file, readOnly }: ConnectionOptions): Database.Database {
  const db = new Database(file, { readonly: readOnly, fileMustExist: readOnly });
  try {
    setPragmas(db, readOnly);
    db.function('regexp', { deterministic: true }, createRegexpFunction());
    return db;
  } catch (error) {
    // Left open it would hold the file until the garbage collector comes by.
    db.close();
    throw error;
  }
}

/** A copy says of itself that it has a write-ahead log; without that it opens where nothing can be written. */
function makeSelfContained(file: string): void {
  const copy = new Database(file);
  try {
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
}

/**
 * WAL with synchronous=FULL: an answered write is on the disk. macOS needs fullfsync on top, because its fsync leaves
 * data in the drive's cache. LIKE is case-sensitive as in MLflow on SQLite.
 */
function setPragmas(db: Database.Database, readOnly: boolean): void {
  db.pragma('busy_timeout = 5000');
  db.pragma('foreign_keys = ON');
  db.pragma('case_sensitive_like = ON');
  db.pragma('temp_store = MEMORY');
  db.pragma('cache_size = -24000');
  if (readOnly) return;
  // On a file that has it already the pragma would still write, and sync, a page at every start.
  if (db.pragma('auto_vacuum', { simple: true }) !== incrementalVacuum)
    db.pragma('auto_vacuum = INCREMENTAL');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('journal_size_limit = 67108864');
  if (process.platform === 'darwin') {
    db.pragma('fullfsync = ON');
    db.pragma('checkpoint_fullfsync = ON');
  }
}
