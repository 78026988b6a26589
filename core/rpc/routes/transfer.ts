import { os } from '../os.ts';

const { transfer } = os;

export const transferRoutes = {
  previewImport: transfer.previewImport.handler(({ context, input, signal }) =>
    context.services.transfer.previewImport(context.engine, input, signal),
  ),
  previewPush: transfer.previewPush.handler(({ context, input, signal }) =>
    context.services.transfer.previewPush(context.engine, input, signal),
  ),
  startImport: transfer.startImport.handler(({ context, input }) =>
    context.services.transfer.startImport(context.engine, input),
  ),
  startPush: transfer.startPush.handler(({ context, input }) =>
    context.services.transfer.startPush(context.engine, input),
  ),
  jobs: transfer.jobs.handler(({ context, input }) => context.services.transfer.list(context.engine, input)),
  job: transfer.job.handler(({ context, input }) =>
    context.services.transfer.get(context.engine, input.jobId),
  ),
  wait: transfer.wait.handler(({ context, input, signal }) =>
    context.services.transfer.wait(context.engine, input, signal),
  ),
  cancel: transfer.cancel.handler(({ context, input }) =>
    context.services.transfer.cancel(context.engine, input.jobId),
  ),
};
