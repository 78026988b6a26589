import { describe, expect, test } from 'vitest';
import { withScheduler, type TestScheduler } from '../testing/with-scheduler.ts';
import type { BackfillInput } from './backfills.ts';

const hourMs = 60 * 60_000;
const day = (n: number, hour = 6): number => Date.UTC(2026, 10, n, hour);
const daily = { schedule: { cron: '0 6 * * *' }, maxActiveRuns: 4 };

function range(overrides: Partial<BackfillInput> = {}): BackfillInput {
  return {
    fromAt: day(10),
    untilAt: day(14),
    reprocess: 'missing',
    newestFirst: false,
    maxActive: 2,
    params: {},
    ...overrides,
  };
}

const dayOf = (at: number): number => new Date(at).getUTCDate();
const daysOf = (t: TestScheduler): number[] => t.runs().map(({ logical_at }) => dayOf(logical_at));

async function started(t: TestScheduler): Promise<TestScheduler> {
  t.set('nightly', daily);
  await t.scheduler.start();
  return t;
}

describe('a backfill', () => {
  test('a dry run lists the dates and starts nothing', () =>
    withScheduler(async (test) => {
      const t = await started(test);
      const dates = await t.scheduler.previewBackfill('nightly', range({ untilAt: day(30) }));
      expect(dates.map(({ logicalAt }) => dayOf(logicalAt))).toEqual([
        10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
      ]);
      expect(dates.every(({ existing, willRun }) => existing === null && willRun)).toBe(true);
      expect(t.runs()).toEqual([]);
    }));

  test('slots are refilled as each run ends, and at the end it is done', () =>
    withScheduler(async (test) => {
      const t = await started(test);
      const { backfillId, progress } = await t.scheduler.backfill(t.ctx, 'nightly', range());
      expect(progress).toMatchObject({ total: 5, waiting: 3, active: 2 });
      expect(daysOf(t)).toEqual([10, 11]);
      expect(t.runs()[0]).toMatchObject({ trigger_detail: 'backfill 1', backfill_id: backfillId });
      await t.end('failed', [t.runs()[1]?.uuid ?? '']);
      expect(daysOf(t)).toEqual([10, 11, 12]);
      for (let i = 0; i < 3; i++) await t.end();
      expect(daysOf(t)).toEqual([10, 11, 12, 13, 14]);
      expect(t.scheduler.backfills('nightly')).toMatchObject([
        { state: 'done', progress: { total: 5, waiting: 0, active: 0, success: 4, failed: 1 } },
      ]);
      expect(t.begun).toEqual(t.runs().map(({ uuid }) => uuid));
    }));

  test('newest first', () =>
    withScheduler(async (test) => {
      const t = await started(test);
      await t.scheduler.backfill(t.ctx, 'nightly', range({ newestFirst: true, maxActive: 5 }));
      expect(daysOf(t)).toEqual([14, 13, 12, 11, 10]);
    }));

  test.each([
    ['missing', [12, 13, 14]],
    ['missing_and_failed', [11, 12, 13, 14]],
    ['all', [10, 11, 12, 13, 14]],
  ] as const)('%s', (reprocess, expected) =>
    withScheduler(async (test) => {
      const t = await started(test);
      await t.scheduler.backfill(t.ctx, 'nightly', range({ untilAt: day(11) }));
      await t.end('success', [t.runs()[0]?.uuid ?? '']);
      await t.end('failed');
      const dates = await t.scheduler.previewBackfill('nightly', range({ reprocess }));
      expect(dates.filter(({ willRun }) => willRun).map(({ logicalAt }) => dayOf(logicalAt))).toEqual(
        expected,
      );
      expect(dates.map(({ existing }) => existing)).toEqual(['success', 'failed', null, null, null]);
    }),
  );

  test('what has run by the schedule is there; what works now is never doubled', () =>
    withScheduler(async (test) => {
      const t = await started(test);
      t.clock.advance(24 * hourMs);
      await t.scheduler.refresh();
      const only = range({ fromAt: day(21), untilAt: day(21), reprocess: 'all' });
      expect(await t.scheduler.previewBackfill('nightly', only)).toMatchObject([
        { existing: 'queued', willRun: false },
      ]);
      await expect(t.scheduler.backfill(t.ctx, 'nightly', only)).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
      });
    }));

  test('the schedule does not run again what a backfill has run', () =>
    withScheduler(async (test) => {
      const t = await started(test);
      await t.scheduler.pause(t.ctx, 'nightly');
      t.clock.advance(24 * hourMs);
      await t.scheduler.backfill(t.ctx, 'nightly', range({ fromAt: day(21), untilAt: day(21) }));
      await t.end();
      await t.scheduler.resume(t.ctx, 'nightly');
      expect(daysOf(t)).toEqual([21]);
    }));

  test('of two that overlap, each date runs once', () =>
    withScheduler(async (test) => {
      const t = await started(test);
      const { backfillId } = await t.scheduler.backfill(t.ctx, 'nightly', range({ maxActive: 1 }));
      await t.scheduler.backfill(t.ctx, 'nightly', range({ maxActive: 1, newestFirst: true }));
      for (let i = 0; i < 5; i++) await t.end();
      expect(daysOf(t).sort()).toEqual([10, 11, 12, 13, 14]);
      const all = t.scheduler.backfills('nightly');
      expect(all.map(({ state }) => state)).toEqual(['done', 'done']);
      expect(all.find((one) => one.backfillId === backfillId)?.progress.passed).toBeGreaterThan(0);
    }));

  test('canceled, it starts nothing more and tells what works', () =>
    withScheduler(async (test) => {
      const t = await started(test);
      const { backfillId } = await t.scheduler.backfill(t.ctx, 'nightly', range());
      const active = await t.scheduler.cancelBackfill(t.ctx, backfillId, 'wrong range');
      expect(active).toEqual(t.runs().map(({ uuid }) => uuid));
      await t.end('canceled');
      expect(daysOf(t)).toEqual([10, 11]);
      expect(t.scheduler.backfills('nightly')).toMatchObject([
        { state: 'canceled', reason: 'wrong range', progress: { canceled: 2, waiting: 3 } },
      ]);
      await expect(t.scheduler.cancelBackfill(t.ctx, backfillId, '')).rejects.toMatchObject({
        code: 'INVALID_STATE',
      });
    }));

  test('goes on after a restart, and after a kill inside of a write', () =>
    withScheduler(async (test) => {
      const t = await started(test);
      await t.scheduler.backfill(t.ctx, 'nightly', range());
      await t.scheduler.stop();
      const killed = t.another({
        startRun: () => {
          throw new Error('killed');
        },
      });
      await killed.start();
      await t.end();
      await killed.stop();
      expect(daysOf(t)).toEqual([10, 11]);
      await t.another().start();
      expect(daysOf(t)).toEqual([10, 11, 12, 13]);
    }));

  test('params that are refused end it with the reason', () =>
    withScheduler(async (test) => {
      const t = await started(test);
      const { state, reason } = await t.scheduler.backfill(
        t.ctx,
        'nightly',
        range({ params: { nonsense: 1 } }),
      );
      expect(state).toBe('canceled');
      expect(reason).toMatch(/nonsense/);
    }));

  test('params reach every run', () =>
    withScheduler(async (t) => {
      t.set('nightly', { ...daily, needsParam: true });
      await t.scheduler.start();
      await t.scheduler.backfill(t.ctx, 'nightly', range({ params: { path: 'x.csv' } }));
      expect(t.runs().map(({ params }) => params)).toEqual(['{"path":"x.csv"}', '{"path":"x.csv"}']);
    }));

  test.each([
    ['a pipeline without times', { schedule: { cron: '@once' } }, range(), 'INVALID_STATE'],
    ['a range that ends before it begins', daily, range({ untilAt: day(9) }), 'INVALID_ARGUMENT'],
    ['a range without dates', daily, range({ fromAt: day(10, 7), untilAt: day(10, 8) }), 'INVALID_ARGUMENT'],
    ['half a million dates', { schedule: { cron: '* * * * *' } }, range({ fromAt: 0 }), 'INVALID_ARGUMENT'],
  ])('%s is refused', (_name, what, input, code) =>
    withScheduler(async (t) => {
      t.set('nightly', what);
      await t.scheduler.start();
      await expect(t.scheduler.backfill(t.ctx, 'nightly', input)).rejects.toMatchObject({ code });
    }),
  );

  test('432 dates', () =>
    withScheduler(async (t) => {
      t.set('hourly', {
        schedule: { cron: '@hourly', missed: 'all', window: '30d' },
        maxActiveRuns: 16,
      });
      await t.scheduler.start();
      t.clock.advance(432 * hourMs);
      const start = performance.now();
      await t.scheduler.refresh();
      const ms = performance.now() - start;
      expect(t.runs()).toHaveLength(432);
      expect(new Set(t.runs().map(({ logical_at }) => logical_at)).size).toBe(432);
      expect(ms).toBeLessThan(5000);
    }));
});
