import { expect, it } from 'vitest';
import type { TaskRun } from '#contract/pipelines.ts';
import { orderTasks } from './task-rows.ts';

function task(taskId: string, spans: [number, number | null][], mapIndex = -1): TaskRun {
  const attempts = spans.map(([startedAt, endedAt], i) => ({
    try: i + 1,
    state: 'success' as const,
    startedAt,
    endedAt,
    ...{ reason: null, errorCode: null, failure: null, progress: null, outputs: {}, exitCode: null },
    isCached: false,
  }));
  const rest = {
    label: null,
    type: 'shell',
    needs: [],
    waitsFor: null,
    nextAt: null,
    question: null,
    part: 'run' as const,
    reusedFrom: null,
  };
  return { taskId, mapIndex, state: spans.length === 0 ? 'none' : 'success', attempts, ...rest };
}

const tasks = [task('b', [[10, 20]]), task('c', []), task('a', [[1, 2], [5, null]]), task('m', [[7, 90]], 0), task('m', [[8, 9]], 1)]; // prettier-ignore
const ids = (order: string | undefined) => orderTasks(tasks, order, 100).map((group) => group.task.taskId);

it('tasks stand in the order of the file until a column orders them, and what has not begun counts as nothing', () => {
  expect(ids(undefined)).toEqual(['b', 'c', 'a', 'm']);
  expect(ids('name ASC')).toEqual(['a', 'b', 'c', 'm']);
  expect(ids('duration DESC')).toEqual(['a', 'm', 'b', 'c']);
  expect(ids('tries DESC')[0]).toBe('a');
  expect(ids('started ASC')).toEqual(['a', 'm', 'b', 'c']);
});

it('instances of a map are ordered among themselves', () => {
  const map = orderTasks(tasks, 'duration ASC', 100).find(({ task: { taskId } }) => taskId === 'm');
  expect(map?.instances.map(({ mapIndex }) => mapIndex)).toEqual([1, 0]);
});
