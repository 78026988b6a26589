import { os } from '../os.ts';
import { pipelineEditingRoutes } from './pipeline-editing.ts';
import { pipelineViewRoutes } from './pipeline-views.ts';

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
  previewClear: pipelines.previewClear.handler(({ context, input }) =>
    context.services.runner.previewClear(context.engine, input),
  ),
  clear: pipelines.clear.handler(({ context, input }) =>
    context.services.runner.clear(context.engine, input),
  ),
  mark: pipelines.mark.handler(({ context, input }) => context.services.runner.mark(context.engine, input)),
  decide: pipelines.decide.handler(({ context, input }) =>
    context.services.runner.decide(context.engine, input),
  ),
  log: pipelines.log.handler(({ context, input }) => context.services.runner.log(context.engine, input)),
  searchLog: pipelines.searchLog.handler(({ context, input, signal }) =>
    context.services.runner.searchLog(context.engine, input, signal),
  ),
  downloadLog: pipelines.downloadLog.handler(({ context, input }) =>
    context.services.runner.downloadLog(context.engine, input),
  ),
  python: pipelines.python.handler(({ context, input }) => context.services.runner.python(input)),
  pythons: pipelines.pythons.handler(({ context, input }) => context.services.runner.pythons(input)),
  preparePython: pipelines.preparePython.handler(({ context, input }) =>
    context.services.runner.preparePython(input),
  ),
  schedule: pipelines.schedule.handler(({ context, input }) => context.services.runner.schedule(input)),
  pause: pipelines.pause.handler(({ context, input }) =>
    context.services.runner.pause(context.engine, input),
  ),
  resume: pipelines.resume.handler(({ context, input }) =>
    context.services.runner.resume(context.engine, input),
  ),
  previewResume: pipelines.previewResume.handler(({ context, input }) =>
    context.services.runner.previewResume(input),
  ),
  nextTimes: pipelines.nextTimes.handler(({ context, input }) =>
    context.services.runner.nextTimes(context.engine, input),
  ),
  previewBackfill: pipelines.previewBackfill.handler(({ context, input }) =>
    context.services.runner.previewBackfill(input),
  ),
  backfill: pipelines.backfill.handler(({ context, input }) =>
    context.services.runner.backfill(context.engine, input),
  ),
  backfills: pipelines.backfills.handler(({ context, input }) => context.services.runner.backfills(input)),
  cancelBackfill: pipelines.cancelBackfill.handler(({ context, input }) =>
    context.services.runner.cancelBackfill(context.engine, input),
  ),
  ...pipelineEditingRoutes,
  ...pipelineViewRoutes,
  taskTypes: pipelines.taskTypes.handler(({ context }) => context.services.runner.taskTypes()),
  fileSchema: pipelines.fileSchema.handler(({ context }) => context.services.runner.fileSchema()),
};
