import { describe, expect, test } from 'vitest';
import { recordTrigger } from '#core/store/trigger-events.ts';
import { createRandom, type Random } from '#core/testing/random.ts';
import { withScheduler, type TestScheduler } from '../testing/with-scheduler.ts';
import type { ScheduleSource } from './spec.ts';
import { buildSchedule, isTimed } from './spec.ts';
import { createTimetable, listFires } from './timetable.ts';

const minuteMs = 60_000;
const schedules: ScheduleSource[] = [
  { cron: '@hourly', missed: 'all' },
  { cron: '*/20 * * * *', missed: 'all', timezone: 'Australia/Lord_Howe' },
  { every: '37m', missed: 'all', timetable: 'interval' },
  { cron: '15 */2 * * *', missed: 'all', timezone: 'Europe/Stockholm', timetable: 'interval' },
];

/** Kills, restarts, ends of runs and facts at random, on a clock that jumps forward as it likes. */
async function live(t: TestScheduler, random: Random, canGoBack: boolean): Promise<number> {
  let [scheduler, facts] = [t.scheduler, 0];
  await scheduler.start();
  for (let step = 0; step < 60; step++) {
    const dice = random.int(10);
    if (dice === 0) {
      await scheduler.stop();
      scheduler = t.another();
      await scheduler.start();
    } else if (dice === 1) {
      await scheduler.stop();
      await dieOnce(t, random.int(3));
      scheduler = t.another();
      await scheduler.start();
    } else if (dice < 4) {
      await t.end(random.pick(['success', 'failed']));
    } else if (dice === 4) {
      facts++;
      await t.ctx.write((tx) => {
        recordTrigger(tx, { kind: 'dataset', keys: ['reviews'], payload: { text: `fact ${facts}` } });
        tx.unchanged();
      });
    } else {
      const isBack = canGoBack && random.int(4) === 0;
      t.clock.advance(isBack ? -random.int(200 * minuteMs) : random.int(150 * minuteMs));
      await scheduler.refresh();
    }
  }
  await t.end();
  await t.end();
  return facts;
}

/** A life that ends inside of a write, after some that went through. */
async function dieOnce(t: TestScheduler, after: number): Promise<void> {
  let left = after;
  const dying = t.another({
    begin: () => {
      left--;
      if (left <= 0) throw new Error('killed');
    },
  });
  await dying.start();
  await dying.stop();
}

describe.each([21, 22, 23, 24, 25, 26])('lives at random, seed %i', (seed) => {
  test('each time starts once, each fact is consumed once', () =>
    withScheduler(async (t) => {
      const random = createRandom(seed);
      const source = random.pick(schedules);
      t.set('timed', { schedule: source, maxActiveRuns: 3 });
      t.set('told', { triggers: [{ dataset: 'reviews' }], maxActiveRuns: 2 });
      const start = t.clock.now();
      const facts = await live(t, random, false);
      const spec = buildSchedule(source);
      if (spec === null || !isTimed(spec)) throw new Error('the schedule of the test is wrong');
      const expected = listFires(createTimetable(spec), start, t.clock.now(), Infinity);
      expect(t.runs('timed').map(({ logical_at }) => logical_at)).toEqual(
        expected.map(({ logicalAt }) => logicalAt),
      );
      const rows = t.ctx.db.all<{ consumed_by: string | null }>('SELECT consumed_by FROM trigger_events');
      expect(rows).toHaveLength(facts);
      expect(rows.filter(({ consumed_by }) => consumed_by === null)).toEqual([]);
      const starters = new Set(rows.map(({ consumed_by }) => consumed_by));
      expect(starters).toEqual(new Set(t.runs('told').map(({ uuid }) => uuid)));
    }));

  test('a clock that goes to and fro starts no time twice', () =>
    withScheduler(async (t) => {
      const random = createRandom(seed);
      const missed = random.pick(['all', 'latest', 'none'] as const);
      t.set('timed', { schedule: { ...random.pick(schedules), missed }, maxActiveRuns: 3 });
      await live(t, random, true);
      const dates = t.runs('timed').map(({ logical_at }) => logical_at);
      expect(new Set(dates).size).toBe(dates.length);
    }));
});
