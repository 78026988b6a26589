import type { Inputs, Outputs } from '#contract/procedures.ts';
import type { EngineContext } from '#core/store/context.ts';
import { refuseName } from '../file-store.ts';
import type { PipelineFileContent } from '../pipeline-files.ts';
import type { Runner } from '../runner-parts.ts';
import { layoutPath, pruneLayout, readLayoutNow, writeLayoutNow } from './layout-file.ts';

type In = Inputs['pipelines'];
type Out = Outputs['pipelines'];

/** Empty where there is none, and where its file is no layout: the pipeline is laid out anew then. */
export function readLayout(ctx: EngineContext, { name }: In['layout']): Out['layout'] {
  refuseName(name);
  const path = layoutPath(ctx.paths, name);
  const { layout, isForeign } = readLayoutNow(path);
  if (isForeign)
    ctx.logger.warn({ file: path }, 'the layout of a pipeline cannot be read, so it is not used');
  return layout;
}

/**
 * Keeps places of tasks beside the file, without those of tasks that neither the file nor its draft has.
 * @param draftText null where there is none
 * @throws NOT_FOUND when there is neither file nor draft, INVALID_ARGUMENT for the name
 */
export async function saveLayout(
  { files }: Runner,
  ctx: EngineContext,
  { name, layout }: In['saveLayout'],
  draftText: string | null,
): Promise<Out['saveLayout']> {
  refuseName(name);
  const file = draftText === null ? await files.read(name) : await files.find(name);
  const kept = pruneLayout(layout, createTaskCheck(file, draftText));
  await ctx.write((tx) => {
    tx.unchanged();
    const hash = writeLayoutNow(ctx.paths, name, kept);
    if (hash !== undefined) tx.emit({ type: 'pipeline.layoutChanged', name, hash });
  });
  return {};
}

/**
 * A file that is no YAML does not say which tasks there are: then all stay. A draft is not read as YAML for this, since
 * that takes a second for some thousand tasks and a window saves often: an id that its text holds stays.
 */
function createTaskCheck(
  file: PipelineFileContent | null,
  draftText: string | null,
): (id: string) => boolean {
  if (file !== null && file.data === undefined) return () => true;
  const ids = new Set(file?.outline.tasks.map(({ id }) => id));
  return (id) => ids.has(id) || draftText?.includes(id) === true;
}
