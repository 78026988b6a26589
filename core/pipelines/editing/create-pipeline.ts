import type { PipelineLayout } from '#contract/pipeline-editing.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { hasCode, invalidArgument } from '#core/kernel/errors.ts';
import { hashText } from '#core/store/blobs.ts';
import type { EngineContext } from '#core/store/context.ts';
import { pipelineInvalid } from '../definition/parse-pipeline.ts';
import { pipelinePath, refuseName, refuseTaken, writeFileNow } from '../file-store.ts';
import type { Runner } from '../runner-parts.ts';
import { layoutPath, readLayoutNow, writeLayoutNow } from './layout-file.ts';
import { renameInText } from './mentions.ts';
import { findRemoved } from './remove-pipeline.ts';
import { writeTemplate } from '../templates/list-templates.ts';

type In = Inputs['pipelines'];
type Out = Outputs['pipelines'];

/** Writes the file of a new pipeline. @throws ALREADY_EXISTS, NOT_FOUND, INVALID_ARGUMENT, PIPELINE_INVALID */
export async function createPipeline(
  runner: Runner,
  ctx: EngineContext,
  input: In['create'],
): Promise<Out['create']> {
  const { name, template, from } = input;
  refuseName(name);
  if (template !== undefined && from !== undefined)
    throw invalidArgument('from', from, 'a template is given too', 'Give one of the two.');
  const { text, layout: places } = await findBeginning(runner, ctx, input);
  await ctx.write((tx) => {
    refuseTaken(ctx.paths, name);
    writeFileNow(ctx.paths, pipelinePath(ctx.paths, name), text);
    const layout = places === null ? undefined : writeLayoutNow(ctx.paths, name, places);
    const hash = hashText(text);
    tx.record({
      action: 'pipeline.create',
      entityKind: 'pipeline',
      entityId: name,
      before: null,
      after: { hash, ...(template !== undefined && { template }), ...(from !== undefined && { from }) },
    });
    tx.emit({ type: 'pipeline.changed', name, hash });
    if (layout !== undefined) tx.emit({ type: 'pipeline.layoutChanged', name, hash: layout });
  });
  return { name };
}

interface Beginning {
  text: string;
  layout: PipelineLayout | null;
}

async function findBeginning(
  runner: Runner,
  ctx: EngineContext,
  { name, template, from }: In['create'],
): Promise<Beginning> {
  if (template !== undefined) return { text: await writeTemplate(runner, ctx, template, name), layout: null };
  if (from === undefined)
    return { text: renameInText('version: 1\nname: new\ntasks: {}\n', name), layout: null };
  const { text, layout } = await findOther(runner, ctx, from);
  return { text: renameInText(text, name), layout };
}

/** A pipeline as it is; one that was removed as it was. */
async function findOther({ files }: Runner, ctx: EngineContext, from: string): Promise<Beginning> {
  try {
    const { text, problems } = await files.read(from);
    // It cannot be read at all.
    if (text === '') throw pipelineInvalid(from, problems);
    return { text, layout: readLayoutNow(layoutPath(ctx.paths, from)).layout };
  } catch (error) {
    const found = hasCode(error, 'NOT_FOUND') ? findRemoved(ctx.db, from) : null;
    if (found === null) throw error;
    return { text: found.text, layout: found.removed.kept.layout };
  }
}
