import type { TaskEnd } from './graph-types.ts';
import type { RunGraph } from './run-graph.ts';
import type { RunChange } from './transitions.ts';

/** Why a run was told to end. */
export interface Stopping {
  kind: 'cancel' | 'stop';
  reason: string;
  /** canceled, or interrupted, when left out */
  reasonCode?: 'deadlock';
}

/** What a run's end says, from the ends of its tasks. */
export function concludeRun(
  graph: RunGraph,
  { ends, reasons }: { ends: ReadonlyMap<string, TaskEnd>; reasons: ReadonlyMap<string, string> },
  stopping: Stopping | null,
): RunChange {
  const all = [...ends.values()];
  const failed = [...ends].filter(([, end]) => end === 'failed').map(([taskId]) => taskId);
  const hasFailedTasks = failed.length > 0;
  if (stopping?.reasonCode !== undefined) {
    const { reason, reasonCode } = stopping;
    return { to: 'failed', reasonCode, reason, hasFailedTasks };
  }
  if (stopping?.kind === 'cancel' && all.includes('canceled')) {
    return { to: 'canceled', reasonCode: 'canceled', reason: stopping.reason, hasFailedTasks };
  }
  if (graph.outcome() === 'success') return { to: 'success', hasFailedTasks };
  const reason = describeFailure(failed, reasons);
  return { to: 'failed', reasonCode: 'task_failed', reason, hasFailedTasks };
}

function describeFailure(failed: readonly string[], reasons: ReadonlyMap<string, string>): string {
  const [first] = failed;
  if (first === undefined) return 'A task that nothing comes after could not run.';
  const rest = failed.length === 1 ? '' : ` (and ${failed.length - 1} more)`;
  return `Task ${first} failed${rest}: ${reasons.get(first) ?? ''}`;
}
