import { mkdirSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from '#core/kernel/files.ts';
import { blobStagingFolder, dropUnfinishedBlobs, removeBlobs } from '#core/store/blobs.ts';
import type { EngineContext } from '#core/store/context.ts';
import { storeError } from '#core/store/store-errors.ts';

const markEnding = '.commit';

/**
 * Files get their place before the database tells of them. Until it does, a mark names them: an engine that dies in
 * between, or whose write fails, leaves the mark, and the next start removes those files that nothing refers to.
 */
export async function withCommitMark<T>(
  ctx: EngineContext,
  hashes: readonly string[],
  commit: () => Promise<T>,
): Promise<T> {
  const folder = blobStagingFolder(ctx.paths);
  const mark = join(folder, `${ctx.ids.token()}${markEnding}`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileAtomic(mark, hashes.join('\n'));
  } catch (error) {
    throw storeError(error, ctx.paths.root);
  }
  const result = await commit();
  await rm(mark, { force: true });
  return result;
}

/**
 * Cleans up after an engine that was killed: staged files, unfinished uploads, and files in the store that no version
 * refers to. Call it at start, before anything is added.
 */
export async function recoverDatasets(ctx: EngineContext): Promise<void> {
  const folder = blobStagingFolder(ctx.paths);
  const names = await readdir(folder).catch((): string[] => []);
  const marked = new Set<string>();
  for (const name of names.filter((each) => each.endsWith(markEnding))) {
    const text = await readFile(join(folder, name), 'utf8');
    for (const hash of text.split('\n')) if (/^[0-9a-f]{64}$/.test(hash)) marked.add(hash);
  }
  await removeBlobs(ctx.paths, leaveReferred(ctx, marked));
  if (names.length > 0) await dropUnfinishedBlobs(ctx.paths);
}

/** Those that no version lists. */
function leaveReferred(ctx: EngineContext, hashes: Set<string>): string[] {
  if (hashes.size === 0) return [];
  const referred = ctx.db
    .all<{ sha256: string }>(
      "SELECT DISTINCT f.value ->> 'sha256' AS sha256 FROM dataset_versions v, json_each(v.files) f",
    )
    .map(({ sha256 }) => sha256);
  for (const sha256 of referred) hashes.delete(sha256);
  return [...hashes];
}
