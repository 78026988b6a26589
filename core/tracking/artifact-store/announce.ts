import type { EngineContext } from '#core/store/context.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { findRun } from '../find.ts';
import { findLoggedModel } from '../logged-models/find-model.ts';
import type { ArtifactOwner } from './owner.ts';

/** A file as the activity remembers it: `path` is relative to its owner's files; null where it was or is not there. */
export interface FileChange {
  action: 'artifact.write' | 'artifact.delete';
  path: string;
  before: { size: number | null } | null;
  after: { size: number | null } | null;
}

/**
 * Writes what happened to a file into the activity and tells the screens.
 * @throws NOT_FOUND when its run or model is gone for good by now
 */
export function announceFile(ctx: EngineContext, owner: ArtifactOwner, change: FileChange): Promise<void> {
  const { action, path } = change;
  const before = change.before === null ? null : { path, ...change.before };
  const after = change.after === null ? null : { path, ...change.after };
  return ctx.write((tx) => {
    tx.record({ action, ...announceTo(tx, owner, path), before, after });
    tx.emit({ type: 'workspace.changed' });
  });
}

function announceTo(
  tx: WriteTx,
  owner: ArtifactOwner,
  path: string,
): { entityKind: 'run' | 'logged_model' | 'artifact'; entityId: string } {
  if (owner.kind === 'run') {
    const { uuid: runId, experiment_id } = findRun(tx.db, owner.run.uuid);
    tx.emit({ type: 'run.artifacts', experimentId: String(experiment_id), runId });
    return { entityKind: 'run', entityId: runId };
  }
  if (owner.kind === 'model') {
    const { model_id: modelId, experiment_id } = findLoggedModel(tx.db, owner.model.model_id);
    tx.emit({ type: 'loggedModel.changed', experimentId: String(experiment_id), modelId });
    return { entityKind: 'logged_model', entityId: modelId };
  }
  return { entityKind: 'artifact', entityId: path };
}

/** Files change before their activity row is written: a workspace that takes no writes must say so before that. */
export function requireWritable(ctx: EngineContext): Promise<void> {
  return ctx.write((tx) => {
    tx.unchanged();
  });
}
