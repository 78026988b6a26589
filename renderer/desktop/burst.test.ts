import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createBurst } from './burst.ts';
import { fractionOf } from './use-badge.ts';
import type { Job } from '#contract/jobs.ts';

// Files of tests share a process.
afterEach(() => void vi.useRealTimers());
beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});

it('five are told one by one, the rest of a burst as a number, and later ones again one by one', () => {
  const one: number[] = [];
  const many: number[] = [];
  const burst = createBurst<number>(
    (item) => one.push(item),
    (count) => many.push(count),
  );
  for (let i = 0; i < 8; i += 1) burst.tell(i);
  expect(one).toEqual([0, 1, 2, 3, 4]);
  expect(many).toEqual([]);
  vi.advanceTimersByTime(10_000);
  expect(many).toEqual([3]);
  burst.tell(8);
  expect(one).toEqual([0, 1, 2, 3, 4, 8]);
});

it('the progress of a window is that of the running jobs that know the whole', () => {
  const job = (state: Job['state'], done: number, total: number | null): Job =>
    ({ state, kind: 'import', progress: { done, total, unit: 'objects' } }) as Job;
  expect(fractionOf([])).toBeNull();
  expect(fractionOf([job('running', 3, null), job('done', 1, 1)])).toBeNull();
  expect(fractionOf([job('running', 1, 3), job('running', 5, 5), job('waiting', 0, 9)])).toBe(0.67);
});
