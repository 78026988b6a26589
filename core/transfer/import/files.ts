import type { TransferRemark } from '#contract/transfer.ts';
import { hasCode } from '#core/kernel/errors.ts';
import { listFilesOf, pathOfOwner, putArtifact } from '#core/tracking/index.ts';
import type { JobContext } from '../job.ts';
import type { FileOwner, ForeignFile, MlflowSource } from './source.ts';

type Owner = { runId: string } | { modelId: string };

/**
 * Copies the files of a run or a logged model that are not here yet; a file of the same size counts as here. Each
 * stands whole under its name or not at all, so that an interrupted import goes on.
 */
export async function bringFiles(
  job: JobContext,
  source: MlflowSource,
  from: FileOwner,
  owner: Owner,
): Promise<void> {
  const found = await source.findFiles(from);
  if (!found.found) {
    const { problem, place, detail } = found;
    job.tally.remark({ kind: 'file', what: place, problem, detail }, `${problem} ${place}`);
    return;
  }
  const sizes = createSizeLookup(job, owner);
  for await (const file of found.files) {
    job.signal.throwIfAborted();
    const here = await sizes(file.path);
    if (here !== null && here === file.size) job.tally.report.same.files++;
    else await bringFile(job, owner, file);
  }
}

async function bringFile(job: JobContext, owner: Owner, file: ForeignFile): Promise<void> {
  const { ctx, tally } = job;
  try {
    const path = pathOfOwner(ctx, owner, file.path);
    const stream = await file.open();
    job.signal.addEventListener('abort', () => stream.destroy(), { once: true });
    const { size } = await putArtifact(ctx, path, stream);
    tally.report.fresh.files++;
    tally.report.fresh.bytes += size;
    if (file.size !== null && file.size !== size) {
      tally.remark(fileRemark(owner, file, 'differs', `${size} of ${file.size} bytes arrived.`));
    }
  } catch (error) {
    job.signal.throwIfAborted();
    if (hasCode(error, 'PATH_NOT_ALLOWED')) {
      tally.remark(fileRemark(owner, file, 'name_not_allowed', error.data.reason));
    } else if (hasCode(error, 'CANCELED') || hasCode(error, 'DATA_INVALID')) {
      tally.remark(fileRemark(owner, file, 'files_missing', 'It could not be read to its end.'));
    } else throw error;
  }
}

function fileRemark(
  owner: Owner,
  { path }: ForeignFile,
  problem: TransferRemark['problem'],
  detail: string,
): TransferRemark {
  const id = 'runId' in owner ? owner.runId : owner.modelId;
  return { kind: 'file', what: `${id} ${path}`, problem, detail };
}

/** The size of a file that is here, in bytes; each folder is listed once. */
function createSizeLookup({ ctx }: JobContext, owner: Owner): (path: string) => Promise<number | null> {
  let [listed, entries] = ['', new Map<string, number | null>()];
  let isListed = false;
  return async (path) => {
    const folder = path.split('/').slice(0, -1).join('/');
    if (!isListed || folder !== listed) {
      isListed = true;
      listed = folder;
      const found = await listFilesOf(ctx, owner, folder).catch(() => []);
      entries = new Map(found.map(({ name, size }) => [name, size]));
    }
    return entries.get(path.split('/').at(-1) ?? '') ?? null;
  };
}
