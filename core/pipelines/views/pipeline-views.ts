import type { Inputs, Outputs } from '#contract/procedures.ts';
import type { EngineContext } from '#core/store/context.ts';
import { previewRun } from '../partial-runs.ts';
import type { Runner } from '../runner-parts.ts';
import { readAttempt } from './attempt.ts';
import { readCalendar } from './calendar.ts';
import { compareDefinitions, readDefinitionText, readVersions } from './definitions.ts';
import { readGrid } from './grid.ts';
import { readTaskStanding } from './standing.ts';

type In = Inputs['pipelines'];
type Out = Outputs['pipelines'];

/** What screens show of pipelines beside single runs. */
export interface PipelineViews {
  /** @throws NOT_FOUND for a pipeline or a task, PIPELINE_INVALID, INVALID_ARGUMENT as `run` */
  previewRun(ctx: EngineContext, input: In['previewRun']): Promise<Out['previewRun']>;
  /** @throws NOT_FOUND */
  standing(ctx: EngineContext, input: In['standing']): Promise<Out['standing']>;
  /** @throws INVALID_PAGE_TOKEN */
  grid(ctx: EngineContext, input: In['grid']): Out['grid'];
  /** @throws NOT_FOUND without a file and runs of that name */
  versions(ctx: EngineContext, input: In['versions']): Promise<Out['versions']>;
  /** @throws NOT_FOUND for a version that no run has */
  definition(ctx: EngineContext, input: In['definition']): Promise<Out['definition']>;
  compareDefinitions(ctx: EngineContext, input: In['compareDefinitions']): Promise<Out['compareDefinitions']>;
  /** @throws NOT_FOUND for a pipeline, INVALID_ARGUMENT for a zone or a range */
  calendar(ctx: EngineContext, input: In['calendar']): Promise<Out['calendar']>;
  /** @throws NOT_FOUND for a run, a task, an instance or a try */
  attempt(ctx: EngineContext, input: In['attempt']): Promise<Out['attempt']>;
}

/** @param runner made at the first call */
export function createPipelineViews(runner: () => Runner): PipelineViews {
  return {
    previewRun: (ctx, input) => previewRun(runner(), ctx, input),
    standing: (ctx, input) => readTaskStanding(runner(), ctx, input),
    grid: readGrid,
    versions: (ctx, input) => readVersions({ files: runner().files, ctx }, input),
    definition: (ctx, input) => readDefinitionText({ files: runner().files, ctx }, input),
    compareDefinitions: (ctx, input) => compareDefinitions({ files: runner().files, ctx }, input),
    attempt: readAttempt,
    calendar: (ctx, input) => readCalendar({ files: runner().files, ctx }, input),
  };
}
