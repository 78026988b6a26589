import { lstat, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { removeWithRetry } from '#core/kernel/files.ts';
import { isInside } from '#core/kernel/safe-paths.ts';
import { systemCode } from '#core/kernel/errors.ts';
import { listUnfinishedRuns } from '#core/pipelines/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import { defineTaskType, type TaskContext } from '#core/tasks/index.ts';

export const cleanupTask = defineTaskType({
  name: 'stile/cleanup',
  description: 'Deletes old logs of pipeline runs; data, models, runs and reports in runs stay',
  with: z.strictObject({
    keep_days: z.coerce.number().min(0).default(30).describe('Logs of this many days stay'),
    keep_runs: z.coerce
      .number()
      .int()
      .min(0)
      .default(50)
      .describe('Logs of this many of the newest runs stay'),
  }),
  outputs: ['removed', 'freed_bytes'],
  run: async (task, { keep_days: keepDays, keep_runs: keepRuns }) => {
    const old = await findOldLogs(task, keepDays, keepRuns);
    let freed = 0;
    for (const { name, path } of old) {
      task.signal.throwIfAborted();
      freed += await sizeOf(path);
      await removeWithRetry(path);
      task.log(`Removed the logs of pipeline run ${name}`);
    }
    if (old.length > 0)
      await recordCleanup(
        task.engine,
        old.map(({ name }) => name),
        freed,
      );
    task.log(`${old.length} folders of logs removed, ${freed} bytes freed`);
    return { removed: old.length, freed_bytes: freed };
  },
});

interface LogFolder {
  name: string;
  path: string;
  /** ms since 1970 UTC */
  changedAt: number;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Folders of logs that are both old and not among the newest, of runs that are over: the others still write to theirs. */
async function findOldLogs(task: TaskContext, keepDays: number, keepRuns: number): Promise<LogFolder[]> {
  const oldest = task.engine.clock.now() - keepDays * dayMs;
  const folders = await listLogFolders(task.engine);
  const open = new Set([task.pipelineRunId, ...listUnfinishedRuns(task.engine.db)]);
  return folders
    .sort((a, b) => b.changedAt - a.changedAt)
    .slice(keepRuns)
    .filter(({ name, changedAt }) => changedAt < oldest && !open.has(name));
}

/** Real folders of `logs/pipelines` only: a link, to wherever it leads, is not followed and stays. */
async function listLogFolders({ paths }: EngineContext): Promise<LogFolder[]> {
  const root = join(paths.logs, 'pipelines');
  const names = await readNames(root);
  if (names.length > 0 && !isInside(await realpath(paths.root), await realpath(root))) return [];
  const found: LogFolder[] = [];
  for (const name of names) {
    const path = join(root, name);
    const info = await lstat(path).catch(() => null);
    if (info?.isDirectory() === true) found.push({ name, path, changedAt: info.mtimeMs });
  }
  return found;
}

async function readNames(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error))) return [];
    throw error;
  }
}

/** Bytes of the files below; what a link leads to is not counted. */
async function sizeOf(path: string): Promise<number> {
  const info = await lstat(path).catch(() => null);
  if (info === null) return 0;
  if (!info.isDirectory()) return info.size;
  let sum = 0;
  for (const name of await readNames(path)) sum += await sizeOf(join(path, name));
  return sum;
}

function recordCleanup(ctx: EngineContext, removed: string[], freedBytes: number): Promise<void> {
  return ctx.write((tx) => {
    tx.record({
      action: 'workspace.cleanup',
      entityKind: 'workspace',
      entityId: 'logs',
      before: { pipelineRuns: removed },
      after: { freedBytes },
    });
    tx.emit({ type: 'workspace.changed' });
  });
}
