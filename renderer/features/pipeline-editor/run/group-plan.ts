import type { PlannedTask } from '#contract/pipeline-views.ts';

/** Tasks that the same is done with for the same reason. */
export type PlanGroup = Pick<PlannedTask, 'why' | 'fromRunId' | 'stale'> & {
  readonly tasks: readonly string[];
};

/** By reason, in the order of their first tasks: what holds of many is said once. */
export function groupPlan(tasks: readonly PlannedTask[]): readonly PlanGroup[] {
  const groups = new Map<string, PlanGroup & { readonly tasks: string[] }>();
  for (const { taskId, why, fromRunId, stale } of tasks) {
    const reason = [why, fromRunId ?? '', ...[...stale].sort()].join(' ');
    const group = groups.get(reason) ?? { why, fromRunId, stale, tasks: [] };
    group.tasks.push(taskId);
    groups.set(reason, group);
  }
  return [...groups.values()];
}
