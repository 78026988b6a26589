import * as tracing from '#core/tracing/index.ts';
import { done, os } from '../os.ts';

export const tracesRoutes = {
  search: os.traces.search.handler(({ context, input }) => tracing.searchTraces(context.engine, input)),
  get: os.traces.get.handler(({ context, input }) => tracing.getTrace(context.engine, input.traceId)),
  setTag: os.traces.setTag.handler(({ context, input }) => done(tracing.setTraceTag(context.engine, input))),
  deleteTag: os.traces.deleteTag.handler(({ context, input }) =>
    done(tracing.deleteTraceTag(context.engine, input)),
  ),
  delete: os.traces.delete.handler(async ({ context, input }) => ({
    deleted: await tracing.deleteTracesById(context.engine, input.traceIds),
  })),
};
