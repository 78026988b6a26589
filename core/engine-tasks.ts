import { datasetTaskTypes } from '#core/datasets/index.ts';
import { modelTaskTypes, type ModelScorers } from '#core/models/index.ts';
import { createMonitoringTaskTypes } from '#core/monitoring/index.ts';
import { createGeneralTaskTypes, type GeneralTypeOptions } from '#core/pipelines/index.ts';
import { createRegistryTaskTypes } from '#core/registry/index.ts';
import type { TaskType } from '#core/tasks/index.ts';

/** Every kind of task that a pipeline file can name, brought by its feature. @param models the way to models of any kind */
export function createTaskTypes(models: ModelScorers, general: GeneralTypeOptions): TaskType[] {
  return [
    ...datasetTaskTypes,
    ...modelTaskTypes,
    ...createRegistryTaskTypes(models),
    ...createMonitoringTaskTypes(models),
    ...createGeneralTaskTypes(general),
  ];
}
