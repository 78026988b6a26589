import type { EngineContext } from '#core/store/context.ts';
import { checkRelativePath } from '#core/kernel/safe-paths.ts';
import { requireOwnPath } from '../artifact-uri.ts';
import { findRun } from '../find.ts';
import { findLoggedModel } from '../logged-models/find-model.ts';
import { listArtifactFolder, openArtifact, type FolderEntry, type OpenArtifact } from './read.ts';

type Ctx = Pick<EngineContext, 'db' | 'paths'>;

/** Whose files are asked for: of a run, or of a logged model. */
export type FileOwner = { runId: string } | { modelId: string };

/** Where the files of a run or a logged model are, as clients know it; deleted ones too. @throws NOT_FOUND */
export function artifactUriOf({ db }: Ctx, owner: FileOwner): string {
  return 'runId' in owner
    ? findRun(db, owner.runId).artifact_uri
    : findLoggedModel(db, owner.modelId).artifact_uri;
}

/**
 * The path below `artifacts` of an owner's file.
 * @throws NOT_FOUND; PATH_NOT_ALLOWED, also when the owner's files are not in this workspace
 */
export function pathOfOwner(ctx: Ctx, owner: FileOwner, path: string): string {
  return [requireOwnPath(artifactUriOf(ctx, owner)), ...checkRelativePath(path)].join('/');
}

/** One level of an owner's files; see `listArtifactFolder`. */
export async function listFilesOf(ctx: Ctx, owner: FileOwner, path: string): Promise<FolderEntry[]> {
  return listArtifactFolder(ctx, pathOfOwner(ctx, owner, path));
}

/** See `openArtifact`. */
export async function openFileOf(ctx: Ctx, owner: FileOwner, path: string): Promise<OpenArtifact> {
  return openArtifact(ctx, pathOfOwner(ctx, owner, path));
}
