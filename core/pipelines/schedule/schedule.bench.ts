import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '#core/kernel/clock.ts';
import type { Bench, BenchRow } from '#core/testing/bench-types.ts';
import { withScheduler } from '../testing/with-scheduler.ts';
import { planMissed } from './plan-missed.ts';
import type { CronSpec } from './spec.ts';
import { createTimetable } from './timetable.ts';

const pipelines = 50;
const seconds = 12;
const hourMs = 60 * 60_000;

/** How punctual schedules are, and what catching up costs. */
export const bench: Bench = {
  name: 'schedule',
  run: async ({ say }) => {
    say(`${pipelines} schedules of each second, for ${seconds} s`);
    const delays = await measureDelays();
    const p99 = delays[Math.floor(delays.length * 0.99)] ?? Infinity;
    const catchUp = await measureCatchUp();
    return [
      { case: 'a run after its time: median', value: delays[delays.length >> 1] ?? Infinity, unit: 'ms' },
      { case: `of ${delays.length}: p99`, value: p99, unit: 'ms', budget: '< 100 ms', ok: p99 < 100 },
      {
        case: '432 missed runs made up for',
        value: catchUp,
        unit: 'ms',
        budget: '< 5 s',
        ok: catchUp < 5000,
      },
      measurePlan(),
    ];
  },
};

/** From the time that a run was due to its row, ms, ascending. */
function measureDelays(): Promise<number[]> {
  return withScheduler(async (t) => {
    for (let i = 0; i < pipelines; i++)
      t.set(`p${i}`, { schedule: { every: '1s', missed: 'all' }, maxActiveRuns: 99 });
    await t.scheduler.start();
    await wait(seconds * 1000);
    const rows = t.runs();
    if (rows.length < pipelines * (seconds - 1)) throw new Error(`only ${rows.length} runs were made`);
    return rows.map(({ queued_at, due_at }) => queued_at - due_at).sort((a, b) => a - b);
  }, systemClock);
}

function measureCatchUp(): Promise<number> {
  return withScheduler(async (t) => {
    t.set('hourly', { schedule: { cron: '@hourly', missed: 'all', window: '30d' } });
    await t.scheduler.start();
    t.clock.advance(432 * hourMs);
    const start = performance.now();
    await t.scheduler.refresh();
    const ms = performance.now() - start;
    if (t.runs().length !== 432) throw new Error(`${t.runs().length} runs were made`);
    return ms;
  });
}

/** A year of minutes that were missed: the most that a plan ever looks at. */
function measurePlan(): BenchRow {
  const spec: CronSpec = {
    kind: 'cron',
    cron: '* * * * *',
    timezone: 'Europe/Stockholm',
    dst: 'first',
    timetable: 'trigger',
    missed: 'all',
    windowMs: 366 * 24 * hourMs,
  };
  const now = Date.UTC(2026, 10, 20);
  const start = performance.now();
  planMissed(createTimetable(spec), spec, now - 365 * 24 * hourMs, now);
  const ms = performance.now() - start;
  return {
    case: 'the plan of 525,600 missed minutes',
    value: ms,
    unit: 'ms',
    budget: '< 250 ms',
    ok: ms < 250,
  };
}
