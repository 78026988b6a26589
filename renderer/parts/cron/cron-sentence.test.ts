import { expect, it } from 'vitest';
import { readCron } from './cron-sentence.ts';

it.each([
  ['*/15 * * * *', { kind: 'everyMinutes', every: 15 }],
  ['* * * * *', { kind: 'everyMinutes', every: 1 }],
  ['5 * * * *', { kind: 'hourly', minute: 5 }],
  ['0 */6 * * *', { kind: 'everyHours', every: 6, minute: 0 }],
  ['0 6 * * *', { kind: 'daily', time: '06:00' }],
  ['@daily', { kind: 'daily', time: '00:00' }],
  ['30 7 * * MON-FRI', { kind: 'weekdays', time: '07:30' }],
  ['0 8 * * 1,7', { kind: 'weekly', time: '08:00', days: [1, 0] }],
  ['0 0 1 * *', { kind: 'monthly', time: '00:00', day: 1 }],
  // What needs its own words is left to the text itself.
  ['0 6 * 1 *', null],
  ['0 6 1 * 1', null],
  ['0 6,18 * * *', null],
  ['0 0 * * 5#3', null],
  ['@once', null],
  ['nonsense', null],
  // No clock shows these.
  ['61 6 * * *', null],
  ['0 24 * * *', null],
  ['0 6 32 * *', null],
  ['0 6 0 * *', null],
  ['60 * * * *', null],
  ['*/0 * * * *', null],
  ['*/90 * * * *', null],
  ['0 */25 * * *', null],
])('%s', (text, meaning) => expect(readCron(text)).toEqual(meaning));
