import * as monitoring from '#core/monitoring/index.ts';
import { done, os } from '../os.ts';

export const monitoringRoutes = {
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
  alerts: os.monitoring.alerts.handler(({ context, input }) => monitoring.listAlerts(context.engine, input)),
  getAlert: os.monitoring.getAlert.handler(({ context, input }) =>
    monitoring.getAlert(context.engine, input.alertId),
  ),
  acknowledge: os.monitoring.acknowledge.handler(({ context, input }) =>
    monitoring.acknowledgeAlert(context.engine, input),
  ),
  resolve: os.monitoring.resolve.handler(({ context, input }) =>
    monitoring.resolveAlert(context.engine, input),
  ),
  openAlerts: os.monitoring.openAlerts.handler(({ context }) => ({
    count: monitoring.countOpenAlerts(context.engine),
  })),
  addLabels: os.monitoring.addLabels.handler(({ context, input }) =>
    done(monitoring.addLabels(context.engine, input)),
  ),
};
