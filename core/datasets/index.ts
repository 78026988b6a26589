import type { TaskType } from '#core/tasks/index.ts';

export const datasetTaskTypes: readonly TaskType[] = [];
