import { expect, it } from 'vitest';
import { bestPython, nextRun, wordNext } from './status-words.ts';

const schedule = (nextRunAt: number | null) => ({ nextRunAt });

it('the next run is the earliest that waits', () => {
  expect(nextRun([])).toBeNull();
  expect(
    nextRun([
      { name: 'by hand', schedule: null },
      { name: 'paused', schedule: schedule(null) },
    ]),
  ).toBeNull();
  const both = [
    { name: 'late', schedule: schedule(20) },
    { name: 'soon', schedule: schedule(10) },
  ];
  expect(nextRun(both)).toEqual({ name: 'soon', at: 10 });
});

it('a Python that does not answer, or cannot run models, is passed over', () => {
  const broken = { version: '3.6.1', problem: 'too old' };
  const dumb = { version: null, problem: null };
  expect(bestPython([broken, dumb])).toBeNull();
  expect(bestPython([broken, { version: '3.12.3', problem: null }])).toEqual({
    version: '3.12.3',
    problem: null,
  });
});

it('today is told by the hour, another day with its name', () => {
  const now = new Date(2026, 10, 27, 9, 0).getTime();
  expect(wordNext(new Date(2026, 10, 27, 14, 5).getTime(), now, 'en-GB')).toBe('14:05');
  expect(wordNext(new Date(2026, 10, 30, 6, 0).getTime(), now, 'en-GB')).toMatch(/^Mon,? 06:00$/);
});
