import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { errorText } from '#core/kernel/errors.ts';
import { maxProblems, type CheckOrder, type CheckReport } from './check-messages.ts';

/* The thread that goes through every page of a database, while the engine goes on. */

const started = performance.now();
const { file } = workerData as CheckOrder;
const report: CheckReport = { problems: findProblems(), ms: Math.round(performance.now() - started) };
parentPort?.postMessage(report);

function findProblems(): string[] {
  try {
    const db = new Database(file, { readonly: true, fileMustExist: true, timeout: 5000 });
    try {
      return [...checkPages(db), ...checkReferences(db)].slice(0, maxProblems);
    } finally {
      db.close();
    }
  } catch (error) {
    return [errorText(error)];
  }
}

function checkPages(db: Database.Database): string[] {
  // To SQLite an empty file is a whole database.
  if (Number(db.pragma('user_version', { simple: true })) === 0) return ['it holds no workspace'];
  const rows = db.prepare<[], string>(`PRAGMA integrity_check(${maxProblems})`).pluck().all();
  return rows.filter((row) => row !== 'ok').flatMap((row) => row.split('\n'));
}

interface LostReference {
  table: string;
  rowid: number | null;
  parent: string;
}

function checkReferences(db: Database.Database): string[] {
  const lost = db.prepare<[], LostReference>('PRAGMA foreign_key_check').all();
  return lost.map(
    ({ table, rowid, parent }) =>
      `row ${rowid ?? '?'} of ${table} names a row of ${parent} that is not there`,
  );
}
