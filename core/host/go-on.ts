import { renameSync, rmSync } from 'node:fs';
import type { Failure } from '#contract/python.ts';
import type { CameFrom, NextEngine } from '#core/engine-bundle.ts';
import { systemClock } from '#core/kernel/clock.ts';
import { errorText } from '#core/kernel/errors.ts';
import { buildWorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { readFailure } from './failure.ts';
import { runEngine, type RunEngineOptions, type RunningEngine } from './run-engine.ts';

/**
 * Stops an engine and goes on with the next one, at the same addresses and for the browsers that were let in. What
 * cannot be opened leaves the workspace of before open, which then tells why.
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
  const open = (folder: string, cameFrom: CameFrom): Promise<RunningEngine> =>
    runEngine({ ...options, ...kept, workspace: folder, cameFrom });
  await before.stop();
  if (next.kind === 'open') {
    return open(next.workspace, { restored: null, failure: null }).catch((error: unknown) =>
      open(workspace, { restored: null, failure: describe(error) }),
    );
  }
  return goOnRestored(workspace, next.file, open);
}

async function goOnRestored(
  workspace: string,
  file: string,
  open: (folder: string, cameFrom: CameFrom) => Promise<RunningEngine>,
): Promise<RunningEngine> {
  const { lockWorkspace, restoreBackup } = await import('#core/engine-bundle.ts');
  const paths = buildWorkspacePaths(workspace);
  let replaced: string | null = null;
  try {
    const lock = lockWorkspace(paths);
    try {
      ({ replaced } = await restoreBackup(paths, file, systemClock.now()));
    } finally {
      lock.release();
    }
    return await open(workspace, { restored: { file, replaced }, failure: null });
  } catch (error) {
    if (replaced !== null) putBack(paths.database, replaced);
    return open(workspace, { restored: null, failure: describe(error) });
  }
}

/** The database of before, with the log that belongs to it. */
function putBack(database: string, replaced: string): void {
  for (const suffix of ['-wal', '-shm']) rmSync(database + suffix, { force: true });
  renameSync(replaced, database);
  for (const suffix of ['-wal', '-shm']) {
    try {
      renameSync(replaced + suffix, database + suffix);
    } catch {
      // A database that was closed cleanly has none.
      continue;
    }
  }
}

function portOf(address: string): number {
  return Number(new URL(address).port);
}

function describe(error: unknown): Failure {
  const failure = readFailure(error);
  if (failure === null) return { code: 'INTERNAL', data: { id: errorText(error) } };
  return { code: failure.code, data: failure.data as Failure['data'] };
}
