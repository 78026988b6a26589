import { parentPort, workerData } from 'node:worker_threads';
import { hasCode } from '#core/kernel/errors.ts';
import { openFileQuery, type FileQuery } from './query-file.ts';
import type { NextRows, QueryOrder, QueryReport } from './query-messages.ts';

/* The thread of one SELECT on a file of the user: it may take minutes, and the engine goes on answering. */

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread');

const say = (report: QueryReport): void => {
  port.postMessage(report);
};

function guarded<T>(action: () => T): T | null {
  try {
    return action();
  } catch (error) {
    if (!hasCode(error, 'DATA_INVALID')) throw error;
    say({ kind: 'refused', message: error.message, data: error.data });
    port?.close();
    return null;
  }
}

const { file, query } = workerData as QueryOrder;
const running: FileQuery | null = guarded(() => openFileQuery(file, query));
if (running !== null) {
  say({ kind: 'columns', columns: running.columns });
  port.on('message', ({ count }: NextRows) => {
    const rows = guarded(() => running.next(count));
    if (rows !== null) say({ kind: 'rows', rows });
  });
}
