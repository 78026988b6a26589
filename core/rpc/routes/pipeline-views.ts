import { os } from '../os.ts';

const { pipelines } = os;

/** Part of `pipelines`. */
export const pipelineViewRoutes = {
  previewRun: pipelines.previewRun.handler(({ context, input }) =>
    context.services.runner.previewRun(context.engine, input),
  ),
  standing: pipelines.standing.handler(({ context, input }) =>
    context.services.runner.standing(context.engine, input),
  ),
  grid: pipelines.grid.handler(({ context, input }) => context.services.runner.grid(context.engine, input)),
  versions: pipelines.versions.handler(({ context, input }) =>
    context.services.runner.versions(context.engine, input),
  ),
  definition: pipelines.definition.handler(({ context, input }) =>
    context.services.runner.definition(context.engine, input),
  ),
  compareDefinitions: pipelines.compareDefinitions.handler(({ context, input }) =>
    context.services.runner.compareDefinitions(context.engine, input),
  ),
  attempt: pipelines.attempt.handler(({ context, input }) =>
    context.services.runner.attempt(context.engine, input),
  ),
  calendar: pipelines.calendar.handler(({ context, input }) =>
    context.services.runner.calendar(context.engine, input),
  ),
};
