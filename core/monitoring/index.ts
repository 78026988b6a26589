/** Batches of predictions, what is unusual about them, and the alerts that say so. */
export { monitoringActivity } from './activity-parts.ts';
export { acknowledgeAlert, countOpenAlerts, getAlert, listAlerts, resolveAlert } from './alerts.ts';
export { addLabels } from './add-labels.ts';
export { batchPredict } from './batch-predict.ts';
export { getBatch, listBatches, listBatchRows } from './batches.ts';
export { loadReference } from './load-reference.ts';
export { monitorBatch } from './monitor-batch.ts';
export { recoverBatches } from './recover-batches.ts';
export { createMonitoringTaskTypes } from './tasks/index.ts';
