import { expect, it } from 'vitest';
import type { TaskRun } from '#contract/pipelines.ts';
import { chooseLog } from './choose-log.ts';

function instance(mapIndex: number, startedAt: number, state: TaskRun['state'] = 'success'): TaskRun {
  return {
    ...{
      taskId: 'work',
      mapIndex,
      label: null,
      type: 'shell',
      needs: [],
      state,
      part: 'run',
      reusedFrom: null,
    },
    ...{ waitsFor: null, nextAt: null, question: null },
    attempts: [
      {
        ...{ try: 1, state, startedAt, endedAt: startedAt, reason: null, errorCode: null, failure: null },
        ...{ progress: null, outputs: {}, exitCode: null, isCached: false },
      },
    ],
  };
}

it('the log of a map is that of the instance that a person chose, or else of the one that failed or began last', () => {
  const tasks = [instance(0, 1), instance(1, 3), instance(2, 2)];
  expect(chooseLog(tasks, 'work', null)?.mapIndex).toBe(1);
  expect(chooseLog([...tasks, instance(3, 0, 'failed')], 'work', null)?.mapIndex).toBe(3);
  expect(chooseLog(tasks, 'work', { taskId: 'work', mapIndex: 2 })).toEqual({
    taskId: 'work',
    mapIndex: 2,
    try: 1,
  });
  expect(chooseLog(tasks, 'work', { taskId: 'other', mapIndex: 2 })?.mapIndex).toBe(1);
});
