import { describe, expect, test } from 'vitest';
import { createRandom, type Random } from '#core/testing/random.ts';
import { catchupCap, graceMs, planMissed } from './plan-missed.ts';
import type { CronSpec, EverySpec, MissedPolicy } from './spec.ts';
import { createTimetable, listFires, type Fire } from './timetable.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
const now = Date.UTC(2026, 10, 20, 12);

function daily(overrides: Partial<CronSpec> = {}): CronSpec {
  return {
    kind: 'cron',
    cron: '0 6 * * *',
    timezone: 'Europe/Stockholm',
    dst: 'first',
    timetable: 'trigger',
    missed: 'latest',
    windowMs: 7 * dayMs,
    ...overrides,
  };
}

function plan(spec: CronSpec | EverySpec, handled: number, at: number): ReturnType<typeof planMissed> {
  return planMissed(createTimetable(spec), spec, handled, at);
}

const day = ({ at }: Fire): string => new Date(at).toISOString().slice(5, 16);

describe('what was missed', () => {
  test('a laptop that slept three days starts one run', () => {
    const { due, next, skipped, isCatchup } = plan(daily(), now - 3 * dayMs, now);
    expect(due.map(day)).toEqual(['11-20T05:00']);
    expect(next?.at).toBe(Date.UTC(2026, 10, 21, 5));
    expect(skipped).toMatchObject({ count: 2, first: { at: Date.UTC(2026, 10, 18, 5) } });
    expect(isCatchup).toBe(true);
  });

  test('all of them, oldest first', () => {
    const { due, skipped } = plan(daily({ missed: 'all' }), now - 3 * dayMs, now);
    expect(due.map(day)).toEqual(['11-18T05:00', '11-19T05:00', '11-20T05:00']);
    expect(skipped.count).toBe(0);
  });

  test('none of them', () => {
    const { due, skipped } = plan(daily({ missed: 'none' }), now - 3 * dayMs, now);
    expect(due).toEqual([]);
    expect(skipped).toMatchObject({ count: 3, last: { at: Date.UTC(2026, 10, 20, 5) } });
  });

  test.each(['latest', 'all', 'none'] as const)('%s starts the one whose moment is now', (missed) => {
    const at = Date.UTC(2026, 10, 20, 5);
    const onTime = plan(daily({ missed }), at - dayMs, at + 20);
    expect(onTime.due.map(day)).toEqual(['11-20T05:00']);
    expect(onTime.isCatchup).toBe(false);
    expect(plan(daily({ missed: 'none' }), at - dayMs, at + graceMs + 1).due).toEqual([]);
  });

  test('older than the window is left out', () => {
    expect(plan(daily({ windowMs: hourMs }), now - 9 * dayMs, now)).toMatchObject({
      due: [],
      skipped: { count: 9 },
    });
    const all = plan(daily({ missed: 'all' }), now - 9 * dayMs, now);
    expect(all.due).toHaveLength(7);
    expect(all.skipped.count).toBe(2);
  });

  test('a year of minutes ends in a thousand runs', () => {
    const minutely = daily({ cron: '* * * * *', missed: 'all', windowMs: 400 * dayMs });
    const { due, skipped } = plan(minutely, now - 365 * dayMs, now);
    expect(due).toHaveLength(catchupCap);
    expect(due.at(-1)?.at).toBe(now);
    expect(skipped.count).toBeGreaterThan(0);
  });

  test('an interval is told by its start and fires at its end', () => {
    const { due } = plan(daily({ timetable: 'interval' }), now - dayMs, now);
    expect(due).toEqual([
      {
        at: Date.UTC(2026, 10, 20, 5),
        logicalAt: Date.UTC(2026, 10, 19, 5),
        intervalStart: Date.UTC(2026, 10, 19, 5),
        intervalEnd: Date.UTC(2026, 10, 20, 5),
      },
    ]);
  });

  test('intervals of elapsed time know no shift of the clock', () => {
    const every: EverySpec = {
      kind: 'every',
      everyMs: dayMs,
      timetable: 'interval',
      missed: 'all',
      windowMs: 99 * dayMs,
    };
    const start = Date.UTC(2027, 2, 26, 12);
    const { due } = plan(every, start, start + 4 * dayMs);
    expect(due.map(({ intervalStart, intervalEnd }) => intervalEnd - intervalStart)).toEqual([
      dayMs,
      dayMs,
      dayMs,
      dayMs,
    ]);
  });

  test('a clock that is set back starts nothing', () => {
    const back = plan(daily({ missed: 'all' }), now, now - 3 * dayMs);
    expect(back).toMatchObject({ due: [], skipped: { count: 0 }, next: { at: Date.UTC(2026, 10, 18, 5) } });
  });
});

const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
const expressions = [
  '* * * * *',
  '*/7 * * * *',
  '30 * * * *',
  '30 2 * * *',
  '0 */2 * * *',
  '15,45 1,2,3 * * 0',
  '0 0 1 * *',
];
const zones = ['Europe/Stockholm', 'America/New_York', 'Australia/Lord_Howe', 'UTC', 'Asia/Kathmandu'];

function randomSpec(random: Random, missed: MissedPolicy): CronSpec | EverySpec {
  const timed = {
    missed,
    timetable: random.pick(['trigger', 'interval'] as const),
    windowMs: (1 + random.int(14 * 24)) * hourMs,
  };
  if (random.int(5) === 0) return { kind: 'every', everyMs: (1 + random.int(500)) * 60_000, ...timed };
  return {
    kind: 'cron',
    cron: random.pick(expressions),
    timezone: random.pick(zones),
    dst: random.pick(['first', 'airflow'] as const),
    ...timed,
  };
}

describe.each(seeds)('properties, seed %i', (seed) => {
  const random = createRandom(seed);
  // Around the days on which clocks are set, where things go wrong.
  const start = random.pick([
    Date.UTC(2026, 9, 23),
    Date.UTC(2027, 2, 26),
    Date.UTC(2026, 9, 2),
    Date.UTC(2027, 3, 2),
  ]);

  test('all: whenever it is looked at, each time starts once and in order', () => {
    const spec = { ...randomSpec(random, 'all'), windowMs: 99 * dayMs };
    const timetable = createTimetable(spec);
    const end = start + (spec.kind === 'cron' && spec.cron === '* * * * *' ? hourMs * 12 : 5 * dayMs);
    const started: Fire[] = [];
    let handled = start;
    for (let at = start; at < end; at += 1 + random.int(9 * hourMs)) {
      const { due } = planMissed(timetable, spec, handled, Math.min(at, end));
      started.push(...due);
      handled = due.at(-1)?.at ?? handled;
    }
    started.push(...planMissed(timetable, spec, handled, end).due);
    expect(started).toEqual(listFires(timetable, start, end, Infinity));
    expect(new Set(started.map(({ logicalAt }) => logicalAt)).size).toBe(started.length);
  });

  test('latest: at most one at a look, never one twice, monotone', () => {
    const spec = randomSpec(random, 'latest');
    const timetable = createTimetable(spec);
    let handled = start;
    for (let at = start; at < start + 5 * dayMs; at += 1 + random.int(9 * hourMs)) {
      const { due, next } = planMissed(timetable, spec, handled, at);
      expect(due.length).toBeLessThanOrEqual(1);
      for (const fire of due) {
        expect(fire.at).toBeGreaterThan(handled);
        expect(fire.at).toBeLessThanOrEqual(at);
        handled = fire.at;
      }
      expect(next?.at).toBeGreaterThan(at);
    }
  });

  test('after and up to agree', () => {
    const timetable = createTimetable(randomSpec(random, 'all'));
    for (let i = 0; i < 40; i++) {
      const at = start + random.int(6 * dayMs);
      const next = timetable.after(at);
      expect(next?.at).toBeGreaterThan(at);
      if (next === null) continue;
      expect(timetable.upTo(next.at)?.at).toBe(next.at);
      expect(timetable.upTo(next.at - 1)?.at ?? -1).toBeLessThanOrEqual(at);
    }
  });
});
