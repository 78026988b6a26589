import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PipelineTemplate } from '#contract/pipeline-editing.ts';
import { pipelineTemplateIds } from '#contract/pipeline-templates.ts';
import type { Outputs } from '#contract/procedures.ts';
import { invalidArgument, type StileError } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import { outlineToSummary, readOutline } from '../definition/outline.ts';
import { readPipelineText } from '../definition/pipeline-text.ts';
import { suggestName } from '../definition/suggest.ts';
import type { Runner } from '../runner-parts.ts';
import { fillTemplate, listPlaceholders } from './fill-template.ts';
import { chooseName, readNamesAround, type NamesAround } from './workspace-names.ts';

type Out = Outputs['pipelines'];

/** Each as it would be written here: with names that the workspace has. */
export async function listTemplates(runner: Runner, ctx: EngineContext): Promise<Out['templates']> {
  const around = await lookAround(runner, ctx);
  const templates = await Promise.all(
    pipelineTemplateIds.map(async (id) => buildTemplate(id, await readTemplate(ctx, id), around)),
  );
  return { templates };
}

/** The text of a new pipeline of this name. @throws INVALID_ARGUMENT for another template than there are */
export async function writeTemplate(
  runner: Runner,
  ctx: EngineContext,
  id: string,
  name: string,
): Promise<string> {
  if (!pipelineTemplateIds.some((known) => known === id)) throw templateNotFound(id);
  const around = await lookAround(runner, ctx);
  return fillTemplate(
    await readTemplate(ctx, id),
    (placeholder) => chooseName(placeholder, name, around).name,
  );
}

async function lookAround({ files, options }: Runner, { db }: EngineContext): Promise<NamesAround> {
  const pipelines = (await files.list()).map(({ name }) => name);
  return readNamesAround(db, pipelines, options.project);
}

function readTemplate({ resources }: EngineContext, id: string): Promise<string> {
  return readFile(join(resources, 'templates', 'pipelines', `${id}.yaml`), 'utf8');
}

function buildTemplate(id: string, template: string, around: NamesAround): PipelineTemplate {
  const names = new Map(listPlaceholders(template).map((key) => [key, chooseName(key, id, around)]));
  const text = fillTemplate(template, (key) => names.get(key)?.name ?? '');
  const { tasks } = outlineToSummary(readOutline(readPipelineText(text).data));
  const missing = [...names.values()].flatMap(({ name, lacks }) =>
    lacks === null ? [] : [{ kind: lacks, name }],
  );
  return {
    id,
    text,
    tasks: tasks.map(({ id: taskId, type, needs }) => ({ id: taskId, type, needs })),
    missing,
  };
}

function templateNotFound(id: string): StileError {
  const remedy = `Templates: ${suggestName(id, [...pipelineTemplateIds])}`;
  return invalidArgument('template', id, 'there is no such template', remedy);
}
