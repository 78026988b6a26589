import type { TriggerRule } from '#contract/pipelines.ts';
import type { TaskFlow } from '#core/tasks/index.ts';

/** How a task can end, as far as the tasks after it care. */
export type TaskEnd =
  'success' | 'failed' | 'skipped' | 'upstream_failed' | 'canceled' | 'interrupted' | 'removed';

/** What follows for a task: it may run, or it is over without having run. */
export interface Verdict {
  taskId: string;
  verdict: 'run' | 'skipped' | 'upstream_failed';
  /** Left out: its trigger rule and the ends of its needs. */
  because?: 'branch' | 'short_circuit' | 'setup';
}

export interface GraphTask {
  id: string;
  needs: readonly string[];
  triggerRule: TriggerRule;
  /** Runs once per item of a list that is known when it may run: `expand` says how long that is. */
  isMapped?: boolean;
  /** Its end may come with a `TaskFlow`: what it decides about waits for it, whatever else says that it may run. */
  controlsFlow?: TaskFlow['kind'] | undefined;
  isSetup?: boolean;
  /** Ids of what it tears down: those are among its needs. */
  teardownOf?: readonly string[];
}
