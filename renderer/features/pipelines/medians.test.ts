import { expect, it } from 'vitest';
import { mediansOf } from './medians.ts';

it('the median of a task is of the runs in which it ended well', () => {
  const cell = (taskId: string, ms: number, state: 'success' | 'failed' = 'success') => ({
    taskId,
    state,
    part: 'run' as const,
    startedAt: 1000,
    endedAt: 1000 + ms,
  });
  const medians = mediansOf([
    cell('a', 30),
    cell('a', 10),
    cell('a', 9999, 'failed'),
    cell('a', 100),
    cell('b', 10),
    cell('b', 20),
    // What is reused took no time of its own.
    { ...cell('b', 0), part: 'reuse' },
    { taskId: 'c', state: 'success', part: 'run', startedAt: 5, endedAt: null },
  ]);
  expect([...medians]).toEqual([
    ['a', 30],
    ['b', 15],
  ]);
});
