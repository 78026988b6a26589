import { describe, expect, it, vi } from 'vitest';
import type { EngineEvent } from '#contract/events.ts';
import type { EngineClient } from '#contract/procedures.ts';
import type { EngineContext } from '#core/store/context.ts';
import { backAndForth } from '#core/testing/back-and-forth.ts';
import { failureOf } from '#core/testing/factories.ts';
import type { FakeClock } from '#core/testing/fake-clock.ts';
import { watchBatch } from '#core/testing/made-up-alerts.ts';
import { testActor, withEngine, type TestEngine } from '#core/testing/with-engine.ts';

const hourMs = 3_600_000;

describe('a snoozed alert', () => {
  it('waits for nobody until its time, then is what it was', () =>
    withAlert(async ({ client, clock }) => {
      await client.monitoring.acknowledge({ alertId: 1, note: 'seen' });
      const until = clock.now() + hourMs;
      const snoozed = await client.monitoring.snooze({ alertId: 1, until, note: 'Monday' });
      expect(snoozed).toMatchObject({
        state: 'snoozed',
        snoozed: { until, note: 'Monday', by: testActor },
        acknowledged: { note: 'seen' },
      });
      expect(await statesOf(client)).toEqual({ firing: 0, acknowledged: 0, snoozed: 1, resolved: 0 });
      clock.advance(hourMs - 1);
      expect((await client.monitoring.getAlert({ alertId: 1 })).state).toBe('snoozed');
      clock.advance(1);
      expect(await client.monitoring.getAlert({ alertId: 1 })).toMatchObject({
        state: 'acknowledged',
        snoozed: null,
      });
      expect(await statesOf(client)).toEqual({ firing: 0, acknowledged: 1, snoozed: 0, resolved: 0 });
    }));

  it('counts as open for its model, but does not wait for a person', () =>
    withAlert(async ({ client, clock }) => {
      expect(await client.monitoring.openAlerts({})).toEqual({ count: 1 });
      await client.monitoring.snooze({ alertId: 1, until: clock.now() + hourMs });
      expect(await client.monitoring.openAlerts({})).toEqual({ count: 0 });
      expect((await client.monitoring.alerts({})).alerts).toHaveLength(1);
      for (const state of ['firing', 'acknowledged', 'resolved'] as const)
        expect((await client.monitoring.alerts({ state })).alerts).toEqual([]);
      expect((await client.monitoring.alerts({ state: 'snoozed' })).alerts).toHaveLength(1);
      clock.advance(hourMs);
      expect(await client.monitoring.openAlerts({})).toEqual({ count: 1 });
    }));

  it('fires at once when it becomes critical, and only then', () =>
    withAlert(async ({ client, clock, ctx }) => {
      await client.monitoring.snooze({ alertId: 1, until: clock.now() + hourMs });
      await watchBatch(ctx, { oov: 0.6 });
      expect((await client.monitoring.getAlert({ alertId: 1 })).state).toBe('snoozed');
      await watchBatch(ctx, { oov: 0.95 });
      expect(await client.monitoring.getAlert({ alertId: 1 })).toMatchObject({
        state: 'firing',
        severity: 'critical',
        snoozed: null,
      });
    }));

  it('may be put off longer, woken, acknowledged and resolved, but not put off into the past', () =>
    withAlert(async ({ client, clock }) => {
      const { monitoring } = client;
      expect(await failureOf(monitoring.unsnooze({ alertId: 1 }))).toMatchObject({
        code: 'INVALID_STATE',
        data: { state: 'firing', needed: 'snoozed' },
      });
      expect(await failureOf(monitoring.snooze({ alertId: 1, until: clock.now() }))).toMatchObject({
        code: 'INVALID_ARGUMENT',
        data: { field: 'until' },
      });
      await monitoring.snooze({ alertId: 1, until: clock.now() + hourMs });
      await monitoring.snooze({ alertId: 1, until: clock.now() + 2 * hourMs });
      expect((await monitoring.unsnooze({ alertId: 1 })).state).toBe('firing');
      await monitoring.snooze({ alertId: 1, until: clock.now() + hourMs });
      expect(await monitoring.acknowledge({ alertId: 1 })).toMatchObject({
        state: 'acknowledged',
        snoozed: null,
      });
      await monitoring.snooze({ alertId: 1, until: clock.now() + hourMs });
      expect((await monitoring.resolve({ alertId: 1, reason: 'done' })).state).toBe('resolved');
      expect(await failureOf(monitoring.snooze({ alertId: 1, until: clock.now() + hourMs }))).toMatchObject({
        code: 'INVALID_STATE',
        data: { state: 'resolved' },
      });
    }));

  it('is announced when its time is over, also when the engine began later', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      await withAlert(async ({ client, clock, engine }) => {
        const heard: EngineEvent[] = [];
        await client.monitoring.snooze({ alertId: 1, until: clock.now() + hourMs });
        engine.hub.listen((events) => heard.push(...events));
        const pass = (ms: number): void => {
          clock.advance(ms);
          vi.advanceTimersByTime(ms);
        };
        pass(hourMs / 2);
        await client.monitoring.snooze({ alertId: 1, until: clock.now() + hourMs });
        heard.length = 0;
        pass(hourMs / 2);
        expect(heard).toEqual([]);
        pass(hourMs / 2);
        expect(heard).toEqual([{ type: 'alert.changed', model: 'm', alertId: 1 }]);
        pass(hourMs);
        expect(heard).toHaveLength(1);
      });
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a snooze and a clock that is set', () => {
  it('is announced also after the clock was set back behind one that is over', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      await withAlert(async ({ client, clock, engine }) => {
        const { monitoring } = client;
        const pass = (ms: number): void => {
          clock.advance(ms);
          vi.advanceTimersByTime(Math.abs(ms));
        };
        await monitoring.snooze({ alertId: 1, until: clock.now() + hourMs });
        pass(2 * hourMs);
        clock.advance(-24 * hourMs);
        expect((await monitoring.getAlert({ alertId: 1 })).state).toBe('snoozed');
        await monitoring.snooze({ alertId: 1, until: clock.now() + hourMs });
        const heard: EngineEvent[] = [];
        engine.hub.listen((events) => heard.push(...events));
        pass(hourMs + 60_000);
        expect(heard).toEqual([{ type: 'alert.changed', model: 'm', alertId: 1 }]);
        expect((await monitoring.getAlert({ alertId: 1 })).state).toBe('firing');
      });
    } finally {
      vi.useRealTimers();
    }
  });

  it('takes no time that no calendar knows', () =>
    withAlert(async ({ client }) => {
      for (const until of [-9e15, 9e15, 0]) {
        expect(await failureOf(client.monitoring.snooze({ alertId: 1, until }))).toMatchObject({
          code: 'INVALID_ARGUMENT',
          data: { field: 'until' },
        });
      }
    }));

  it('did not run out where a batch that was worse had ended it', () =>
    withAlert(async ({ client, clock, ctx }) => {
      const { monitoring } = client;
      const kinds = async (): Promise<string[]> =>
        (await monitoring.alertHistory({ alertId: 1 })).events.map(({ kind }) => kind);
      await monitoring.snooze({ alertId: 1, until: clock.now() + hourMs });
      clock.advance(1000);
      await watchBatch(ctx, { oov: 0.95 });
      clock.advance(hourMs);
      expect(await kinds()).toEqual(['fired', 'snoozed', 'breached']);
      await monitoring.acknowledge({ alertId: 1 });
      expect(await kinds()).toEqual(['fired', 'snoozed', 'breached', 'acknowledged']);
    }));
});

describe('the list of alerts', () => {
  it('is narrowed by severity, monitor, assignee and any text that people or batches left', () =>
    withAlert(async ({ client, ctx }) => {
      await watchBatch(ctx, { oov: 0.95, signal: 'class_mix' });
      await watchBatch(ctx, { oov: 0.7, model: 'other 100%' });
      const { monitoring } = client;
      await monitoring.assign({ alertId: 3, assignee: ' Kim ' });
      await monitoring.comment({ alertId: 2, text: 'the feed_was cut' });
      await monitoring.resolve({ alertId: 1, reason: 'Retrained' });
      const find = async (query: Parameters<typeof monitoring.alerts>[0]): Promise<number[]> =>
        (await monitoring.alerts({ state: 'all', ...query })).alerts.map(({ alertId }) => alertId);
      expect(await find({ severity: 'critical' })).toEqual([2]);
      expect(await find({ signal: 'class_mix' })).toEqual([2]);
      expect(await find({ model: 'm' })).toEqual([2, 1]);
      expect(await find({ assignee: 'Kim' })).toEqual([3]);
      expect(await find({ text: 'class mix' })).toEqual([2]);
      expect(await find({ text: 'RETRAINED' })).toEqual([1]);
      expect(await find({ text: 'd_w' })).toEqual([2]);
      expect(await find({ text: 'source of batch 3' })).toEqual([3]);
      expect(await find({ text: '100%' })).toEqual([3]);
      expect(await find({ text: '%' })).toEqual([3]);
      const { alerts, counts } = await monitoring.alerts({ state: 'firing', model: 'm' });
      expect(alerts.map(({ alertId }) => alertId)).toEqual([2]);
      expect(counts).toEqual({ firing: 1, acknowledged: 0, snoozed: 0, resolved: 1 });
    }));
});

describe('what people do with an alert', () => {
  it('stands in its history with the batches and the clock', () =>
    withAlert(async ({ client, clock, ctx }) => {
      const { monitoring } = client;
      const step = (): void => clock.advance(1000);
      step();
      await monitoring.assign({ alertId: 1, assignee: 'kim' });
      step();
      const { commentId } = await monitoring.comment({ alertId: 1, text: ' Looking ' });
      step();
      await monitoring.snooze({ alertId: 1, until: clock.now() + 5000, note: 'later' });
      clock.advance(6000);
      await watchBatch(ctx, { oov: 0.7 });
      step();
      await monitoring.acknowledge({ alertId: 1 });
      step();
      await watchBatch(ctx, { oov: 0.7, version: 2 });
      const { events } = await monitoring.alertHistory({ alertId: 1 });
      expect(events.map(({ kind, text, batchId }) => [kind, text, batchId])).toEqual([
        ['fired', null, 1],
        ['assigned', 'kim', null],
        ['commented', 'Looking', null],
        ['snoozed', 'later', null],
        ['woke', null, null],
        ['breached', null, 2],
        ['acknowledged', null, null],
        ['superseded', 'Batch 3 was scored by models:/m/2', null],
      ]);
      expect(events[2]).toMatchObject({ commentId, by: testActor });
      expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).toSorted((a, b) => a - b));
    }));

  it('can be taken back and done again, the states under a snooze too', () =>
    withAlert(async ({ client, clock }) => {
      const { monitoring } = client;
      const until = clock.now() + hourMs;
      const read = async (): Promise<object> => {
        const { state, acknowledged, snoozed, resolved, assignee } = await monitoring.getAlert({
          alertId: 1,
        });
        const { events } = await monitoring.alertHistory({ alertId: 1 });
        const comments = events.filter(({ commentId }) => commentId !== null);
        return { state, acknowledged, snoozed, resolved, assignee, comments };
      };
      await backAndForth(client, read, () => monitoring.assign({ alertId: 1, assignee: 'kim' }));
      await backAndForth(client, read, () => monitoring.assign({ alertId: 1, assignee: null }));
      await backAndForth(client, read, () => monitoring.comment({ alertId: 1, text: 'a' }));
      await backAndForth(client, read, () => monitoring.deleteComment({ alertId: 1, commentId: 1 }));
      await backAndForth(client, read, () => monitoring.snooze({ alertId: 1, until, note: 'b' }));
      await backAndForth(client, read, () => monitoring.unsnooze({ alertId: 1 }));
      await backAndForth(client, read, () => monitoring.snooze({ alertId: 1, until }));
      await backAndForth(client, read, () => monitoring.snooze({ alertId: 1, until: until + 1 }));
      await backAndForth(client, read, () => monitoring.acknowledge({ alertId: 1, note: 'c' }));
      await backAndForth(client, read, () => monitoring.snooze({ alertId: 1, until, note: 'd' }));
      await backAndForth(client, read, () => monitoring.resolve({ alertId: 1, reason: 'e' }));
      await backAndForth(client, read, () => monitoring.reopen({ alertId: 1 }));
    }));

  it('comes back with who said it, and since when', () =>
    withAlert(async ({ client, clock, ctx, engine }) => {
      const read = async (): Promise<object> => {
        clock.advance(1000);
        const { state, acknowledged, resolved } = await client.monitoring.getAlert({ alertId: 1 });
        return { state, acknowledged, resolved };
      };
      const kim = engine.createClient({ kind: 'command', name: 'kim' });
      await kim.monitoring.acknowledge({ alertId: 1, note: 'seen' });
      await backAndForth(client, read, () => client.monitoring.reopen({ alertId: 1 }));
      await kim.monitoring.acknowledge({ alertId: 1, note: 'seen' });
      for (const oov of [0.2, 0.2]) await watchBatch(ctx, { oov });
      expect(await read()).toMatchObject({
        resolved: { kind: 'cleared' },
        acknowledged: { by: { name: 'kim' } },
      });
      await backAndForth(client, read, () => client.monitoring.reopen({ alertId: 1 }));
      const { events } = await client.monitoring.alertHistory({ alertId: 1 });
      expect(events.filter(({ kind }) => kind === 'cleared')).toHaveLength(1);
    }));

  it('is not taken back over the words of somebody who did the same again', () =>
    withAlert(async ({ client }) => {
      const { monitoring, activity } = client;
      await monitoring.resolve({ alertId: 1, reason: 'first' });
      const [first] = (await activity.list({})).entries;
      await monitoring.reopen({ alertId: 1 });
      await monitoring.resolve({ alertId: 1, reason: 'second' });
      expect(await failureOf(activity.undo({ activityId: first?.activityId ?? 0 }))).toMatchObject({
        code: 'CANNOT_UNDO',
        data: { field: 'reason', left: 'first', now: 'second' },
      });
    }));

  it('may not bring an alert back whose signal fires in another one', () =>
    withAlert(async ({ client, ctx }) => {
      await client.monitoring.resolve({ alertId: 1, reason: 'done' });
      await watchBatch(ctx, { oov: 0.7 });
      expect(await failureOf(client.monitoring.reopen({ alertId: 1 }))).toMatchObject({
        code: 'INVALID_STATE',
        message: expect.stringContaining('alert 2') as string,
      });
      expect(await failureOf(client.monitoring.reopen({ alertId: 2 }))).toMatchObject({
        data: { state: 'firing' },
      });
    }));

  it('is refused without words, with too many, or about what is not there', () =>
    withAlert(async ({ client }) => {
      const { monitoring } = client;
      for (const text of ['  ', 'x'.repeat(10_001)])
        expect(await failureOf(monitoring.comment({ alertId: 1, text }))).toMatchObject({
          code: 'INVALID_ARGUMENT',
        });
      expect(await failureOf(monitoring.assign({ alertId: 1, assignee: 'x'.repeat(101) }))).toMatchObject({
        data: { field: 'assignee' },
      });
      for (const call of [
        () => monitoring.comment({ alertId: 9, text: 'a' }),
        () => monitoring.deleteComment({ alertId: 1, commentId: 7 }),
        () => monitoring.alertHistory({ alertId: 9 }),
      ])
        expect(await failureOf(call())).toMatchObject({ code: 'NOT_FOUND' });
      await monitoring.assign({ alertId: 1, assignee: null });
      expect((await client.activity.list({ entityKind: 'alert' })).entries).toEqual([]);
    }));
});

async function statesOf(client: EngineClient): Promise<object> {
  return (await client.monitoring.alerts({})).counts;
}

interface AlertTest extends TestEngine {
  ctx: EngineContext;
  clock: FakeClock;
}

/** With one alert that fires: number 1, OOV 0.7 against at most 0.5. */
function withAlert<T>(fn: (test: AlertTest) => Promise<T>): Promise<T> {
  return withEngine(async (test) => {
    const ctx = test.engine.rpcContext(testActor).engine;
    await watchBatch(ctx, { oov: 0.7 });
    return fn({ ...test, ctx });
  });
}
