import type { TaskType } from '#core/tasks/index.ts';

export const registryTaskTypes: readonly TaskType[] = [];
