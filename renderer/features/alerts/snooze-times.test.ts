import { describe, expect, it } from 'vitest';
import { listSnoozeTimes, toFieldTime } from './snooze-times.ts';

const at = (day: number, hour: number): number => new Date(2026, 10, day, hour, 30).getTime();

describe('the times that a snooze is offered until', () => {
  it('are hours from now, the next morning and the next Monday', () => {
    const friday = at(20, 14);
    expect(listSnoozeTimes(friday).map(({ id, until }) => [id, toFieldTime(until)])).toEqual([
      ['hour', '2026-11-20T15:30'],
      ['hours', '2026-11-20T18:30'],
      ['tomorrow', '2026-11-21T08:00'],
      ['monday', '2026-11-23T08:00'],
    ]);
  });

  it('name Monday once when it is tomorrow, and the next one on a Monday', () => {
    expect(listSnoozeTimes(at(22, 9)).map(({ id }) => id)).toEqual(['hour', 'hours', 'tomorrow']);
    const [, , , next] = listSnoozeTimes(at(23, 7));
    expect([next?.id, toFieldTime(next?.until ?? 0)]).toEqual(['monday', '2026-11-30T08:00']);
  });
});
