import { expect, it } from 'vitest';
import type { CalendarDay } from '#contract/pipeline-views.ts';
import { countRuns, daySigns, dayState } from './day-state.ts';

const day = (states: CalendarDay['states'], planned = 0): CalendarDay => ({
  date: '2026-11-28',
  states,
  planned,
});

it.each([
  [{ success: 3, failed: 1, running: 1 }, 0, 'failed'],
  [{ success: 3, queued: 1 }, 4, 'active'],
  [{ success: 3, canceled: 1 }, 0, 'other'],
  [{ success: 3 }, 2, 'good'],
  [{}, 2, 'planned'],
  [{}, 0, null],
] as const)('a day with %j and %i to come is %s', (states, planned, expected) => {
  expect(dayState(day(states, planned))).toBe(expected);
});

it('counts runs of every state', () => {
  expect(countRuns(day({ success: 3, failed: 1, running: 1 }))).toBe(5);
  expect(dayState(undefined)).toBeNull();
});

it('tells all of a day, first what needs a person', () => {
  expect(daySigns(day({ success: 3, failed: 1, running: 1, queued: 2, canceled: 4 }, 5))).toEqual([
    ['failed', 1],
    ['active', 3],
    ['other', 4],
    ['good', 3],
    ['planned', 5],
  ]);
  expect(daySigns(day({}))).toEqual([]);
});
