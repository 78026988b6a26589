import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '#contract/events.ts';
import { holds, statesOf, withRunner } from './testing/with-runner.ts';

describe('running a pipeline', () => {
  it('hands outputs on, with their types', async () => {
    await withRunner(async ({ file, finish }) => {
      file(
        'p',
        `params: { rows: { type: integer, default: 20, minimum: 1 } }
tasks:
  first: { type: test/echo, with: { count: "{{ params.rows }}" } }
  second:
    type: test/echo
    needs: [first]
    with: { count: "{{ tasks.first.outputs.value }}", text: "run {{ run.id }} of {{ run.pipeline }}: {{ params.rows }}" }
`,
      );
      const run = await finish('p', { rows: 7 });
      expect(run).toMatchObject({ state: 'success', params: { rows: 7 }, flags: { hasFailedTasks: false } });
      expect(statesOf(run)).toBe('first: success, second: success');
      const text = `run ${run.pipelineRunId} of p: 7`;
      expect(run.tasks[1]?.attempts[0]?.outputs['input']).toBe(JSON.stringify({ text, count: 7 }));
    });
  });

  it('runs as many at once as there are slots', async () => {
    await withRunner(
      async ({ ctx, file, runner, tasks }) => {
        file('p', holds('a', 'b', 'c', 'd', 'e'));
        const { pipelineRunId } = await runner.run(ctx, { name: 'p' });
        await Promise.all(['a', 'b', 'c'].map((id) => tasks.whenStarted(id)));
        const during = runner.getRun(ctx, { pipelineRunId });
        expect(statesOf(during)).toBe('a: running, b: running, c: running, d: scheduled, e: scheduled');
        expect(during.tasks[4]?.waitsFor).toBe('slots');
        expect(during.tasks[0]?.attempts[0]).toMatchObject({
          progress: 0.5,
          state: 'running',
          endedAt: null,
        });
        for (const id of ['a', 'b', 'c', 'd', 'e']) tasks.release(id);
        expect((await runner.waitRun(ctx, { pipelineRunId })).state).toBe('success');
        expect(tasks.mostAtOnce).toBe(3);
      },
      { slots: 3 },
    );
  });

  it('says why it failed, and what a failure keeps from running', async () => {
    await withRunner(async ({ file, finish, tasks }) => {
      file(
        'p',
        `tasks:
  a: { type: test/fail, with: { code: stile } }
  b: { type: test/echo, needs: [a] }
  c: { type: test/echo, needs: [b], trigger_rule: all_done }
  d: { type: test/echo, needs: [b] }
`,
      );
      const run = await finish('p');
      expect(run).toMatchObject({
        state: 'failed',
        reason: 'Task a failed: There is no model "m".',
        flags: { hasFailedTasks: true, recovered: false },
      });
      expect(statesOf(run)).toBe('a: failed, b: upstream_failed, c: success, d: upstream_failed');
      expect(run.tasks[0]?.attempts[0]).toMatchObject({
        errorCode: 'NOT_FOUND',
        failure: { code: 'NOT_FOUND' },
        reason: 'There is no model "m".',
      });
      expect(tasks.started).toEqual(['a 1', 'c 1']);
    });
  });

  it('skips, and ends well with a failure in the middle that a leaf hides', async () => {
    await withRunner(async ({ file, finish }) => {
      file(
        'p',
        `tasks:
  a: { type: test/skip }
  b: { type: test/echo, needs: [a] }
  c: { type: test/echo, needs: [a], trigger_rule: none_failed, with: { text: "{{ tasks.a.outputs.value }}" } }
  d: { type: test/fail }
  e: { type: test/echo, needs: [d], trigger_rule: all_done }
`,
      );
      const run = await finish('p');
      expect(statesOf(run)).toBe('a: skipped, b: skipped, c: success, d: failed, e: success');
      expect(run).toMatchObject({ state: 'success', flags: { hasFailedTasks: true } });
      expect(run.tasks[0]?.attempts[0]).toMatchObject({ state: 'skipped', reason: 'nothing new' });
      // An output that is not there is left out.
      expect(run.tasks[2]?.attempts[0]?.outputs['input']).toBe('{}');
    });
  });

  it('tries again after the delay, and not where that cannot help', async () => {
    await withRunner(async ({ file, finish, ctx, tasks }) => {
      file(
        'p',
        `defaults: { retries: 2, retry_delay: 20ms }
tasks:
  a: { type: test/flaky, with: { at: 3 } }
  b: { type: test/fail, with: { code: final } }
  c: { type: test/flaky, retries: 1, with: { at: 3 } }
`,
      );
      const run = await finish('p');
      expect(statesOf(run)).toBe('a: success, b: failed, c: failed');
      const [a, b, c] = run.tasks.map(({ attempts }) => attempts);
      expect(a?.map(({ state, reason }) => `${state} ${reason ?? ''}`)).toEqual([
        'failed try 1 broke',
        'failed try 2 broke',
        'success ',
      ]);
      expect([b?.length, c?.length]).toEqual([1, 2]);
      const [first, second] = tasks.spans.filter(({ taskId }) => taskId === 'a');
      // A timer may ring a millisecond early by the other clock.
      expect((second?.from ?? 0) - (first?.to ?? 0)).toBeGreaterThanOrEqual(19);
      const path = ctx.db.all<{ to_state: string }>(
        `SELECT to_state FROM pipeline_events JOIN task_runs ON task_runs.id = task_run_id WHERE task_id = 'c' ORDER BY pipeline_events.id`,
      );
      expect(path.map(({ to_state }) => to_state).join()).toBe(
        'scheduled,queued,running,up_for_retry,scheduled,queued,running,failed',
      );
    });
  });

  it('ends a try that takes too long, and one that does not listen', async () => {
    await withRunner(async ({ file, finish }) => {
      file('p', 'tasks: { a: { type: test/hold, execution_timeout: 20ms } }\n');
      const run = await finish('p');
      expect(run.tasks[0]?.attempts[0]).toMatchObject({
        state: 'failed',
        errorCode: 'TIMEOUT',
        failure: null,
        reason: 'The task took longer than its execution_timeout of 0.02 s.',
      });
    });
  });

  it('refuses what a template made wrong, by name', async () => {
    await withRunner(async ({ file, finish }) => {
      file(
        'p',
        `tasks:
  a: { type: test/echo, with: { text: hello } }
  b: { type: test/echo, needs: [a], with: { count: "{{ tasks.a.outputs.value }}" } }
  c: { type: test/echo, needs: [a], with: { text: "no {{ tasks.a.outputs.nested.deeper }}" } }
`,
      );
      const run = await finish('p');
      expect(run.tasks[1]?.attempts[0]?.reason).toBe(
        'with.count is "hello", but it takes a number. Correct the pipeline file, or what the tasks before put out.',
      );
      expect(run.tasks[2]?.attempts[0]?.reason).toBe(
        '{{ tasks.a.outputs.nested.deeper }} has no value in this run',
      );
    });
  });

  it('keeps the text that it runs', async () => {
    await withRunner(async ({ ctx, file, runner, tasks }) => {
      file('p', holds('a'));
      const { pipelineRunId, definitionHash, state } = await runner.run(ctx, { name: 'p' });
      expect(state).toBe('running');
      file('p', holds('b'));
      tasks.release('a');
      const run = await runner.waitRun(ctx, { pipelineRunId });
      expect(statesOf(run)).toBe('a: success');
      const { text } =
        ctx.db.get<{ text: string }>(
          'SELECT text FROM pipeline_definitions WHERE hash = ?',
          definitionHash,
        ) ?? {};
      expect(text).toContain('a: { type: test/hold }');
    });
  });
});

describe('starting a run', () => {
  it('refuses a file with errors and takes one with warnings', async () => {
    await withRunner(async ({ ctx, file, runner, finish }) => {
      file('bad', 'tasks: { a: { type: test/skipp }, b: { typ: x } }\n');
      await expect(runner.run(ctx, { name: 'bad' })).rejects.toMatchObject({
        code: 'PIPELINE_INVALID',
        data: { code: 'unknown_task_type', line: 3, problems: 3 },
      });
      await expect(runner.run(ctx, { name: 'bda' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
        message: 'There is no pipeline "bda" in this workspace. Pipelines: did you mean "bad"?',
      });
      file('soon', 'schedule: { cron: "@daily" }\ntasks: { a: { type: test/echo } }\n');
      expect((await finish('soon')).state).toBe('success');
      expect(ctx.db.get('SELECT 1 FROM pipeline_runs WHERE pipeline = ?', 'bad')).toBeUndefined();
    });
  });

  it.each([
    [{ rwos: 1 }, 'params.rwos', 'did you mean "rows"?'],
    [{ rows: 0 }, 'params.rows', 'at least 1'],
    [{ rows: 1.5 }, 'params.rows', 'a whole number'],
    [{ rows: '5' }, 'params.rows', 'a whole number'],
    [{ rows: 5, kind: 'c' }, 'params.kind', 'one of: a, b'],
    [{}, 'params.rows', 'cannot start without it'],
  ])('refuses the params %j', async (params, field, words) => {
    await withRunner(async ({ ctx, file, runner }) => {
      file(
        'p',
        `params:
  rows: { type: integer, minimum: 1 }
  kind: { type: string, enum: [a, b], default: a }
tasks: { a: { type: test/echo } }
`,
      );
      const error = await runner.run(ctx, { name: 'p', params }).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', data: { field } });
      expect(String(error)).toContain(words);
      expect((await runner.runs(ctx, {})).runs).toEqual([]);
    });
  });

  it('lets further runs wait, first come, first served', async () => {
    await withRunner(async ({ ctx, file, runner, tasks }) => {
      file('p', holds('a'));
      const started = [];
      for (let n = 0; n < 3; n++) started.push(await runner.run(ctx, { name: 'p' }));
      const [first, second, third] = started.map(({ pipelineRunId }) => pipelineRunId);
      await tasks.whenStarted('a');
      expect((await runner.runs(ctx, { name: 'p' })).runs.map(({ state }) => state)).toEqual([
        'queued',
        'queued',
        'running',
      ]);
      expect(runner.getRun(ctx, { pipelineRunId: second ?? '' }).tasks[0]?.waitsFor).toBe('max_active_runs');
      tasks.release('a');
      const ends = [];
      for (const pipelineRunId of [third, second, first]) {
        ends.push(await runner.waitRun(ctx, { pipelineRunId: pipelineRunId ?? '' }));
      }
      const byStart = ends.sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0));
      expect(byStart.every(({ state }) => state === 'success')).toBe(true);
      expect(tasks.mostAtOnce).toBe(1);
    });
  });
});

describe('waiting for a run', () => {
  it('ends with the run, with the time, and with the caller', async () => {
    await withRunner(async ({ ctx, file, runner, tasks }) => {
      file('p', holds('a'));
      const { pipelineRunId } = await runner.run(ctx, { name: 'p' });
      expect((await runner.waitRun(ctx, { pipelineRunId, maxWaitMs: 5 })).state).toBe('running');
      const caller = new AbortController();
      const waiting = runner.waitRun(ctx, { pipelineRunId }, caller.signal);
      caller.abort();
      expect((await waiting).state).toBe('running');
      const [one, other] = [runner.waitRun(ctx, { pipelineRunId }), runner.waitRun(ctx, { pipelineRunId })];
      tasks.release('a');
      expect([(await one).state, (await other).state]).toEqual(['success', 'success']);
      expect((await runner.waitRun(ctx, { pipelineRunId })).state).toBe('success');
      await expect(runner.waitRun(ctx, { pipelineRunId: 'none' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    });
  });

  it('tells screens of each change and, now and then, of progress', async () => {
    await withRunner(async ({ engine, file, finish }) => {
      const events: EngineEvent[] = [];
      engine.hub.listen((batch) => void events.push(...batch));
      file('p', 'tasks: { a: { type: test/echo } }\n');
      const { pipelineRunId } = await finish('p');
      await expect
        .poll(() => events)
        .toContainEqual({ type: 'pipelineRun.changed', pipeline: 'p', pipelineRunId });
      await expect
        .poll(() => events)
        .toContainEqual({ type: 'pipelineRun.progress', pipeline: 'p', pipelineRunId });
    });
  });
});

describe('logs and folders', () => {
  it('are files of the try, read by offset', async () => {
    await withRunner(async ({ ctx, file, runner, finish }) => {
      file('p', 'tasks: { a: { type: test/echo, with: { text: "smörgås 🥪" } } }\n');
      const { pipelineRunId } = await finish('p');
      const folder = join(ctx.paths.logs, 'pipelines', pipelineRunId);
      expect(existsSync(join(folder, 'a-1'))).toBe(true);
      const whole = readFileSync(join(folder, 'a-1.log'), 'utf8');
      expect(whole).toMatch(
        /^\d{4}-\d\d-\d\dT[\d:.]+Z a: try 1 of 1, test\/echo\n.* echo \{"text":"smörgås 🥪"\}\n.* success\n$/,
      );
      const log = await runner.log(ctx, { pipelineRunId, taskId: 'a' });
      expect(log).toMatchObject({ text: whole, ended: true, nextOffset: log.size });
      const rest = await runner.log(ctx, { pipelineRunId, taskId: 'a', try: 1, offset: log.size - 8 });
      expect(rest.text).toBe('success\n');
      await expect(runner.log(ctx, { pipelineRunId, taskId: 'b' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      await expect(runner.log(ctx, { pipelineRunId, taskId: 'a', try: 2 })).rejects.toMatchObject({
        code: 'NOT_FOUND',
        message: 'The task a has no try 2: there were 1. Take another number, or none for the newest.',
      });
    });
  });
});

describe('the audit trail', () => {
  it('has a row for each change of state', async () => {
    await withRunner(async ({ ctx, client, file, finish }) => {
      file('p', 'tasks: { a: { type: test/echo } }\n');
      const { pipelineRunId } = await finish('p');
      const { entries } = await client.activity.list({ entityId: pipelineRunId });
      expect(entries.reverse().map(({ action, actor }) => `${action} ${actor.kind}`)).toEqual([
        'pipeline_run.queue screen',
        'pipeline_run.running pipeline',
        'pipeline_run.task_scheduled pipeline',
        'pipeline_run.task_queued pipeline',
        'pipeline_run.task_running pipeline',
        'pipeline_run.task_success pipeline',
        'pipeline_run.success pipeline',
      ]);
      expect(ctx.db.get('SELECT count(*) AS n FROM pipeline_events')).toEqual({ n: 7 });
    });
  });
});
