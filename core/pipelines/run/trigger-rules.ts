import type { TriggerRule } from '#contract/pipelines.ts';

/** How the direct parents of a task ended so far. */
export interface ParentCounts {
  total: number;
  success: number;
  skipped: number;
  failed: number;
  upstreamFailed: number;
  removed: number;
  /** Of those, the ones that set something up for others to tear down. */
  setups: { total: number; success: number; skipped: number };
}

export type Decision = 'wait' | 'run' | 'skipped' | 'upstream_failed';

export const noSetups: ParentCounts['setups'] = { total: 0, success: 0, skipped: 0 };

/**
 * Whether a task runs, by its rule and its direct parents. Airflow's rules (`ti_deps/deps/trigger_rule_dep.py`) with
 * one deliberate difference: a failure decides at once as there, a skip only when all parents are over. So what
 * becomes of a task never depends on which parent ends first.
 */
export function decide(rule: TriggerRule, counts: ParentCounts): Decision {
  if (counts.total === 0) return 'run';
  return rules[rule](summarize(counts));
}

interface Summary {
  /** Parents that count: those that a mapping took away do not. */
  n: number;
  success: number;
  skipped: number;
  /** Failed by itself, or because one before it did. */
  failed: number;
  ownFailed: number;
  isDone: boolean;
  setups: ParentCounts['setups'];
}

function summarize(counts: ParentCounts): Summary {
  const { total, success, skipped, failed, upstreamFailed, removed, setups } = counts;
  return {
    n: total - removed,
    success,
    skipped,
    failed: failed + upstreamFailed,
    ownFailed: failed,
    isDone: success + skipped + failed + upstreamFailed + removed === total,
    setups,
  };
}

const rules: Readonly<Record<TriggerRule, (parents: Summary) => Decision>> = {
  all_success: ({ failed, skipped, isDone }) => {
    if (failed > 0) return 'upstream_failed';
    return whenDone(isDone, skipped > 0 ? 'skipped' : 'run');
  },
  all_failed: ({ failed, n, isDone }) => whenDone(isDone, failed === n ? 'run' : 'skipped'),
  all_done: ({ isDone }) => whenDone(isDone, 'run'),
  all_skipped: ({ skipped, n, isDone }) => whenDone(isDone, skipped === n ? 'run' : 'skipped'),
  one_success: ({ success, skipped, n, isDone }) => {
    if (success > 0) return 'run';
    return whenDone(isDone, skipped === n ? 'skipped' : 'upstream_failed');
  },
  one_failed: ({ failed, isDone }) => (failed > 0 ? 'run' : whenDone(isDone, 'skipped')),
  one_done: ({ success, ownFailed, isDone }) =>
    success + ownFailed > 0 ? 'run' : whenDone(isDone, 'skipped'),
  none_failed: ({ failed, isDone }) => (failed > 0 ? 'upstream_failed' : whenDone(isDone, 'run')),
  none_failed_min_one_success: ({ failed, success, isDone }) => {
    if (failed > 0) return 'upstream_failed';
    return whenDone(isDone, success > 0 ? 'run' : 'skipped');
  },
  none_skipped: ({ skipped, isDone }) => whenDone(isDone, skipped > 0 ? 'skipped' : 'run'),
  // Airflow's text says "non-skipped parents", its code skips on any skip: this follows the code.
  all_done_min_one_success: ({ skipped, success, isDone }) => {
    if (skipped > 0) return whenDone(isDone, 'skipped');
    return whenDone(isDone, success > 0 ? 'run' : 'upstream_failed');
  },
  all_done_setup_success: ({ isDone, setups }) => {
    if (setups.total === 0 || setups.success > 0) return whenDone(isDone, 'run');
    return whenDone(isDone, setups.skipped === setups.total ? 'skipped' : 'upstream_failed');
  },
  always: () => 'run',
};

function whenDone(isDone: boolean, decision: Decision): Decision {
  return isDone ? decision : 'wait';
}
