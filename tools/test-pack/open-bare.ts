// `node open-bare.ts <extracted app> <database>`: what any program pays that opens a database and has a second thread,
// measured as open-packed-engine.ts measures the engine, so that the two can be held against each other.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type Sqlite from 'better-sqlite3';
import { readClock } from './read-clock.ts';

const [app = '', file = ''] = process.argv.slice(2);
const started = readClock();
const Database = createRequire(join(app, 'dist', 'engine-process.cjs'))('better-sqlite3') as typeof Sqlite;
const database = new Database(file);
database.pragma('journal_mode = WAL');
database.exec('create table if not exists starts (at text); insert into starts values (1)');
const worker = new Worker("require('node:worker_threads').parentPort.postMessage(1)", { eval: true });
worker.once('message', () => {
  process.stdout.write(
    `${JSON.stringify({ type: 'ready', milliseconds: Math.round(readClock() - started) })}\n`,
  );
});
