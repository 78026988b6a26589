import type { Inputs, Outputs } from '#contract/procedures.ts';
import type { WorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { hashText } from '#core/store/blobs.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { pipelinePath, readFileNow, refuseName, refuseTaken } from '../file-store.ts';
import { pipelineNotFound } from '../pipeline-files.ts';
import type { Runner } from '../runner-parts.ts';
import { renameScheduleRows } from '../schedule/rename-rows.ts';
import { layoutPath } from './layout-file.ts';
import { findMentions, renameInText, renameMentions } from './mentions.ts';
import { refuseActive } from './refuse-active.ts';
import { renameDraft } from './rename-draft.ts';
import { writeWithFiles, type FileSteps } from './write-with-files.ts';

type In = Inputs['pipelines'];
type Out = Outputs['pipelines'];

/**
 * Moves the file, its layout and its draft, and changes the name in its text; what other pipelines start and wait for
 * follows. Its schedule stays as it is, paused or not. Runs stay under the old name.
 * @throws NOT_FOUND, ALREADY_EXISTS, INVALID_ARGUMENT, INVALID_STATE while a run works or waits
 */
export async function renamePipeline(
  runner: Runner,
  ctx: EngineContext,
  { name, to }: In['rename'],
): Promise<Out['rename']> {
  refuseName(to, 'to');
  // The name as it is on the disk: another case would find the same file on some systems.
  await runner.files.read(name);
  if (to === name) return { name, updated: [], stillNaming: [] };
  const others = (await runner.files.list()).filter((file) => file.name !== name).map((file) => file.name);
  // Between two looks of the scheduler at files and rows, which would take it for a pipeline that is gone and a new one.
  const updated = await runner.scheduler.alone(() =>
    writeWithFiles(ctx, (tx, files) => renameNow(tx, files, ctx, { name, to, others })),
  );
  const left = (await runner.files.list()).filter(({ data }) => findMentions(data, name).length > 0);
  return { name: to, updated, stillNaming: left.map((file) => file.name) };
}

interface Renaming {
  name: string;
  to: string;
  others: readonly string[];
}

function renameNow(
  tx: WriteTx,
  files: FileSteps,
  { paths }: EngineContext,
  { name, to, others }: Renaming,
): string[] {
  refuseActive(tx.db, name, 'renamed');
  refuseTaken(paths, to, name);
  const before = readFileNow(pipelinePath(paths, name));
  if (before === null) throw pipelineNotFound(name, others);
  const text = before.text === null ? null : renameText(before.text, name, to);
  const hash = text === null ? before.hash : hashText(text);
  renameDraft(tx, name, to, { hashBefore: before.hash, textAfter: text });
  renameScheduleRows(tx, { from: name, to, hashBefore: before.hash, hashAfter: hash });
  const layout = readFileNow(layoutPath(paths, name));
  const followers = listFollowers(paths, { name, to, others });
  const [from, toPath] = [pipelinePath(paths, name), pipelinePath(paths, to)];
  files.move(from, toPath);
  if (text !== null) files.rewrite(paths, toPath, before.text, text);
  if (layout !== null) files.move(layoutPath(paths, name), layoutPath(paths, to));
  for (const { path, known, next } of followers) files.rewrite(paths, path, known, next);
  const updated = followers.map((other) => other.name);
  tx.record({
    action: 'pipeline.rename',
    entityKind: 'pipeline',
    entityId: to,
    before: { name },
    after: { name: to, ...(updated.length > 0 && { updated: updated.join(', ') }) },
  });
  tx.emit({ type: 'pipeline.changed', name, hash: null });
  tx.emit({ type: 'pipeline.changed', name: to, hash });
  for (const other of followers)
    tx.emit({ type: 'pipeline.changed', name: other.name, hash: hashText(other.next) });
  if (layout !== null) {
    tx.emit({ type: 'pipeline.layoutChanged', name, hash: null });
    tx.emit({ type: 'pipeline.layoutChanged', name: to, hash: layout.hash });
  }
  return updated;
}

/** Its own name, and where it names itself. */
function renameText(text: string, name: string, to: string): string {
  const own = renameInText(text, to);
  return renameMentions(own, name, to) ?? own;
}

interface Follower {
  name: string;
  path: string;
  known: string;
  next: string;
}

function listFollowers(paths: WorkspacePaths, { name, to, others }: Renaming): Follower[] {
  return others.flatMap((other) => {
    const path = pipelinePath(paths, other);
    const known = readFileNow(path)?.text ?? null;
    const next = known === null ? null : renameMentions(known, name, to);
    return known === null || next === null ? [] : [{ name: other, path, known, next }];
  });
}
