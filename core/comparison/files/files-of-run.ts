import type { EngineContext } from '#core/store/context.ts';
import { searchLoggedModels, type FileOwner } from '#core/tracking/index.ts';
import { listFilesHere } from './list-files.ts';

/** A file, where it lies and under which path the run shows it. */
export interface FileOfRun {
  owner: FileOwner;
  /** Below its owner. */
  path: string;
  bytes: number;
}

export interface FilesOfRun {
  /** By the path that the run shows: files of a logged model are below its name. */
  files: Map<string, FileOfRun>;
  /** There are more of them. */
  isCut: boolean;
}

const maxFiles = 5000;
const maxFolders = 2000;
const maxModels = 1000;

/** All files of a run and of the models that it logged, which MLflow 3 keeps apart. @throws NOT_FOUND */
export async function listFilesOfRun(ctx: EngineContext, runId: string): Promise<FilesOfRun> {
  const found: FilesOfRun = { files: new Map(), isCut: false };
  await walk(ctx, { runId }, '', found);
  const { models, nextPageToken } = searchLoggedModels(ctx, { runId, maxResults: maxModels });
  for (const { modelId, name } of models) await walk(ctx, { modelId }, `${name}/`, found);
  if (nextPageToken !== null) found.isCut = true;
  return found;
}

/** What is there already stays: a folder of the run goes before a model of the same name. */
async function walk(ctx: EngineContext, owner: FileOwner, under: string, found: FilesOfRun): Promise<void> {
  const folders = [''];
  for (let looked = 0; folders.length > 0; looked++) {
    const folder = folders.shift() ?? '';
    if (looked >= maxFolders) found.isCut = true;
    if (found.isCut) return;
    for (const entry of await listFilesHere(ctx, owner, folder)) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFolder) folders.push(path);
      else if (found.files.size >= maxFiles) found.isCut = true;
      else if (!found.files.has(under + path))
        found.files.set(under + path, { owner, path, bytes: entry.size ?? 0 });
    }
  }
}
