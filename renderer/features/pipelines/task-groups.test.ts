import { expect, it } from 'vitest';
import type { TaskRun, TaskState } from '#contract/pipelines.ts';
import { countOver, countSucceeded, groupInstances } from './task-groups.ts';

function instance(taskId: string, state: TaskState, mapIndex = -1): TaskRun {
  const nothing = {
    label: null,
    waitsFor: null,
    nextAt: null,
    question: null,
    part: 'run' as const,
    reusedFrom: null,
    attempts: [],
  };
  return { taskId, type: 'shell', needs: [], state, mapIndex, ...nothing };
}

it('tells of a map what a person would look at first', () => {
  const tasks = [
    instance('load', 'success'),
    instance('each', 'success', 0),
    instance('each', 'failed', 1),
    instance('each', 'running', 2),
  ];
  const groups = groupInstances(tasks);
  expect(groups.map(({ task, instances }) => [task.taskId, task.state, instances.length])).toEqual([
    ['load', 'success', 1],
    ['each', 'running', 3],
  ]);
  expect(countOver(groups[1]?.instances ?? [])).toBe(2);
});

it('counts as over what nothing happens to any more', () => {
  const over = (...states: TaskState[]) => countOver(states.map((state, at) => instance('each', state, at)));
  expect(over('success', 'failed', 'skipped', 'upstream_failed', 'canceled', 'removed')).toBe(6);
  expect(over('none', 'queued', 'restarting', 'up_for_retry', 'interrupted', 'awaiting_input')).toBe(0);
});

it('counts a map as one task, that ended well when all of its instances did', () => {
  const map = (last: TaskState) => [0, 1, 2].map((at) => instance('each', at < 2 ? 'success' : last, at));
  expect(countSucceeded(groupInstances([instance('load', 'success'), ...map('success')]))).toBe(2);
  expect(countSucceeded(groupInstances([instance('load', 'success'), ...map('skipped')]))).toBe(1);
});
