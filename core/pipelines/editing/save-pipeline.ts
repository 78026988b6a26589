import type { Inputs, Outputs } from '#contract/procedures.ts';
import { hashText } from '#core/store/blobs.ts';
import type { EngineContext } from '#core/store/context.ts';
import { isError, pipelineInvalid } from '../definition/parse-pipeline.ts';
import { pipelinePath, readFileNow, refuseName, refuseTwin, writeFileNow } from '../file-store.ts';
import { readSummary } from '../read-pipelines.ts';
import type { Runner } from '../runner-parts.ts';
import { fileConflict } from './conflict.ts';
import { dropSavedDraft } from './drafts.ts';

type In = Inputs['pipelines'];
type Out = Outputs['pipelines'];

/**
 * Writes a pipeline's file. That the file is still the expected one is looked at in the turn that writes it, so nothing
 * of this engine comes between.
 * @throws PIPELINE_INVALID, CONFLICT, INVALID_ARGUMENT for the name, ALREADY_EXISTS for a name that differs by case
 */
export async function savePipeline(
  { files, progress }: Runner,
  ctx: EngineContext,
  { name, text, force = false, expectedHash }: In['save'],
): Promise<Out['save']> {
  const { problems } = await files.check(text, name);
  if (!force && problems.some(isError)) throw pipelineInvalid(name, problems);
  refuseName(name);
  const hash = hashText(text);
  await ctx.write((tx) => {
    refuseTwin(ctx.paths, name);
    const path = pipelinePath(ctx.paths, name);
    const before = readFileNow(path);
    if (expectedHash !== undefined && expectedHash !== (before?.hash ?? null))
      throw fileConflict(name, expectedHash, before?.hash ?? null);
    dropSavedDraft(tx, name, text);
    if (before?.hash === hash) {
      tx.unchanged();
      return;
    }
    writeFileNow(ctx.paths, path, text);
    tx.record({
      action: 'pipeline.save',
      entityKind: 'pipeline',
      entityId: name,
      before: before === null ? null : { hash: before.hash },
      after: { hash },
    });
    tx.emit({ type: 'pipeline.changed', name, hash });
  });
  return { ...readSummary(ctx, await files.read(name), progress), hash };
}
