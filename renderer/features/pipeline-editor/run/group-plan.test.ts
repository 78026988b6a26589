import { expect, it } from 'vitest';
import type { PlannedTask } from '#contract/pipeline-views.ts';
import { groupPlan } from './group-plan.ts';

const plan = (taskId: string, more: Partial<PlannedTask> = {}): PlannedTask => ({
  taskId,
  action: 'run',
  why: 'after',
  fromRunId: null,
  stale: [],
  ...more,
});

it('tasks stand together when the reason is the same in all that is said of it', () => {
  const groups = groupPlan([
    plan('a', { stale: ['definition', 'code'] }),
    plan('b'),
    plan('c', { stale: ['code', 'definition'] }),
    plan('d', { stale: ['code'] }),
    plan('e', { why: 'failed' }),
    plan('f', { fromRunId: 'one' }),
    plan('g', { fromRunId: 'two' }),
    plan('h'),
  ]);
  expect(groups.map(({ tasks }) => tasks)).toEqual([['a', 'c'], ['b', 'h'], ['d'], ['e'], ['f'], ['g']]);
  expect(groups[0]).toMatchObject({ why: 'after', fromRunId: null, stale: ['definition', 'code'] });
  expect(groups[4]?.fromRunId).toBe('one');
});

it('no task is left out', () => {
  const tasks = Array.from({ length: 60 }, (_, at) =>
    plan(`t${String(at)}`, at % 3 === 0 ? { stale: ['inputs'] } : {}),
  );
  expect(groupPlan(tasks).flatMap((group) => group.tasks)).toHaveLength(60);
  expect(groupPlan([])).toEqual([]);
});
