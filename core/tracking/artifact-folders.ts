import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StileError } from '#core/kernel/errors.ts';
import { removeWithRetry, renameWithRetry, syncFolder } from '#core/kernel/files.ts';
import { resolveInside } from '#core/kernel/safe-paths.ts';
import type { EngineContext } from '#core/store/context.ts';
import { makeRoomFor } from './artifact-files.ts';
import { runArtifactRoot } from './artifact-uri.ts';
import { findActiveRun } from './find.ts';

/**
 * Lends a new empty folder on the disk of the artifacts, for what is to be adopted. Whatever is in it when `use` ends,
 * well or not, is removed with it; by the next start when the engine is killed meanwhile.
 */
export async function withIncomingFolder<T>(
  ctx: EngineContext,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = join(ctx.paths.incoming, ctx.ids.token());
  mkdirSync(folder, { recursive: true });
  try {
    return await use(folder);
  } finally {
    await removeWithRetry(folder);
  }
}

/**
 * Makes a finished folder an artifact of a run: by one rename, so that it is there whole or not at all.
 * @param from a folder on the same disk whose files are synced
 * @throws ALREADY_EXISTS when the run has something by this name
 */
export async function adoptArtifactFolder(
  ctx: EngineContext,
  { runId, path, from }: { runId: string; path: string; from: string },
): Promise<void> {
  const run = findActiveRun(ctx.db, runId);
  const target = resolveInside(runArtifactRoot(ctx.paths, run), path);
  if (existsSync(target)) {
    throw new StileError('ALREADY_EXISTS', `The run ${runId} has "${path}" already.`, {
      kind: 'artifact',
      name: path,
      id: path,
      lifecycle: 'active',
    });
  }
  // As for a file inside of it: that makes and checks the folders above.
  await makeRoomFor(runArtifactRoot(ctx.paths, run), path);
  await renameWithRetry(from, target);
  syncFolder(dirname(target));
  try {
    await ctx.write((tx) => {
      findActiveRun(tx.db, runId);
      tx.record({
        action: 'artifact.write',
        entityKind: 'run',
        entityId: runId,
        before: null,
        after: { path },
      });
      tx.emit({ type: 'run.artifacts', experimentId: String(run.experiment_id), runId });
      tx.emit({ type: 'workspace.changed' });
    });
  } catch (error) {
    await removeWithRetry(target);
    throw error;
  }
}
