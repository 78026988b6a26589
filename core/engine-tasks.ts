import { datasetTaskTypes } from '#core/datasets/index.ts';
import { modelTaskTypes } from '#core/models/index.ts';
import { monitoringTaskTypes } from '#core/monitoring/index.ts';
import { registryTaskTypes } from '#core/registry/index.ts';
import type { TaskType } from '#core/tasks/index.ts';

/** Every kind of task that a pipeline file can name, brought by its feature. */
export const taskTypes: readonly TaskType[] = [
  ...datasetTaskTypes,
  ...modelTaskTypes,
  ...registryTaskTypes,
  ...monitoringTaskTypes,
];
