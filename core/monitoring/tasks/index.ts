import type { TaskType } from '#core/tasks/index.ts';
import { batchPredictTask } from './batch-predict.ts';
import { cleanupTask } from './cleanup.ts';
import { monitorTask } from './monitor.ts';
import { summaryTask } from './summary.ts';

export const monitoringTaskTypes: readonly TaskType[] = [
  batchPredictTask,
  monitorTask,
  summaryTask,
  cleanupTask,
];
