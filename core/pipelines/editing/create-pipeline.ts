import type { Inputs, Outputs } from '#contract/procedures.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import { EditRefused, planEdits } from '#core/pipeline-text/index.ts';
import { hashText } from '#core/store/blobs.ts';
import type { EngineContext } from '#core/store/context.ts';
import { pipelinePath, refuseName, refuseTaken, writeFileNow } from '../file-store.ts';
import type { Runner } from '../runner-parts.ts';
import { layoutPath, readLayoutNow, writeLayoutNow } from './layout-file.ts';
import { writeTemplate } from '../templates/list-templates.ts';

type In = Inputs['pipelines'];
type Out = Outputs['pipelines'];

/** Writes the file of a new pipeline. @throws ALREADY_EXISTS, NOT_FOUND, INVALID_ARGUMENT */
export async function createPipeline(
  runner: Runner,
  ctx: EngineContext,
  input: In['create'],
): Promise<Out['create']> {
  const { name, template, from } = input;
  refuseName(name);
  if (template !== undefined && from !== undefined)
    throw invalidArgument('from', from, 'a template is given too', 'Give one of the two.');
  const text = await writeFirstText(runner, ctx, input);
  await ctx.write((tx) => {
    refuseTaken(ctx.paths, name);
    writeFileNow(ctx.paths, pipelinePath(ctx.paths, name), text);
    const layout = from === undefined ? undefined : copyLayout(ctx, from, name);
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

/** @returns the hash of the copy; undefined when there is nothing to copy */
function copyLayout({ paths }: EngineContext, from: string, to: string): string | null | undefined {
  return writeLayoutNow(paths, to, readLayoutNow(layoutPath(paths, from)).layout);
}

async function writeFirstText(
  runner: Runner,
  ctx: EngineContext,
  { name, template, from }: In['create'],
): Promise<string> {
  if (template !== undefined) return writeTemplate(runner, ctx, template, name);
  if (from !== undefined) return renameInText((await runner.files.read(from)).text, name);
  return renameInText('version: 1\nname: new\ntasks: {}\n', name);
}

/** The same text under another name; one that cannot be read as YAML stays as it is, and says so itself. */
function renameInText(text: string, name: string): string {
  try {
    return planEdits(text, [{ op: 'set', path: ['name'], value: name }]).text;
  } catch (error) {
    if (error instanceof EditRefused) return text;
    throw error;
  }
}
