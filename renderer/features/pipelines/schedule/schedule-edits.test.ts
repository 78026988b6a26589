import { expect, it } from 'vitest';
import { planEdits } from '#core/pipeline-text/index.ts';
import { scheduleEdits } from './schedule-edits.ts';

const file = `version: 1
name: nightly
# Before people come to work
schedule:
  cron: "0 6 * * *"   # six o'clock
  timezone: Europe/Stockholm
tasks:
  count: { type: shell, with: { command: "true" } }
`;
const now = { cron: '0 6 * * *', timezone: 'Europe/Stockholm' };

it('another time leaves the comments where they are', () => {
  const { text } = planEdits(file, scheduleEdits(now, { ...now, cron: '30 7 * * 1-5' }));
  expect(text).toBe(file.replace('0 6 * * *', '30 7 * * 1-5'));
});

it('an interval takes the place of times of the clock', () => {
  const { text } = planEdits(file, scheduleEdits(now, { every: '2h', missed: 'none' }));
  expect(text).toContain('every: 2h');
  expect(text).toContain('missed: none');
  expect(text).not.toMatch(/cron|timezone/);
  expect(text).toContain('# Before people come to work');
});

it('a schedule comes and goes as a whole', () => {
  const { text } = planEdits(file, scheduleEdits(now, undefined));
  expect(text).not.toContain('schedule');
  expect(planEdits(text, scheduleEdits(undefined, now)).text).toContain('cron: 0 6 * * *');
  expect(scheduleEdits(now, { ...now })).toEqual([]);
});
