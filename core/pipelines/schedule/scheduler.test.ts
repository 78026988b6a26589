import { describe, expect, test } from 'vitest';
import { recordTrigger, type TriggerFact } from '#core/store/trigger-events.ts';
import { withScheduler, type TestScheduler } from '../testing/with-scheduler.ts';
import { readTriggerEvents } from './consume-triggers.ts';
import { pipelineKeys } from './trigger-spec.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const daily = { cron: '0 6 * * *' };

/** Logical dates: `11-21T06:00` */
function dates({ runs }: TestScheduler, pipeline?: string): string[] {
  return runs(pipeline).map(({ logical_at }) => new Date(logical_at).toISOString().slice(5, 16));
}

function fact(test: TestScheduler, trigger: TriggerFact): Promise<void> {
  return test.ctx.write((tx) => {
    recordTrigger(tx, trigger);
    tx.unchanged();
  });
}

const dataset = (version: number): TriggerFact => ({
  kind: 'dataset',
  keys: ['reviews'],
  payload: { text: `dataset reviews, version ${version}`, version },
});

describe('a schedule', () => {
  test('starts a run when its time comes, and not before', () =>
    withScheduler(async (t) => {
      t.set('nightly', { schedule: daily });
      await t.scheduler.start();
      expect(t.scheduler.status('nightly')).toEqual({
        isPaused: false,
        fileState: 'ready',
        nextDueAt: Date.UTC(2026, 10, 21, 6),
        lastLogicalAt: null,
      });
      t.clock.advance(18 * hourMs - 1);
      await t.scheduler.refresh();
      expect(t.runs()).toEqual([]);
      t.clock.advance(1);
      await t.scheduler.refresh();
      await t.scheduler.refresh();
      expect(dates(t)).toEqual(['11-21T06:00']);
      expect(t.runs()[0]).toMatchObject({
        trigger_kind: 'schedule',
        trigger_detail: '0 6 * * * (UTC), due 2026-11-21T06:00:00Z',
        late: 0,
        from_catchup: 0,
        due_at: Date.UTC(2026, 10, 21, 6),
      });
      expect(t.begun).toEqual(t.runs().map(({ uuid }) => uuid));
      expect(t.scheduler.status('nightly')?.nextDueAt).toBe(Date.UTC(2026, 10, 22, 6));
    }));

  test('an interval run is told by its start', () =>
    withScheduler(async (t) => {
      t.set('nightly', { schedule: { ...daily, timetable: 'interval' } });
      await t.scheduler.start();
      t.clock.advance(dayMs);
      await t.scheduler.refresh();
      expect(t.runs()[0]).toMatchObject({
        logical_at: Date.UTC(2026, 10, 20, 6),
        interval_start: Date.UTC(2026, 10, 20, 6),
        interval_end: Date.UTC(2026, 10, 21, 6),
      });
    }));

  test.each([
    ['latest', ['11-24T06:00']],
    ['all', ['11-21T06:00', '11-22T06:00', '11-23T06:00', '11-24T06:00']],
    ['none', []],
  ] as const)('after four days of sleep, %s', (missed, expected) =>
    withScheduler(async (t) => {
      t.set('nightly', { schedule: { ...daily, missed } });
      await t.scheduler.start();
      t.clock.advance(4 * dayMs);
      await t.scheduler.refresh();
      expect(dates(t)).toEqual(expected);
      expect(t.runs().every((run) => run.from_catchup === 1 && run.late === 1)).toBe(true);
      expect(t.scheduler.status('nightly')?.nextDueAt).toBe(Date.UTC(2026, 10, 25, 6));
      await t.scheduler.refresh();
      expect(dates(t)).toEqual(expected);
    }),
  );

  test('a further time does not queue up behind a run that still waits', () =>
    withScheduler(async (t) => {
      t.set('often', { schedule: { every: '1m' } });
      await t.scheduler.start();
      for (let i = 0; i < 5; i++) {
        t.clock.advance(minuteMs);
        await t.scheduler.refresh();
      }
      expect(dates(t)).toEqual(['11-20T12:01']);
      await t.end();
      expect(dates(t)).toEqual(['11-20T12:01', '11-20T12:05']);
    }));

  test('a clock that is set back starts nothing twice and goes on', () =>
    withScheduler(async (t) => {
      t.set('hourly', { schedule: { cron: '@hourly', missed: 'all' } });
      await t.scheduler.start();
      t.clock.advance(3 * hourMs);
      await t.scheduler.refresh();
      await t.end();
      expect(dates(t)).toEqual(['11-20T13:00', '11-20T14:00', '11-20T15:00']);
      t.clock.advance(-2.5 * hourMs);
      await t.scheduler.refresh();
      expect(t.scheduler.status('hourly')?.nextDueAt).toBe(Date.UTC(2026, 10, 20, 13));
      t.clock.advance(3.5 * hourMs);
      await t.scheduler.refresh();
      expect(dates(t)).toEqual(['11-20T13:00', '11-20T14:00', '11-20T15:00', '11-20T16:00']);
    }));

  test('killed after the write and before the beginning: the run is there once', () =>
    withScheduler(async (t) => {
      t.set('nightly', { schedule: daily });
      await t.scheduler.start();
      await t.scheduler.stop();
      t.clock.advance(dayMs);
      const killed = t.another({
        begin: () => {
          throw new Error('killed');
        },
      });
      await killed.start();
      await killed.stop();
      const next = t.another();
      await next.start();
      expect(dates(t)).toEqual(['11-21T06:00']);
    }));

  test('killed inside of the write: neither run nor row, and the next engine starts it', () =>
    withScheduler(async (t) => {
      t.set('nightly', { schedule: daily });
      await t.scheduler.start();
      await t.scheduler.stop();
      t.clock.advance(dayMs);
      const killed = t.another({
        startRun: () => {
          throw new Error('killed');
        },
      });
      await killed.start();
      expect(t.runs()).toEqual([]);
      await killed.stop();
      await t.another().start();
      expect(dates(t)).toEqual(['11-21T06:00']);
    }));

  test('two schedulers that see the same time make one run', () =>
    withScheduler(async (t) => {
      t.set('nightly', { schedule: daily });
      await t.scheduler.start();
      const other = t.another();
      await other.start();
      t.clock.advance(dayMs);
      await Promise.all([t.scheduler.refresh(), other.refresh()]);
      expect(dates(t)).toEqual(['11-21T06:00']);
    }));

  test('a param that nothing fills in is written down and does not stop the clock', () =>
    withScheduler(async (t) => {
      t.set('nightly', { schedule: daily, needsParam: true });
      await t.scheduler.start();
      t.clock.advance(dayMs);
      await t.scheduler.refresh();
      expect(t.runs()).toEqual([]);
      const sql = "SELECT after FROM activity WHERE action = 'pipeline.schedule_skip'";
      expect(t.ctx.db.all<{ after: string }>(sql).map(({ after }) => after)).toEqual([
        expect.stringContaining('path'),
      ]);
      expect(t.scheduler.status('nightly')?.nextDueAt).toBe(Date.UTC(2026, 10, 22, 6));
    }));
});

describe('files that change', () => {
  test('another schedule counts from now on', () =>
    withScheduler(async (t) => {
      t.set('nightly', { schedule: daily });
      await t.scheduler.start();
      t.clock.advance(10 * hourMs);
      t.set('nightly', { schedule: { cron: '@hourly', missed: 'all' } });
      await t.scheduler.refresh();
      expect(t.runs()).toEqual([]);
      t.clock.advance(hourMs);
      await t.scheduler.refresh();
      expect(dates(t)).toEqual(['11-20T23:00']);
    }));

  test('an edit elsewhere in the file changes no time', () =>
    withScheduler(async (t) => {
      t.set('often', { schedule: { every: '90m' } });
      await t.scheduler.start();
      const before = t.scheduler.status('often');
      t.clock.advance(10 * minuteMs);
      t.set('often', { schedule: { every: '90m' }, comment: 'edited' });
      await t.scheduler.refresh();
      expect(t.scheduler.status('often')).toEqual(before);
    }));

  test('what a broken file missed is made up for; a file that was gone begins anew', () =>
    withScheduler(async (t) => {
      for (const name of ['broken', 'gone']) t.set(name, { schedule: daily });
      await t.scheduler.start();
      t.set('broken', { schedule: daily, isBroken: true });
      t.remove('gone');
      await t.scheduler.refresh();
      t.clock.advance(2 * dayMs);
      await t.scheduler.refresh();
      expect(t.runs()).toEqual([]);
      for (const name of ['broken', 'gone']) t.set(name, { schedule: daily });
      await t.scheduler.refresh();
      expect(t.runs().map(({ pipeline }) => pipeline)).toEqual(['broken']);
    }));
});

describe('pause and resume', () => {
  test('nothing starts, then what was missed by the policy, as previewed', () =>
    withScheduler(async (t) => {
      t.set('nightly', { schedule: { ...daily, missed: 'all' } });
      await t.scheduler.start();
      expect(await t.scheduler.pause(t.ctx, 'nightly')).toMatchObject({ isPaused: true, nextDueAt: null });
      t.clock.advance(2 * dayMs);
      await t.scheduler.refresh();
      expect(t.runs()).toEqual([]);
      const preview = t.scheduler.previewResume('nightly');
      expect(preview?.due.map(({ logicalAt }) => logicalAt)).toEqual([
        Date.UTC(2026, 10, 21, 6),
        Date.UTC(2026, 10, 22, 6),
      ]);
      expect(await t.scheduler.resume(t.ctx, 'nightly')).toMatchObject({ isPaused: false });
      expect(dates(t)).toEqual(['11-21T06:00', '11-22T06:00']);
    }));

  test('a pause outlives a restart and an edit', () =>
    withScheduler(async (t) => {
      t.set('nightly', { schedule: daily });
      await t.scheduler.start();
      await t.scheduler.pause(t.ctx, 'nightly');
      await t.scheduler.stop();
      t.set('nightly', { schedule: { cron: '@hourly' } });
      t.clock.advance(dayMs);
      const next = t.another();
      await next.start();
      t.clock.advance(dayMs);
      await next.refresh();
      expect(t.runs()).toEqual([]);
      expect(next.status('nightly')?.isPaused).toBe(true);
    }));

  test('a pipeline without either is not found', () =>
    withScheduler(async (t) => {
      t.set('plain', {});
      await t.scheduler.start();
      await expect(t.scheduler.pause(t.ctx, 'plain')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }));
});

describe('without a clock', () => {
  test('@continuous starts when the run before has ended, later after failures', () =>
    withScheduler(async (t) => {
      t.set('loop', { schedule: { cron: '@continuous' } });
      await t.scheduler.start();
      expect(t.runs()).toHaveLength(1);
      await t.scheduler.refresh();
      expect(t.runs()).toHaveLength(1);
      t.clock.advance(5000);
      await t.end();
      expect(t.runs()).toHaveLength(2);
      const waits: number[] = [];
      for (let i = 0; i < 4; i++) {
        t.clock.advance(100);
        await t.end('failed');
        const due = t.scheduler.status('loop')?.nextDueAt ?? 0;
        waits.push(due - t.clock.now());
        t.clock.advance(due - t.clock.now());
        await t.scheduler.refresh();
      }
      expect(waits).toEqual([1000, 2000, 4000, 8000]);
      expect(t.runs()).toHaveLength(6);
    }));

  test('@once runs once per definition', () =>
    withScheduler(async (t) => {
      t.set('setup', { schedule: { cron: '@once' } });
      await t.scheduler.start();
      await t.end();
      await t.scheduler.stop();
      const next = t.another();
      await next.start();
      expect(t.runs()).toHaveLength(1);
      t.set('setup', { schedule: { cron: '@once' }, comment: 'another' });
      await next.refresh();
      expect(t.runs()).toHaveLength(2);
    }));
});

describe('facts', () => {
  test('a fact starts those who wait for it, in the write that consumes it', () =>
    withScheduler(async (t) => {
      t.set('train', { triggers: [{ dataset: 'reviews' }] });
      t.set('report', { triggers: [{ dataset: 'reviews' }, { pipeline: 'train' }] });
      t.set('other', { triggers: [{ dataset: 'churn' }] });
      await t.scheduler.start();
      await fact(t, dataset(3));
      await t.scheduler.refresh();
      expect(t.runs().map(({ pipeline, trigger_kind }) => `${pipeline} ${trigger_kind}`)).toEqual([
        'report dataset',
        'train dataset',
      ]);
      expect(t.runs()[0]?.trigger_detail).toBe('dataset reviews, version 3');
      await t.scheduler.refresh();
      expect(t.runs()).toHaveLength(2);
    }));

  test('many before a start are one run that knows them all', () =>
    withScheduler(async (t) => {
      t.set('train', { triggers: [{ dataset: 'reviews' }] });
      await t.scheduler.start();
      await fact(t, dataset(1));
      await t.scheduler.refresh();
      for (const version of [2, 3, 4]) await fact(t, dataset(version));
      await t.scheduler.refresh();
      expect(t.runs()).toHaveLength(1);
      await t.end();
      expect(t.runs()).toHaveLength(2);
      const [, second] = t.runs();
      expect(second?.trigger_detail).toBe(
        'dataset reviews, version 2; dataset reviews, version 3; dataset reviews, version 4',
      );
      const events = readTriggerEvents(t.ctx.db, second?.uuid ?? '');
      expect(events.map(({ payload }) => payload['version'])).toEqual([2, 3, 4]);
    }));

  test('a fact that nobody waits for leaves nothing', () =>
    withScheduler(async (t) => {
      await t.scheduler.start();
      await fact(t, dataset(1));
      expect(t.ctx.db.all('SELECT * FROM trigger_events')).toEqual([]);
    }));

  test('an alert brings its values along', () =>
    withScheduler(async (t) => {
      t.set('retrain', { triggers: [{ alert: 'sentiment/volume' }, { alert: '*' }] });
      await t.scheduler.start();
      const payload = { text: 'alert 7: volume of sentiment', id: 7, model: 'sentiment', signal: 'volume' };
      await fact(t, { kind: 'alert', keys: ['sentiment/volume', 'sentiment', '*'], payload });
      await t.scheduler.refresh();
      expect(t.runs()).toMatchObject([{ trigger_kind: 'alert', alert_id: 7 }]);
      expect(readTriggerEvents(t.ctx.db, t.runs()[0]?.uuid ?? '').at(-1)?.payload).toEqual(payload);
    }));

  test('an end of another pipeline, by how it ended', () =>
    withScheduler(async (t) => {
      t.set('after', { triggers: [{ pipeline: 'train' }] });
      t.set('rescue', { triggers: [{ pipeline: 'train', on: 'failed' }] });
      t.set('always', { triggers: [{ pipeline: 'train', on: 'ended' }] });
      await t.scheduler.start();
      for (const state of ['success', 'failed', 'canceled'] as const) {
        await fact(t, { kind: 'pipeline', keys: pipelineKeys('train', state), payload: { text: state } });
        await t.scheduler.refresh();
        await t.end();
      }
      expect(t.runs().map(({ pipeline, trigger_detail }) => `${pipeline} ${trigger_detail}`)).toEqual([
        'after success',
        'always success',
        'always failed',
        'rescue failed',
        'always canceled',
      ]);
    }));

  test('facts of a pause wait for its end; missed: none drops them', () =>
    withScheduler(async (t) => {
      t.set('keeps', { triggers: [{ dataset: 'reviews' }] });
      t.set('drops', { triggers: [{ dataset: 'reviews' }], schedule: { ...daily, missed: 'none' } });
      await t.scheduler.start();
      for (const name of ['keeps', 'drops']) await t.scheduler.pause(t.ctx, name);
      for (const version of [1, 2]) await fact(t, dataset(version));
      await t.scheduler.refresh();
      expect(t.runs()).toEqual([]);
      for (const name of ['keeps', 'drops']) await t.scheduler.resume(t.ctx, name);
      expect(t.runs().map(({ pipeline }) => pipeline)).toEqual(['keeps']);
    }));

  test('killed before the commit the fact still waits; after it, it is consumed', () =>
    withScheduler(async (t) => {
      t.set('train', { triggers: [{ dataset: 'reviews' }] });
      await t.scheduler.start();
      await t.scheduler.stop();
      await fact(t, dataset(1));
      const killed = t.another({
        startRun: () => {
          throw new Error('killed');
        },
      });
      await killed.start();
      await killed.stop();
      expect(t.runs()).toEqual([]);
      const next = t.another();
      await next.start();
      await next.stop();
      await t.another().start();
      expect(t.runs()).toHaveLength(1);
    }));

  test('a call needs no subscription', () =>
    withScheduler(async (t) => {
      t.set('train', {});
      await t.scheduler.start();
      await fact(t, { kind: 'call', keys: ['train'], payload: { text: 'POST by ci' } });
      await t.scheduler.refresh();
      expect(t.runs()).toMatchObject([{ trigger_kind: 'call', trigger_detail: 'POST by ci' }]);
    }));
});
