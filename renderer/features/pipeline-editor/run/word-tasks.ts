import type { TFunction } from 'i18next';

/** `load, train`; of many their number. */
export function wordTasks(tasks: readonly string[], t: TFunction): string {
  return tasks.length <= 3 ? tasks.join(', ') : t('pipelineCanvas.tasks', { count: tasks.length });
}
