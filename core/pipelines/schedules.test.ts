import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PipelineRun } from '#contract/pipelines.ts';
import { recordTrigger } from '#core/store/trigger-events.ts';
import { isRunOver } from './run/rows.ts';
import { statesOf, withRunner, type TestRunner } from './testing/with-runner.ts';

/* What starts runs by itself, through the runner as the engine has it, with the real time. */

const echo = 'tasks:\n  a: { type: test/echo }\n';
const hourly = 'schedule: { cron: "0 * * * *" }\n';
const hourMs = 3_600_000;

/** Resolves with the newest run of a pipeline when it is over and there are so many. */
async function whenOver({ runner, ctx, engine }: TestRunner, name: string, count = 1): Promise<PipelineRun> {
  const look = async (): Promise<PipelineRun | null> => {
    const { runs } = await runner.runs(ctx, { name });
    const over = runs.filter(({ state }) => isRunOver(state));
    return over.length >= count ? (over[0] ?? null) : null;
  };
  const { promise, resolve, reject } = Promise.withResolvers<PipelineRun>();
  const tell = (): void => {
    look().then((run) => {
      if (run !== null) resolve(run);
    }, reject);
  };
  const stop = engine.hub.listen(tell);
  tell();
  return promise.finally(stop);
}

test('a schedule makes runs and says so', () =>
  withRunner(async (t) => {
    t.file('often', `schedule: { every: 1s }\nmax_active_runs: 2\n${echo}`);
    await t.runner.startSchedules();
    const { schedule } = await t.runner.get(t.ctx, { name: 'often' });
    expect(schedule).toMatchObject({ text: 'every 1s', timezone: null, missed: 'latest', isPaused: false });
    expect(schedule?.nextRunAt).toBeGreaterThan(t.ctx.clock.now() - 1000);
    const run = await whenOver(t, 'often');
    expect(run).toMatchObject({
      state: 'success',
      trigger: { kind: 'schedule' },
      flags: { isLate: false, isFromCatchup: false },
      backfillId: null,
    });
    expect(run.dueAt).toBe(run.logicalAt);
    expect(run.startedAt ?? 0).toBeGreaterThanOrEqual(run.logicalAt);
  }));

test('a paused pipeline starts nothing until it is resumed, then by its policy', () =>
  withRunner(async (t) => {
    t.file('fed', `triggers:\n  - dataset: reviews\n${echo}`);
    await t.runner.startSchedules();
    expect(await t.runner.pause(t.ctx, { name: 'fed' })).toMatchObject({ isPaused: true, nextRunAt: null });
    await t.ctx.write((tx) => {
      recordTrigger(tx, { kind: 'dataset', keys: ['reviews'], payload: { text: 'reviews, version 1' } });
      tx.emit({ type: 'dataset.changed', name: 'reviews' });
      tx.unchanged();
    });
    expect((await t.runner.runs(t.ctx, {})).runs).toEqual([]);
    expect(await t.runner.resume(t.ctx, { name: 'fed' })).toMatchObject({ isPaused: false });
    const run = await whenOver(t, 'fed');
    expect(run.trigger).toEqual({ kind: 'dataset', detail: 'reviews, version 1' });
  }));

test('an engine that lives for one command pauses and plans, and starts nothing', () =>
  withRunner(async (t) => {
    t.file('often', `schedule: { every: 1s }\n${echo}`);
    expect(await t.runner.pause(t.ctx, { name: 'often' })).toMatchObject({ isPaused: true });
    await t.runner.resume(t.ctx, { name: 'often' });
    const { schedule } = await t.runner.schedule({ name: 'often' });
    expect(schedule?.nextRunAt).not.toBeNull();
    t.file('hourly', `${hourly}${echo}`);
    const [untilAt, fromAt] = [t.ctx.clock.now(), t.ctx.clock.now() - 3 * hourMs];
    const made = await t.runner.backfill(t.ctx, { name: 'hourly', fromAt, untilAt });
    expect(made.progress).toMatchObject({ total: 3, waiting: 3 });
    expect((await t.runner.runs(t.ctx, {})).runs).toEqual([]);
    // The engine that stays does it.
    await t.runner.startSchedules();
    await whenOver(t, 'hourly', 3);
    expect((await t.runner.runs(t.ctx, { name: 'hourly' })).runs.map(({ state }) => state)).toEqual(
      Array(3).fill('success'),
    );
  }));

test.each([
  ['success', 'success', 'test/echo', 1],
  ['failed', 'failed', 'test/fail', 1],
  ['success', 'failed', 'test/fail', 0],
  ['ended', 'failed', 'test/fail', 1],
])('who waits for "%s" of another pipeline hears of its end as %s', (on, state, type, count) =>
  withRunner(async (t) => {
    t.file('before', `tasks:\n  a: { type: ${type} }\n`);
    t.file('after', `triggers:\n  - { pipeline: before, on: ${on} }\n${echo}`);
    await t.runner.startSchedules();
    expect((await t.finish('before')).state).toBe(state);
    // Written with the end itself: what is not there now does not come.
    expect(t.ctx.db.all('SELECT * FROM trigger_events')).toHaveLength(count);
    if (count === 0) return;
    const run = await whenOver(t, 'after');
    expect(run.trigger).toEqual({ kind: 'pipeline', detail: `pipeline before: ${state}` });
  }),
);

test('a file that appears starts a run', () =>
  withRunner(async (t) => {
    mkdirSync(join(t.folder, 'incoming'));
    t.file('fed', `triggers:\n  - file: incoming/new.csv\n${echo}`);
    await t.runner.startSchedules();
    writeFileSync(join(t.folder, 'incoming', 'new.csv'), 'a,b\n1,2\n');
    expect((await whenOver(t, 'fed')).trigger.kind).toBe('file');
  }));

test('an alert starts a run that knows it', () =>
  withRunner(async (t) => {
    t.file(
      'mend',
      `triggers:\n  - alert: churn\n${echo.replace(' }', ', with: { text: "{{ alert.signal }}" } }')}`,
    );
    await t.runner.startSchedules();
    await t.ctx.write((tx) => {
      recordTrigger(tx, {
        kind: 'alert',
        keys: ['churn/drift', 'churn', '*'],
        payload: { text: 'churn: drift', id: 7, signal: 'drift', model: 'churn' },
      });
      tx.emit({ type: 'alert.changed', model: 'churn', alertId: 7 });
      tx.unchanged();
    });
    const run = await whenOver(t, 'mend');
    expect(run.trigger).toEqual({ kind: 'alert', detail: 'churn: drift' });
    expect(run.tasks[0]?.attempts[0]?.outputs['value']).toBe('drift');
  }));

test('a backfill is looked at before, runs date by date, and can be canceled', () =>
  withRunner(async (t) => {
    t.file('hourly', `${hourly}tasks:\n  a: { type: test/hold }\n`);
    await t.runner.startSchedules();
    const [untilAt, fromAt] = [t.ctx.clock.now(), t.ctx.clock.now() - 5 * hourMs];
    const range = { name: 'hourly', fromAt, untilAt };
    const { dates } = await t.runner.previewBackfill(range);
    expect(dates.map(({ willRun }) => willRun)).toEqual(Array(5).fill(true));
    expect(dates[0]?.logicalAt ?? 0).toBeLessThan(dates[4]?.logicalAt ?? 0);
    const { backfillId } = await t.runner.backfill(t.ctx, { ...range, newestFirst: true });
    await t.tasks.whenStarted('a');
    const { backfills } = await t.runner.backfills({ name: 'hourly' });
    expect(backfills).toMatchObject([{ backfillId, state: 'running', progress: { active: 1, waiting: 4 } }]);
    const done = await t.runner.cancelBackfill(t.ctx, { backfillId, reason: 'wrong range' });
    expect(done).toMatchObject({
      state: 'canceled',
      reason: 'wrong range',
      progress: { canceled: 1, waiting: 4 },
    });
    const { runs } = await t.runner.runs(t.ctx, { name: 'hourly' });
    expect(runs).toMatchObject([
      { state: 'canceled', backfillId, logicalAt: dates[4]?.logicalAt, reason: 'wrong range' },
    ]);
    expect(statesOf(runs[0] as PipelineRun)).toBe('a: canceled');
    await expect(t.runner.cancelBackfill(t.ctx, { backfillId })).rejects.toMatchObject({
      code: 'INVALID_STATE',
    });
  }));

test('says the next times, for a file and for a text', () =>
  withRunner(async (t) => {
    const body = `schedule: { cron: "30 2 * * *", timezone: Europe/Stockholm }\n${echo}`;
    t.file('nightly', body);
    const { times, warnings } = await t.runner.nextTimes(t.ctx, { name: 'nightly', count: 3 });
    expect(times).toHaveLength(3);
    expect(times[0]?.local).toMatch(/T02:30:00\+0[12]:00$/);
    expect(warnings.map(({ kind }) => kind).sort()).toEqual(['fold', 'gap']);
    const checked = await t.runner.validate(t.ctx, {
      name: 'nightly',
      text: `version: 1\nname: nightly\n${body}`,
    });
    expect(checked.nextTimes).toHaveLength(5);
    expect(checked.nextTimes.slice(0, 3)).toEqual(times);
    expect(checked.dstWarnings).toEqual(warnings);
  }));

test('refuses to pause what nothing starts, and to fill what has no dates', () =>
  withRunner(async (t) => {
    t.file('plain', echo);
    await expect(t.runner.pause(t.ctx, { name: 'plain' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(t.runner.previewBackfill({ name: 'plain', fromAt: 0, untilAt: 1 })).rejects.toMatchObject({
      code: 'INVALID_STATE',
    });
    await expect(t.runner.nextTimes(t.ctx, { name: 'nothing' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }));
