import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { DatabaseCheck } from '#contract/workspaces.ts';
import type { Clock } from '#core/kernel/clock.ts';
import { StileError } from '#core/kernel/errors.ts';
import { workerFile } from '#core/kernel/worker-file.ts';
import type { CheckOrder, CheckReport } from './check-messages.ts';

/**
 * Goes through all pages, indexes and references of a database file, in a thread of its own. Damage is what the answer
 * is about, and no error.
 * @throws NOT_FOUND
 */
export async function checkDatabase(file: string, clock: Clock): Promise<DatabaseCheck> {
  if (!existsSync(file)) throw noBackup(file);
  const order: CheckOrder = { file };
  // Options of this process, such as a debugger's, are not the worker's.
  const worker = new Worker(workerFile('store/check-database.worker.ts'), {
    workerData: order,
    execArgv: [],
  });
  const [report] = (await once(worker, 'message')) as [CheckReport];
  return { file, checkedAt: clock.now(), bytes: statSync(file).size, ...report };
}

export function noBackup(file: string): StileError {
  return new StileError(
    'NOT_FOUND',
    `There is no backup ${file}. \`stile backup list\` shows those that exist.`,
    {
      kind: 'backup',
      id: file,
    },
  );
}
