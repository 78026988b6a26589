import { describe, expect, test } from 'vitest';
import { createCronTimes } from './cron-times.ts';
import { dstWarnings, nextTimes } from './next-times.ts';
import type { CronSpec } from './spec.ts';
import { createTimetable } from './timetable.ts';

function cron(text: string, timezone: string, overrides: Partial<CronSpec> = {}): CronSpec {
  return {
    kind: 'cron',
    cron: text,
    timezone,
    dst: 'first',
    timetable: 'trigger',
    missed: 'latest',
    windowMs: 0,
    ...overrides,
  };
}

/** The times in [from, until), without seconds: `10-25T00:30Z`. */
function fires(spec: CronSpec, from: string, until: string): string[] {
  const times = createCronTimes(spec);
  const found: string[] = [];
  const end = Date.parse(until);
  for (let at = times.from(Date.parse(from)); at !== null && at < end; at = times.from(at + 1))
    found.push(`${new Date(at).toISOString().slice(5, 16)}Z`);
  return found;
}

const stockholm = 'Europe/Stockholm';
const [gap, afterGap] = ['2027-03-28T00:00Z', '2027-03-28T04:00Z'];
const [fold, afterFold] = ['2026-10-24T22:00Z', '2026-10-25T04:00Z'];

describe('Europe/Stockholm', () => {
  test.each([
    ['30 2 * * *', gap, afterGap, ['03-28T01:30Z']],
    ['0 2 * * *', gap, afterGap, ['03-28T01:00Z']],
    ['59 2 * * *', gap, afterGap, ['03-28T01:59Z']],
    ['0 3 * * *', gap, afterGap, ['03-28T01:00Z']],
    ['0 2,3 * * *', gap, afterGap, ['03-28T01:00Z']],
    ['0,30 2,3 * * *', gap, afterGap, ['03-28T01:00Z', '03-28T01:30Z']],
    ['30 2 * * *', fold, afterFold, ['10-25T00:30Z']],
    ['0 2 * * *', fold, afterFold, ['10-25T00:00Z']],
    ['0 3 * * *', fold, afterFold, ['10-25T02:00Z']],
    ['0 */2 * * *', fold, afterFold, ['10-24T22:00Z', '10-25T00:00Z', '10-25T03:00Z']],
    ['0 1,2,3 * * *', fold, afterFold, ['10-24T23:00Z', '10-25T00:00Z', '10-25T02:00Z']],
  ])('%s from %s', (text, from, until, expected) => {
    expect(fires(cron(text, stockholm), from, until)).toEqual(expected);
  });

  test.each([
    ['30 2 * * *', ['10-25T01:30Z']],
    ['0 */2 * * *', ['10-24T22:00Z', '10-25T01:00Z', '10-25T03:00Z']],
  ])('%s in the fold by Airflow’s rule', (text, expected) => {
    expect(fires(cron(text, stockholm, { dst: 'airflow' }), fold, afterFold)).toEqual(expected);
  });

  test('a gap by Airflow’s rule is the same', () => {
    expect(fires(cron('30 2 * * *', stockholm, { dst: 'airflow' }), gap, afterGap)).toEqual(['03-28T01:30Z']);
  });

  test('a job of each hour follows the time that goes by', () => {
    for (const dst of ['first', 'airflow'] as const) {
      const hourly = cron('30 * * * *', stockholm, { dst });
      expect(fires(hourly, fold, '2026-10-25T03:00Z')).toEqual([
        '10-24T22:30Z',
        '10-24T23:30Z',
        '10-25T00:30Z',
        '10-25T01:30Z',
        '10-25T02:30Z',
      ]);
      expect(fires(hourly, gap, '2027-03-28T03:00Z')).toEqual([
        '03-28T00:30Z',
        '03-28T01:30Z',
        '03-28T02:30Z',
      ]);
    }
  });

  test('every quarter of an hour, through gap and fold', () => {
    const quarters = cron('*/15 * * * *', stockholm);
    expect(fires(quarters, gap, afterGap)).toHaveLength(16);
    expect(fires(quarters, fold, afterFold)).toHaveLength(24);
  });

  test('the day before and the day after are not touched', () => {
    expect(fires(cron('30 2 * * *', stockholm), '2026-10-23T22:00Z', '2026-10-27T22:00Z')).toEqual([
      '10-24T00:30Z',
      '10-25T00:30Z',
      '10-26T01:30Z',
      '10-27T01:30Z',
    ]);
  });
});

describe('other zones', () => {
  test.each([
    ['America/New_York', '30 2 * * *', '2027-03-14T04:00Z', '2027-03-15T04:00Z', ['03-14T07:30Z']],
    ['America/New_York', '30 1 * * *', '2026-11-01T04:00Z', '2026-11-02T04:00Z', ['11-01T05:30Z']],
    [
      'America/New_York',
      '0 0 * * *',
      '2026-10-31T12:00Z',
      '2026-11-02T12:00Z',
      ['11-01T04:00Z', '11-02T05:00Z'],
    ],
    // Lord Howe moves by half an hour: 2:00 is 2:30 on 2026-10-04, 2:00 is 1:30 on 2027-04-04.
    ['Australia/Lord_Howe', '15 2 * * *', '2026-10-03T12:00Z', '2026-10-04T12:00Z', ['10-03T15:45Z']],
    ['Australia/Lord_Howe', '45 2 * * *', '2026-10-03T12:00Z', '2026-10-04T12:00Z', ['10-03T15:45Z']],
    ['Australia/Lord_Howe', '15,45 2 * * *', '2026-10-03T12:00Z', '2026-10-04T12:00Z', ['10-03T15:45Z']],
    ['Australia/Lord_Howe', '45 1 * * *', '2027-04-03T12:00Z', '2027-04-04T12:00Z', ['04-03T14:45Z']],
    ['Australia/Lord_Howe', '0 2 * * *', '2027-04-03T12:00Z', '2027-04-04T12:00Z', ['04-03T15:30Z']],
    [
      'Australia/Lord_Howe',
      '15 * * * *',
      '2026-10-03T14:00Z',
      '2026-10-03T17:00Z',
      ['10-03T14:45Z', '10-03T15:45Z', '10-03T16:15Z'],
    ],
    ['Asia/Kolkata', '0 6 * * *', '2026-11-20T00:00Z', '2026-11-22T00:00Z', ['11-20T00:30Z', '11-21T00:30Z']],
    ['UTC', '0 6 * * mon-fri', '2026-11-20T00:00Z', '2026-11-24T00:00Z', ['11-20T06:00Z', '11-23T06:00Z']],
  ])('%s %s', (zone, text, from, until, expected) => {
    expect(fires(cron(text, zone), from, until)).toEqual(expected);
  });

  test('Lord Howe by Airflow’s rule: the second pass', () => {
    const spec = cron('45 1 * * *', 'Australia/Lord_Howe', { dst: 'airflow' });
    expect(fires(spec, '2027-04-03T12:00Z', '2027-04-04T12:00Z')).toEqual(['04-03T15:15Z']);
  });
});

describe('the calendar', () => {
  test.each([
    ['0 0 29 2 *', '2026-11-20T00:00Z', '2033-01-01T00:00Z', ['02-29T00:00Z', '02-29T00:00Z']],
    [
      '0 0 13 * fri',
      '2026-11-20T00:00Z',
      '2026-12-12T00:00Z',
      ['11-20T00:00Z', '11-27T00:00Z', '12-04T00:00Z', '12-11T00:00Z'],
    ],
    ['0 0 L * *', '2026-11-20T00:00Z', '2027-01-01T00:00Z', ['11-30T00:00Z', '12-31T00:00Z']],
    ['0 0 * * 5L', '2026-11-20T00:00Z', '2027-01-01T00:00Z', ['11-27T00:00Z', '12-25T00:00Z']],
    ['0 0 * * 1#1', '2026-11-20T00:00Z', '2027-01-10T00:00Z', ['12-07T00:00Z', '01-04T00:00Z']],
    [
      '10-20/5 12 1 */6 *',
      '2026-11-20T00:00Z',
      '2027-02-01T00:00Z',
      ['01-01T12:10Z', '01-01T12:15Z', '01-01T12:20Z'],
    ],
    ['0 0 * * 7', '2026-11-20T00:00Z', '2026-11-24T00:00Z', ['11-22T00:00Z']],
  ])('%s', (text, from, until, expected) => {
    expect(fires(cron(text, 'UTC'), from, until)).toEqual(expected);
  });

  test('a date that never comes gives nothing', () => {
    expect(createCronTimes(cron('0 0 30 2 *', stockholm)).from(0)).toBeNull();
  });

  test('the last time up to a moment is found however rare', () => {
    const upTo = (text: string, at: string): string | undefined => {
      const fire = createTimetable(cron(text, stockholm)).upTo(Date.parse(at));
      return fire === null ? undefined : new Date(fire.at).toISOString();
    };
    expect(upTo('* * * * *', '2026-11-20T12:00:30Z')).toBe('2026-11-20T12:00:00.000Z');
    expect(upTo('0 6 * * *', '2026-11-20T05:00:00Z')).toBe('2026-11-20T05:00:00.000Z');
    expect(upTo('0 6 * * *', '2026-11-20T04:59:59Z')).toBe('2026-11-19T05:00:00.000Z');
    expect(upTo('0 0 29 2 *', '2026-11-20T00:00:00Z')).toBe('2024-02-28T23:00:00.000Z');
  });
});

describe('next times and warnings', () => {
  const november = Date.parse('2026-11-20T12:00Z');

  test('are told in UTC and in the zone', () => {
    expect(nextTimes(cron('30 2 * * *', stockholm), Date.parse('2027-03-27T12:00Z'), 2)).toMatchObject([
      { utc: '2027-03-28T01:30:00Z', local: '2027-03-28T03:30:00+02:00' },
      { utc: '2027-03-29T00:30:00Z', local: '2027-03-29T02:30:00+02:00' },
    ]);
    expect(nextTimes(cron('0 6 * * *', 'America/New_York'), november, 1)).toMatchObject([
      { utc: '2026-11-21T11:00:00Z', local: '2026-11-21T06:00:00-05:00' },
    ]);
  });

  test('both passes of an hour that comes twice', () => {
    expect(dstWarnings(cron('30 2 * * *', stockholm), november)).toMatchObject([
      {
        kind: 'gap',
        wanted: '2027-03-28T02:30:00',
        firesAt: { utc: '2027-03-28T01:30:00Z' },
        otherPassAt: null,
      },
      {
        kind: 'fold',
        wanted: '2027-10-31T02:30:00',
        firesAt: { local: '2027-10-31T02:30:00+02:00' },
        otherPassAt: { local: '2027-10-31T02:30:00+01:00' },
      },
    ]);
  });

  test.each([
    ['30 * * * *', stockholm],
    ['0 6 * * *', stockholm],
    ['30 2 * * *', 'Asia/Tokyo'],
    ['30 2 * * *', 'UTC'],
    ['30 2 * * sat', stockholm],
  ])('no warning for %s in %s', (text, zone) => {
    expect(dstWarnings(cron(text, zone), november)).toEqual([]);
  });
});
