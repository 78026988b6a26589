import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { StileError } from '#core/kernel/errors.ts';
import { workerFile } from '#core/kernel/worker-file.ts';
import type { WorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { refuseOwnDatabase, type QueryRow } from './query-file.ts';
import type { NextRows, QueryOrder, QueryReport } from './query-messages.ts';

/** A SELECT on another database file, in a thread of its own. */
export interface RunningQuery {
  columns: string[];
  /** The next rows, at most `count`; fewer, or none, at the end. */
  next(count: number): Promise<QueryRow[]>;
  /** Ends it, whatever it is at; a second call does nothing. */
  close(): Promise<void>;
}

/**
 * Starts one SELECT on an SQLite file of the user, read-only. However long SQLite works on it, the engine goes on.
 * @throws DATA_INVALID `query` with SQLite's own words, `unreachable` for what is no other database; AbortError
 */
export async function startFileQuery(
  paths: WorkspacePaths,
  order: QueryOrder,
  signal?: AbortSignal,
): Promise<RunningQuery> {
  refuseOwnDatabase(paths, order.file);
  signal?.throwIfAborted();
  // Options of this process, such as a debugger's, are not the worker's.
  const worker = new Worker(workerFile('store/query-file.worker.ts'), { workerData: order, execArgv: [] });
  try {
    const first = await nextReport(worker, signal);
    if (first.kind !== 'columns') throw new Error(`the query answered ${first.kind} before its columns`);
    return {
      columns: first.columns,
      close: () => end(worker),
      next: (count) => askRows(worker, { count }, signal),
    };
  } catch (error) {
    await end(worker);
    throw error;
  }
}

/** How long the end of a thread is waited for, in ms. */
const endMs = 1000;

/** SQLite cannot be stopped in the middle of a step: a thread that is in one ends after it, unattended. */
async function end(worker: Worker): Promise<void> {
  worker.unref();
  await Promise.race([worker.terminate(), wait(endMs, undefined, { ref: false })]);
}

async function askRows(worker: Worker, request: NextRows, signal?: AbortSignal): Promise<QueryRow[]> {
  const answer = nextReport(worker, signal);
  worker.postMessage(request);
  const report = await answer;
  return report.kind === 'rows' ? report.rows : [];
}

/** @throws what the thread met */
async function nextReport(worker: Worker, signal?: AbortSignal): Promise<QueryReport> {
  // `once` rejects when the thread fails, and when the caller gives up.
  const [report] = (await once(worker, 'message', { signal })) as [QueryReport];
  if (report.kind === 'refused') throw new StileError('DATA_INVALID', report.message, report.data);
  return report;
}
