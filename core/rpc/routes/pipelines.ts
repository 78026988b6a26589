import { os } from '../os.ts';

const { pipelines } = os;

export const pipelinesRoutes = {
  list: pipelines.list.handler(({ context }) => context.services.runner.list(context.engine)),
  get: pipelines.get.handler(({ context, input }) => context.services.runner.get(context.engine, input)),
  validate: pipelines.validate.handler(({ context, input }) =>
    context.services.runner.validate(context.engine, input),
  ),
  save: pipelines.save.handler(({ context, input }) => context.services.runner.save(context.engine, input)),
  run: pipelines.run.handler(({ context, input }) => context.services.runner.run(context.engine, input)),
  runs: pipelines.runs.handler(({ context, input }) => context.services.runner.runs(context.engine, input)),
  getRun: pipelines.getRun.handler(({ context, input }) =>
    context.services.runner.getRun(context.engine, input),
  ),
  waitRun: pipelines.waitRun.handler(({ context, input, signal }) =>
    context.services.runner.waitRun(context.engine, input, signal),
  ),
  cancel: pipelines.cancel.handler(({ context, input }) =>
    context.services.runner.cancel(context.engine, input),
  ),
  log: pipelines.log.handler(({ context, input }) => context.services.runner.log(context.engine, input)),
  taskTypes: pipelines.taskTypes.handler(({ context }) => context.services.runner.taskTypes()),
};
