// `node open-bare.cjs <extracted app> <database>`: what any program pays that opens a database and has a second thread,
// measured as open-packed-engine.ts measures the engine, so that the two can be held against each other.
const { existsSync, readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join } = require('node:path');
const { Worker } = require('node:worker_threads');

const [app, file] = process.argv.slice(2);
const started = readClock();
const Database = createRequire(join(app, 'dist', 'engine-process.cjs'))('better-sqlite3');
const database = new Database(file);
database.pragma('journal_mode = WAL');
database.exec('create table if not exists starts (at text); insert into starts values (1)');
const worker = new Worker("require('node:worker_threads').parentPort.postMessage(1)", { eval: true });
worker.once('message', () => {
  console.log(JSON.stringify({ type: 'ready', milliseconds: Math.round(readClock() - started) }));
  console.log(JSON.stringify({ type: 'stopped', milliseconds: 0 }));
});
function readClock() {
  const counts = existsSync('/proc/self/schedstat') ? readFileSync('/proc/self/schedstat', 'utf8') : '';
  return performance.now() - Number(counts.split(' ')[1] ?? 0) / 1e6;
}
