import { hasCode } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import { listFilesOf, type FileOwner } from '#core/tracking/index.ts';

type Entries = Awaited<ReturnType<typeof listFilesOf>>;

/** One level of the files of a run or a model; one whose files are not in this workspace has none here. */
export async function listFilesHere(ctx: EngineContext, owner: FileOwner, folder: string): Promise<Entries> {
  try {
    return await listFilesOf(ctx, owner, folder);
  } catch (error) {
    if (hasCode(error, 'PATH_NOT_ALLOWED')) return [];
    throw error;
  }
}
