import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { errorText, systemCode } from '#core/kernel/errors.ts';
import type { Cell, ForeignAnswer, ForeignOrder, ForeignQuery } from './foreign-messages.ts';
import { createStatementCache } from './statements.ts';

/* The thread that reads another program's SQLite file. */

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread');

/** How long another program's write is waited for, in ms. */
const busyMs = 20_000;

const { file } = workerData as ForeignOrder;
let open: { db: Database.Database; prepare: (sql: string) => Database.Statement } | null = null;

function openOnce(): (sql: string) => Database.Statement {
  if (open !== null) return open.prepare;
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: busyMs });
  // Sorting large tables goes to temporary files, not to memory.
  db.pragma('temp_store = FILE');
  const prepare = createStatementCache((sql) => db.prepare(sql));
  open = { db, prepare };
  return prepare;
}

function answer(queries: readonly ForeignQuery[]): ForeignAnswer {
  try {
    const prepare = openOnce();
    const rows = queries.map(({ sql, params }) => {
      const statement = prepare(sql);
      if (statement.reader) return statement.raw(true).all(...params) as Cell[][];
      statement.run(...params);
      return [];
    });
    return { kind: 'rows', rows };
  } catch (error) {
    return refuse(errorText(error), systemCode(error));
  }
}

function refuse(why: string, code: string): ForeignAnswer {
  const remedy = code.startsWith('SQLITE_BUSY')
    ? 'Another program is writing to it: try again in a while, or stop that program meanwhile.'
    : 'Check the path, and that it is an SQLite database that you may read.';
  return {
    kind: 'refused',
    message: `The database ${file} cannot be read: ${why}. ${remedy}`,
    data: { source: file, problem: 'unreachable', place: code, value: why, remedy },
  };
}

port.on('message', (queries: ForeignQuery[]) => {
  port.postMessage(answer(queries));
});
