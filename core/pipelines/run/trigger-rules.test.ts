import { describe, expect, it } from 'vitest';
import type { TriggerRule } from '#contract/pipelines.ts';
import { decide, noSetups, type Decision, type ParentCounts } from './trigger-rules.ts';

/** `SKFUR.`: one letter per parent, a dot for one that is not over. */
function countParents(parents: string): ParentCounts {
  const count = (letter: string): number => [...parents].filter((one) => one === letter).length;
  return {
    total: parents.length,
    success: count('S'),
    skipped: count('K'),
    failed: count('F'),
    upstreamFailed: count('U'),
    removed: count('R'),
    setups: noSetups,
  };
}

const table: Record<TriggerRule, Record<string, Decision>> = {
  all_success: {
    SS: 'run',
    SR: 'run',
    'S.': 'wait',
    'F.': 'upstream_failed',
    'U.': 'upstream_failed',
    'K.': 'wait',
    SK: 'skipped',
    KF: 'upstream_failed',
    KK: 'skipped',
    '..': 'wait',
  },
  all_failed: {
    FF: 'run',
    FU: 'run',
    'F.': 'wait',
    'S.': 'wait',
    'K.': 'wait',
    SF: 'skipped',
    KF: 'skipped',
    FR: 'run',
  },
  all_done: { SF: 'run', KU: 'run', 'S.': 'wait', RR: 'run' },
  all_skipped: {
    KK: 'run',
    'K.': 'wait',
    'S.': 'wait',
    SK: 'skipped',
    KF: 'skipped',
    KU: 'skipped',
    KR: 'run',
  },
  one_success: {
    'S.': 'run',
    'F.': 'wait',
    SF: 'run',
    KK: 'skipped',
    KF: 'upstream_failed',
    FF: 'upstream_failed',
    'K.': 'wait',
  },
  one_failed: { 'F.': 'run', 'U.': 'run', 'S.': 'wait', SS: 'skipped', KK: 'skipped', SF: 'run' },
  one_done: { 'S.': 'run', 'F.': 'run', 'K.': 'wait', 'U.': 'wait', KU: 'skipped', KS: 'run' },
  none_failed: {
    SK: 'run',
    KK: 'run',
    'S.': 'wait',
    'F.': 'upstream_failed',
    'U.': 'upstream_failed',
    KF: 'upstream_failed',
  },
  none_failed_min_one_success: {
    SK: 'run',
    KK: 'skipped',
    'S.': 'wait',
    'F.': 'upstream_failed',
    KU: 'upstream_failed',
    KR: 'skipped',
  },
  none_skipped: { SF: 'run', SU: 'run', 'K.': 'wait', SK: 'skipped', 'S.': 'wait' },
  all_done_min_one_success: {
    SF: 'run',
    FF: 'upstream_failed',
    SK: 'skipped',
    'S.': 'wait',
    'K.': 'wait',
    FU: 'upstream_failed',
  },
  all_done_setup_success: { SF: 'run', FF: 'run', 'S.': 'wait' },
  always: { '..': 'run', FF: 'run', KK: 'run' },
};

describe('trigger rules', () => {
  it.each(
    Object.entries(table).flatMap(([rule, cases]) =>
      Object.entries(cases).map(([parents, decision]) => [rule as TriggerRule, parents, decision] as const),
    ),
  )('%s of %s: %s', (rule, parents, decision) => {
    expect(decide(rule, countParents(parents))).toBe(decision);
  });

  it.each(Object.keys(table))('%s without parents runs', (rule) => {
    expect(decide(rule as TriggerRule, countParents(''))).toBe('run');
  });

  it.each([
    [{ total: 1, success: 1, skipped: 0 }, 'run'],
    [{ total: 2, success: 1, skipped: 1 }, 'run'],
    [{ total: 2, success: 0, skipped: 2 }, 'skipped'],
    [{ total: 2, success: 0, skipped: 1 }, 'upstream_failed'],
  ] as const)('a teardown after setups %j: %s', (setups, decision) => {
    expect(decide('all_done_setup_success', { ...countParents('SFK'), setups })).toBe(decision);
    expect(decide('all_done_setup_success', { ...countParents('SF.'), setups })).toBe('wait');
  });
});
