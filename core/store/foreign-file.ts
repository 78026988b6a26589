import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { StileError } from '#core/kernel/errors.ts';
import { workerFile } from '#core/kernel/worker-file.ts';
import type { WorkspacePaths } from '#core/kernel/workspace-paths.ts';
import type { Cell, ForeignAnswer, ForeignOrder, ForeignQuery } from './foreign-messages.ts';
import { refuseOwnDatabase } from './query-file.ts';

export type { Cell, ForeignQuery } from './foreign-messages.ts';

/** Another program's SQLite file, open read-only in a thread of its own. */
export interface ForeignFile {
  /** The whole answers of some SELECTs, in order: bound them with LIMIT. One call at a time. */
  ask(queries: readonly ForeignQuery[]): Promise<Cell[][][]>;
  /** Ends it, whatever it is at; a second call does nothing. */
  close(): Promise<void>;
}

/**
 * Opens an SQLite file of another program, which may have it in use: no statement lasts longer than its answer, so the
 * other program is never kept from writing.
 * @throws DATA_INVALID `unreachable` for what is no other database, with SQLite's own words
 */
export async function openForeignFile(
  paths: WorkspacePaths,
  file: string,
  signal: AbortSignal,
): Promise<ForeignFile> {
  refuseOwnDatabase(paths, file);
  signal.throwIfAborted();
  const order: ForeignOrder = { file };
  const worker = new Worker(workerFile('store/foreign-file.worker.ts'), { workerData: order, execArgv: [] });
  const opened = createFile(worker, signal);
  try {
    await opened.ask([{ sql: 'SELECT count(*) FROM sqlite_master', params: [] }]);
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** How long the end of a thread is waited for, in ms. */
const endMs = 1000;

function createFile(worker: Worker, signal: AbortSignal): ForeignFile {
  return {
    async ask(queries) {
      const answered = once(worker, 'message', { signal });
      worker.postMessage(queries);
      const [answer] = (await answered) as [ForeignAnswer];
      if (answer.kind === 'refused') throw new StileError('DATA_INVALID', answer.message, answer.data);
      return answer.rows;
    },
    async close() {
      worker.unref();
      await Promise.race([worker.terminate(), wait(endMs, undefined, { ref: false })]);
    },
  };
}
