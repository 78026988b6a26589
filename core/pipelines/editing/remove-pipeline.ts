import { existsSync } from 'node:fs';
import * as z from 'zod';
import { pipelineLayout } from '#contract/pipeline-editing.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { parseJson } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { hashText } from '#core/store/blobs.ts';
import { pipelinePath, readFileNow, refuseTaken, writeFileNow } from '../file-store.ts';
import { findKeptText, keepText } from '../keep-text.ts';
import { pipelineNotFound } from '../pipeline-files.ts';
import type { Runner } from '../runner-parts.ts';
import { dropDraft, findDraft, makeDraft } from './drafts.ts';
import { layoutPath, readLayoutNow, writeLayoutNow } from './layout-file.ts';
import { findMentions } from './mentions.ts';
import { refuseActive } from './refuse-active.ts';
import { writeWithFiles } from './write-with-files.ts';

type In = Inputs['pipelines'];
type Out = Outputs['pipelines'];

/** What a row of a removal holds: enough to bring the pipeline back. */
export const removedPipeline = z.object({
  hash: z.string(),
  kept: z.object({ layout: pipelineLayout.nullable(), draft: z.string().nullable() }),
});
type RemovedPipeline = z.infer<typeof removedPipeline>;

/**
 * Deletes the file with its layout and its draft. Its text is kept, and its runs stay.
 * @throws NOT_FOUND, INVALID_STATE while a run works or waits
 */
export async function removePipeline(
  { files, scheduler }: Runner,
  ctx: EngineContext,
  { name }: In['remove'],
): Promise<Out['remove']> {
  await files.read(name);
  const { paths } = ctx;
  await scheduler.alone(() =>
    writeWithFiles(ctx, (tx, steps) => {
      refuseActive(tx.db, name, 'removed');
      const file = readFileNow(pipelinePath(paths, name));
      if (file === null) throw pipelineNotFound(name, []);
      const layout = readLayoutNow(layoutPath(paths, name));
      const hasLayout = !layout.isForeign && existsSync(layoutPath(paths, name));
      const draft = findDraft(tx.db, name);
      // What is no UTF-8 cannot be brought back byte for byte.
      if (file.text !== null) keepText(tx, file.text);
      const kept: RemovedPipeline['kept'] | null =
        file.text === null
          ? null
          : {
              layout: layout.isForeign ? null : layout.layout,
              draft: draft === undefined ? null : keepText(tx, draft.text),
            };
      if (draft !== undefined) dropDraft(tx, name);
      steps.remove(pipelinePath(paths, name));
      if (hasLayout) steps.remove(layoutPath(paths, name));
      tx.record({
        action: 'pipeline.remove',
        entityKind: 'pipeline',
        entityId: name,
        before: { hash: file.hash, ...(kept !== null && { kept }) },
        after: null,
      });
      tx.emit({ type: 'pipeline.changed', name, hash: null });
      tx.emit({ type: 'pipeline.layoutChanged', name, hash: null });
    }),
  );
  const naming = (await files.list()).filter(({ data }) => findMentions(data, name).length > 0);
  return { stillNaming: naming.map((file) => file.name) };
}

/** Brings a pipeline back as it was when it was removed. @throws ALREADY_EXISTS */
export async function restorePipeline(
  ctx: EngineContext,
  name: string,
  { hash, kept }: RemovedPipeline,
): Promise<void> {
  const { paths } = ctx;
  await ctx.write((tx) => {
    refuseTaken(paths, name);
    const text = findKeptText(tx.db, hash);
    if (text === null) throw new Error(`the text ${hash} of ${name} was not kept`);
    writeFileNow(paths, pipelinePath(paths, name), text);
    const layout = kept.layout === null ? undefined : writeLayoutNow(paths, name, kept.layout);
    const draft = kept.draft === null ? null : findKeptText(tx.db, kept.draft);
    if (draft !== null && findDraft(tx.db, name) === undefined) makeDraft(tx, name, { text, hash }, draft);
    tx.record({
      action: 'pipeline.create',
      entityKind: 'pipeline',
      entityId: name,
      before: null,
      after: { hash },
    });
    tx.emit({ type: 'pipeline.changed', name, hash: hashText(text) });
    if (layout !== undefined) tx.emit({ type: 'pipeline.layoutChanged', name, hash: layout });
  });
}

/** What a pipeline said when it was removed last; null when there was none, or nothing of it is kept. */
export function findRemoved(db: ReadableDb, name: string): { text: string; removed: RemovedPipeline } | null {
  const row = db.get<{ before: string }>(
    "SELECT before FROM activity WHERE action = 'pipeline.remove' AND entity_kind = 'pipeline' AND entity_id = ? ORDER BY id DESC LIMIT 1",
    name,
  );
  const removed = removedPipeline.safeParse(parseJson(row?.before ?? '')).data;
  const text = removed === undefined ? null : findKeptText(db, removed.hash);
  return removed === undefined || text === null ? null : { text, removed };
}
