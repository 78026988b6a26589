import * as monitoring from '#core/monitoring/index.ts';
import { done, os } from '../os.ts';
import { alertRoutes } from './alerts.ts';

export const monitoringRoutes = {
  ...alertRoutes,
  batchPredict: os.monitoring.batchPredict.handler(({ context, input, signal }) =>
    monitoring.batchPredict(context.engine, context.services.serving.models, input, { signal }),
  ),
  monitorBatch: os.monitoring.monitorBatch.handler(({ context, input }) =>
    monitoring.monitorBatch(context.engine, input),
  ),
  batches: os.monitoring.batches.handler(({ context, input }) =>
    monitoring.listBatches(context.engine, input),
  ),
  getBatch: os.monitoring.getBatch.handler(({ context, input }) =>
    monitoring.getBatch(context.engine, input.batchId),
  ),
  rows: os.monitoring.rows.handler(({ context, input }) => monitoring.listBatchRows(context.engine, input)),
  addLabels: os.monitoring.addLabels.handler(({ context, input }) =>
    done(monitoring.addLabels(context.engine, input)),
  ),
};
