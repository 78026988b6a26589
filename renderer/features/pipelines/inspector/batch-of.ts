import type { PipelineRun, TaskRun } from '#contract/pipelines.ts';

/** The batch that a task made, or that the nearest task before it made; null where there is none. */
export function batchOf(run: Pick<PipelineRun, 'tasks'>, task: Pick<TaskRun, 'taskId'>): number | null {
  const byId = new Map(run.tasks.map((one) => [one.taskId, one]));
  const seen = new Set<string>([task.taskId]);
  for (const id of seen) {
    const one = byId.get(id);
    const batch = one?.attempts.at(-1)?.outputs['batch'];
    if (typeof batch === 'number' && Number.isInteger(batch)) return batch;
    for (const need of one?.needs ?? []) seen.add(need);
  }
  return null;
}
