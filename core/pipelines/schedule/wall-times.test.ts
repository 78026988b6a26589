import { CronExpressionParser } from 'cron-parser';
import { expect, test } from 'vitest';
import { createRandom, type Random } from '#core/testing/random.ts';
import { checkCronText } from './cron-text.ts';
import { createWallTimes } from './wall-times.ts';

const minuteFields = ['*', '0', '30', '*/7', '5-10', '1,2,59', '50/3'];
const hourFields = ['*', '0', '23', '*/5', '9-17/2', '3,4'];
const dateFields = ['*', '1', '31', '29', '*/2', '10-20', 'L', '15,L'];
const monthFields = ['*', '2', 'feb,nov', '*/3', '6-8', '12'];
const weekdayFields = ['*', '0', '7', 'mon-fri', '1,3', '5L', '1#1', '3#5', 'sat,sun', '1,3L'];

function randomCron({ pick }: Random): string {
  return [minuteFields, hourFields, dateFields, monthFields, weekdayFields].map(pick).join(' ');
}

test.each([11, 12, 13, 14, 15, 16])('the same times as cron-parser finds, seed %i', (seed) => {
  const random = createRandom(seed);
  for (let round = 0; round < 15; round++) {
    const cron = randomCron(random);
    expect(checkCronText(cron)).toBeNull();
    const start = Date.UTC(2026, 0, 1) + random.int(800 * 24 * 60) * 60_000 + random.int(60_000);
    const expected = CronExpressionParser.parse(cron, { tz: 'UTC', currentDate: new Date(start - 1) });
    const times = createWallTimes(cron);
    let at = start;
    for (let i = 0; i < 4; i++) {
      const found = times.from(at);
      expect(`${cron} ${found}`).toBe(`${cron} ${expected.next().getTime()}`);
      at = (found ?? 0) + 1;
    }
  }
});

test('ten thousand times take no time', () => {
  const times = createWallTimes('* * * * *');
  const start = performance.now();
  let at: number | null = 0;
  for (let i = 0; i < 10_000; i++) at = times.from((at ?? 0) + 1);
  expect(at).toBe(10_000 * 60_000);
  expect(performance.now() - start).toBeLessThan(1000);
});
