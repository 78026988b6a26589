import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { Failure } from '#contract/python.ts';
import type { CameFrom, NextEngine, WorkspaceLock } from '#core/engine-bundle.ts';
import { systemClock } from '#core/kernel/clock.ts';
import { renameWithRetry } from '#core/kernel/files.ts';
import { buildWorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { readFailure } from './failure.ts';
import { runEngine, type RunEngineOptions, type RunningEngine } from './run-engine.ts';

type Open = (folder: string, cameFrom: CameFrom, lock?: WorkspaceLock) => Promise<RunningEngine>;

/**
 * Stops an engine and goes on with the next one, at the same addresses and for the browsers that were let in. What
 * cannot be opened leaves the workspace of before open, which then tells why. That one stays locked all the while: a
 * command that came in between would take the place of the engine.
 * @throws when not even that one opens again
 */
export async function goOn(
  before: RunningEngine,
  options: RunEngineOptions,
  next: NextEngine,
): Promise<RunningEngine> {
  const workspace = before.engine.ctx.paths.root;
  const kept = {
    memory: before.memory,
    port: portOf(before.address),
    ...(before.scoring !== null && { scoringPort: portOf(before.scoring) }),
  };
  const open: Open = (folder, cameFrom, lock) =>
    runEngine({ ...options, ...kept, workspace: folder, cameFrom, lock });
  const lock = await before.handOver();
  try {
    return next.kind === 'open'
      ? await openOther(next.workspace, lock, open)
      : await openRestored(workspace, next.file, lock, open);
  } catch (error) {
    return await openAgain(workspace, error, lock, open);
  }
}

async function openOther(workspace: string, left: WorkspaceLock, open: Open): Promise<RunningEngine> {
  const running = await open(workspace, { restored: null, failure: null });
  left.release();
  return running;
}

async function openRestored(
  workspace: string,
  file: string,
  lock: WorkspaceLock,
  open: Open,
): Promise<RunningEngine> {
  const { restoreBackup } = await import('#core/engine-bundle.ts');
  const paths = buildWorkspacePaths(workspace);
  const { replaced } = await restoreBackup(paths, file, systemClock.now());
  const loan = lend(lock);
  try {
    const running = await open(workspace, { restored: { file, replaced }, failure: null }, loan.lock);
    loan.give();
    return running;
  } catch (error) {
    await putBack(paths.database, replaced);
    throw error;
  }
}

/** A lock that is not freed by an engine that fails, and belongs to the one that it is given to. */
function lend(lock: WorkspaceLock): { lock: WorkspaceLock; give(): void } {
  let isGiven = false;
  return {
    lock: {
      release: () => {
        if (isGiven) lock.release();
      },
    },
    give: () => {
      isGiven = true;
    },
  };
}

/** The database of before, with the log that belongs to it. */
async function putBack(database: string, replaced: string): Promise<void> {
  for (const suffix of ['-wal', '-shm']) rmSync(database + suffix, { force: true });
  await renameWithRetry(replaced, database);
  for (const suffix of ['-wal', '-shm']) {
    // A database that was closed cleanly has none.
    await renameWithRetry(replaced + suffix, database + suffix).catch(() => undefined);
  }
}

async function openAgain(
  workspace: string,
  error: unknown,
  lock: WorkspaceLock,
  open: Open,
): Promise<RunningEngine> {
  const failure = describe(error);
  try {
    const running = await open(workspace, { restored: null, failure }, lock);
    running.engine.ctx.logger.error(
      { err: error, ...failure.data },
      'what was asked for could not be opened',
    );
    return running;
  } catch (again) {
    lock.release();
    throw again;
  }
}

function portOf(address: string): number {
  return Number(new URL(address).port);
}

function describe(error: unknown): Failure {
  const failure = readFailure(error);
  if (failure === null) return { code: 'INTERNAL', data: { id: randomUUID() } };
  return { code: failure.code, data: failure.data as Failure['data'] };
}
