import type { ModelScorers } from '#core/models/index.ts';
import type { TaskType } from '#core/tasks/index.ts';
import { createBatchPredictTask } from './batch-predict.ts';
import { cleanupTask } from './cleanup.ts';
import { createMonitorTask } from './monitor.ts';
import { summaryTask } from './summary.ts';

/** @param models the way to models of any kind, which batches are scored through */
export function createMonitoringTaskTypes(models: ModelScorers): TaskType[] {
  return [createBatchPredictTask(models), createMonitorTask(models), summaryTask, cleanupTask];
}
