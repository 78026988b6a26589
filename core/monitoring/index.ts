import type { TaskType } from '#core/tasks/index.ts';

export const monitoringTaskTypes: readonly TaskType[] = [];
