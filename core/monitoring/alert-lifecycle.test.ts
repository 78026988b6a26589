import { describe, expect, it } from 'vitest';
import type { Alert } from '#contract/monitoring.ts';
import type { EngineContext } from '#core/store/context.ts';
import { failureOf } from '#core/testing/factories.ts';
import { watchBatch as watch } from '#core/testing/made-up-alerts.ts';
import { testActor, withEngine } from '#core/testing/with-engine.ts';
import { acknowledgeAlert, resolveAlert } from './alerts/change-alert.ts';
import { countOpenAlerts, getAlert, listAlerts } from './alerts/list-alerts.ts';

describe('an alert', () => {
  it('fires with the first breach, and with its evidence', () =>
    withContext(async (ctx) => {
      const changes = await watch(ctx, { oov: 0.7 });
      expect(changes).toMatchObject({ fired: [1], breached: [1], resolved: [] });
      expect(getAlert(ctx, 1)).toMatchObject({
        modelName: 'm',
        modelVersion: 1,
        batchId: 1,
        signal: 'oov_share',
        severity: 'warning',
        state: 'firing',
        value: 0.7,
        upper: 0.5,
        breaches: 1,
        lastBatchId: 1,
        acknowledged: null,
        resolved: null,
      });
      expect(countOpenAlerts(ctx)).toBe(1);
    }));

  it('does not fire within the limits, nor where nothing was judged', () =>
    withContext(async (ctx) => {
      await watch(ctx, { oov: 0.4 });
      await watch(ctx, { oov: 0.9, verdict: 'not_evaluated' });
      expect(listAlerts(ctx, { state: 'all' }).alerts).toEqual([]);
    }));

  it('is one for many breaches, and its evidence stays that of the first', () =>
    withContext(async (ctx) => {
      await watch(ctx, { oov: 0.7 });
      const { evidence } = getAlert(ctx, 1);
      const changes = await watch(ctx, { oov: 0.65 });
      expect(changes).toMatchObject({ fired: [], breached: [1] });
      expect(getAlert(ctx, 1)).toMatchObject({
        breaches: 2,
        batchId: 1,
        lastBatchId: 2,
        value: 0.7,
        evidence,
      });
      expect(alertIdsOf(ctx)).toEqual([
        [1, 1],
        [2, 1],
      ]);
    }));

  it('is cleared by the second clean batch in a row', () =>
    withContext(async (ctx) => {
      await watch(ctx, { oov: 0.7 });
      await watch(ctx, { oov: 0.3 });
      await watch(ctx, { oov: 0.7 });
      await watch(ctx, { oov: 0.3 });
      expect(getAlert(ctx, 1).state).toBe('firing');
      const changes = await watch(ctx, { oov: 0.3 });
      expect(changes.resolved).toEqual([1]);
      expect(getAlert(ctx, 1)).toMatchObject({
        state: 'resolved',
        resolved: { kind: 'cleared', by: { kind: 'engine', name: 'monitoring' } },
      });
      await watch(ctx, { oov: 0.7 });
      expect(listAlerts(ctx, {}).alerts.map(({ alertId }) => alertId)).toEqual([2]);
    }));

  it('of an older version is superseded by the first clean batch of another one', () =>
    withContext(async (ctx) => {
      await watch(ctx, { oov: 0.7 });
      const changes = await watch(ctx, { oov: 0.4, version: 2 });
      expect(changes).toEqual({ fired: [], breached: [], resolved: [1] });
      expect(getAlert(ctx, 1).resolved?.kind).toBe('superseded');
      expect(countOpenAlerts(ctx)).toBe(0);
    }));

  it('is superseded by a new one when another version breaches as well', () =>
    withContext(async (ctx) => {
      await watch(ctx, { oov: 0.7 });
      const changes = await watch(ctx, { oov: 0.8, version: 2 });
      expect(changes).toEqual({ fired: [2], breached: [2], resolved: [1] });
      expect(listAlerts(ctx, {}).alerts).toMatchObject([{ alertId: 2, modelVersion: 2, breaches: 1 }]);
    }));

  it('of another signal or another model is another alert', () =>
    withContext(async (ctx) => {
      await watch(ctx, { oov: 0.7 });
      await watch(ctx, { oov: 0.7, model: 'other' });
      await watch(ctx, { oov: 0.7, signal: 'low_confidence_share' });
      expect(listAlerts(ctx, {}).alerts.map(({ modelName, signal }) => [modelName, signal])).toEqual([
        ['m', 'low_confidence_share'],
        ['other', 'oov_share'],
        ['m', 'oov_share'],
      ]);
      expect(listAlerts(ctx, { model: 'other' }).alerts).toHaveLength(1);
    }));

  it('that is acknowledged stays so, until it becomes critical', () =>
    withContext(async (ctx) => {
      await watch(ctx, { oov: 0.6 });
      await acknowledgeAlert(ctx, { alertId: 1, note: 'looking' });
      await watch(ctx, { oov: 0.65 });
      expect(getAlert(ctx, 1)).toMatchObject({ state: 'acknowledged', severity: 'warning' });
      await watch(ctx, { oov: 0.95 });
      expect(getAlert(ctx, 1)).toMatchObject({
        state: 'firing',
        severity: 'critical',
        acknowledged: { note: 'looking', by: testActor },
      });
    }));
});

describe('what a person does with an alert', () => {
  it('is kept with time and name, in the activity, and refused twice', () =>
    withContext(async (ctx) => {
      await watch(ctx, { oov: 0.7 });
      const acknowledged = await acknowledgeAlert(ctx, { alertId: 1, note: 'The new shop' });
      expect(acknowledged.acknowledged).toEqual({ at: ctx.clock.now(), by: testActor, note: 'The new shop' });
      expect(await failureOf(acknowledgeAlert(ctx, { alertId: 1, note: '' }))).toMatchObject({
        code: 'INVALID_STATE',
        data: { kind: 'alert', id: '1', state: 'acknowledged', needed: 'firing' },
      });
      const resolved = await resolveAlert(ctx, { alertId: 1, reason: '  retrained ' });
      expect(resolved).toMatchObject({
        state: 'resolved',
        resolved: { reason: 'retrained', kind: 'manual' },
      });
      for (const again of [
        resolveAlert(ctx, { alertId: 1, reason: 'again' }),
        acknowledgeAlert(ctx, { alertId: 1, note: '' }),
      ]) {
        expect(await failureOf(again)).toMatchObject({ code: 'INVALID_STATE', data: { state: 'resolved' } });
      }
      const actions = ctx.db.all<{ action: string }>(
        `SELECT action FROM activity WHERE entity_kind = 'alert' ORDER BY id`,
      );
      expect(actions.map(({ action }) => action)).toEqual(['alert.acknowledge', 'alert.resolve']);
    }));

  it('needs a reason to resolve', () =>
    withContext(async (ctx) => {
      await watch(ctx, { oov: 0.7 });
      expect(
        await failureOf(Promise.resolve().then(() => resolveAlert(ctx, { alertId: 1, reason: ' ' }))),
      ).toMatchObject({
        code: 'INVALID_ARGUMENT',
        data: { field: 'reason' },
      });
    }));

  it('must be about an alert that exists', () =>
    withContext(async (ctx) => {
      expect(await failureOf(acknowledgeAlert(ctx, { alertId: 9, note: '' }))).toMatchObject({
        code: 'NOT_FOUND',
        data: { kind: 'alert', id: '9' },
      });
    }));
});

describe('a pipeline that waits for alerts', () => {
  it('is told of one when it fires, not of each breach', () =>
    withContext(async (ctx) => {
      await ctx.write((tx) => {
        const sql = "INSERT INTO trigger_subscriptions (pipeline, kind, key) VALUES (?, 'alert', ?)";
        for (const key of ['m', 'm/oov_share', '*', 'other']) tx.db.run(sql, `waits for ${key}`, key);
        tx.unchanged();
      });
      await watch(ctx, { oov: 0.7 });
      await watch(ctx, { oov: 0.8 });
      const told = ctx.db.all<{ pipeline: string; payload: string }>(
        'SELECT pipeline, payload FROM trigger_events ORDER BY pipeline',
      );
      expect(told.map(({ pipeline }) => pipeline)).toEqual([
        'waits for *',
        'waits for m',
        'waits for m/oov_share',
      ]);
      expect(told[0]?.payload).toContain('"text":"alert 1: oov_share of m","id":1,"model":"m","version":1');
    }));
});

describe('the list of alerts', () => {
  it('pages with tokens that stay right, and refuses others', () =>
    withContext(async (ctx) => {
      const signals = ['oov_share', 'class_mix', 'text_length'] as const;
      for (const signal of signals) await watch(ctx, { oov: 0.7, signal });
      const first = listAlerts(ctx, { maxResults: 2 });
      expect(idsOf(first.alerts)).toEqual([3, 2]);
      await watch(ctx, { oov: 0.7, signal: 'mean_confidence' });
      const second = listAlerts(ctx, { maxResults: 2, pageToken: first.nextPageToken ?? '' });
      expect(idsOf(second.alerts)).toEqual([1]);
      expect(second.nextPageToken).toBeNull();
      expect(() => listAlerts(ctx, { pageToken: 'x' })).toThrow(/not from this list/);
    }));
});

function idsOf(alerts: readonly Alert[]): number[] {
  return alerts.map(({ alertId }) => alertId);
}

function alertIdsOf(ctx: EngineContext): [number, number][] {
  return ctx.db
    .all<{ batch_id: number; alert_id: number }>(
      'SELECT batch_id, alert_id FROM alert_batches ORDER BY batch_id',
    )
    .map(({ batch_id, alert_id }) => [batch_id, alert_id]);
}

function withContext<T>(fn: (ctx: EngineContext) => Promise<T>): Promise<T> {
  return withEngine(({ engine }) => fn(engine.rpcContext(testActor).engine));
}
