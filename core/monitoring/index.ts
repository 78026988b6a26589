/** Batches of predictions, what is unusual about them, and the alerts that say so. */
export { monitoringActivity } from './activity-parts.ts';
export { readAlertHistory } from './alerts/alert-history.ts';
export {
  acknowledgeAlert,
  reopenAlert,
  resolveAlert,
  snoozeAlert,
  unsnoozeAlert,
} from './alerts/change-alert.ts';
export { assignAlert, commentAlert, deleteComment } from './alerts/discuss-alert.ts';
export { countOpenAlerts, getAlert, listAlerts } from './alerts/list-alerts.ts';
export { startSnoozeWatch, type SnoozeWatch } from './alerts/snooze-watch.ts';
export { addLabels } from './add-labels.ts';
export { batchPredict } from './batch-predict.ts';
export { getBatch, listBatches, listBatchRows } from './batches.ts';
export { loadReference } from './load-reference.ts';
export { monitorBatch } from './monitor-batch.ts';
export { recoverBatches } from './recover-batches.ts';
export { createMonitoringTaskTypes } from './tasks/index.ts';
