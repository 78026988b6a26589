import { describe, expect, test } from 'vitest';
import { checkSchedule } from './check-schedule.ts';
import { checkCronText, resolvePreset } from './cron-text.ts';
import { buildSchedule, type ScheduleSource } from './spec.ts';

const now = Date.UTC(2026, 10, 20, 12);

describe('a schedule is checked', () => {
  test.each<[ScheduleSource, string, RegExp]>([
    [{ cron: '0 6 * *' }, 'cron', /five fields .* not 4/],
    [{ cron: '0 0 6 * * *' }, 'cron', /not 6; seconds are not a field/],
    [{ cron: '60 6 * * *' }, 'cron', /^minute: numbers are 0 to 59/],
    [{ cron: '0 24 * * *' }, 'cron', /^hour: numbers are 0 to 23/],
    [{ cron: '0 6 0 * *' }, 'cron', /^day of month: numbers are 1 to 31/],
    [{ cron: '0 6 * jam *' }, 'cron', /^month: numbers are 1 to 12 or jan, feb, mar/],
    [{ cron: '0 6 * * 8' }, 'cron', /^day of week: numbers are 0 to 7/],
    [{ cron: '*/0 6 * * *' }, 'cron', /^minute: a step is one whole number above 0/],
    [{ cron: '0 9-5 * * *' }, 'cron', /^hour: a range goes upwards: 9-5 would be 5-9/],
    [{ cron: '0 6,, * * *' }, 'cron', /^hour: 0 to 23 on each side of a comma/],
    [{ cron: '0 6 * * 1,5#3' }, 'cron', /^day of week: # stands alone/],
    [{ cron: 'H 6 * * *' }, 'cron', /^minute: numbers are/],
    [{ cron: '@dayly' }, 'cron', /did you mean "@daily"/],
    [{ cron: '0 0 30 2 *' }, 'cron', /never/],
    [{ cron: '' }, 'cron', /not 0/],
    [{}, 'cron', /cron or every/],
    [{ cron: '@daily', every: '15m' }, 'every', /either cron or every/],
    [{ every: '15 minutes' }, 'every', /a duration of at least 1s/],
    [{ every: '10ms' }, 'every', /a duration of at least 1s/],
    [{ cron: '@daily', timezone: 'Stockholm' }, 'timezone', /did you mean "Europe\/Stockholm"/],
    [{ cron: '@daily', timezone: 'Europe/Stokholm' }, 'timezone', /did you mean "Europe\/Stockholm"/],
    [{ cron: '@daily', timezone: 'Mars' }, 'timezone', /a name such as/],
    [{ cron: '@daily', window: 'a week' }, 'window', /12h, 7d/],
  ])('%o', (source, key, expected) => {
    const [finding] = checkSchedule(source, now);
    expect(finding).toMatchObject({ severity: 'error', key });
    expect(finding?.expected).toMatch(expected);
  });

  test.each<ScheduleSource>([
    { cron: '0 6 * * *', timezone: 'Europe/Stockholm', missed: 'latest' },
    { cron: '*/5 8-18/2 1,15 jan-jun mon-fri' },
    { cron: '@Hourly' },
    { cron: '@continuous' },
    { cron: '@once' },
    { cron: '0 6 L * *' },
    { cron: '0 6 * * 5#3' },
    { every: '15m' },
  ])('%o is right', (source) => {
    expect(checkSchedule(source, now)).toEqual([]);
  });

  test('a time in the hour of the clock’s shift is told beforehand', () => {
    expect(checkSchedule({ cron: '30 2 * * *', timezone: 'Europe/Stockholm' }, now)).toEqual([
      {
        severity: 'warning',
        key: 'cron',
        value: '30 2 * * *',
        expected:
          '2027-03-28T02:30:00 does not exist in Europe/Stockholm: it fires at 2027-03-28T03:30:00+02:00 (and 1 more in the next twelve months)',
      },
    ]);
  });

  test('a time zone says nothing to an interval', () => {
    expect(checkSchedule({ every: '15m', timezone: 'UTC' }, now)).toMatchObject([{ severity: 'warning' }]);
  });
});

test('presets', () => {
  expect(['@hourly', '@daily', '@weekly', '@monthly', '@yearly'].map(resolvePreset)).toEqual([
    '0 * * * *',
    '0 0 * * *',
    '0 0 * * 0',
    '0 0 1 * *',
    '0 0 1 1 *',
  ]);
  expect(checkCronText('  0   6 * *   * ')).toBeNull();
  expect(buildSchedule({ cron: '@continuous' })).toEqual({ kind: 'continuous' });
  expect(buildSchedule({ every: '90s', missed: 'all' })).toMatchObject({
    kind: 'every',
    everyMs: 90_000,
    missed: 'all',
  });
});
