import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TaskStanding } from '#contract/pipeline-views.ts';
import { addFile } from '#core/datasets/testing.ts';
import { withRunner, type TestRunner } from './testing/with-runner.ts';

const standingOf = async ({ runner, ctx }: TestRunner): Promise<TaskStanding[]> =>
  (await runner.standing(ctx, { name: 'p' })).tasks;

async function staleOf(test: TestRunner): Promise<Record<string, string[]>> {
  return Object.fromEntries((await standingOf(test)).map(({ taskId, stale }) => [taskId, stale]));
}

describe('what makes a task out of date', () => {
  it('its code, and comes back into date with it', () =>
    withRunner(async (test) => {
      const script = join(test.folder, 'script.py');
      writeFileSync(script, 'print(1)\n');
      test.file('p', `tasks:\n  a: { type: test/code, with: { file: ${JSON.stringify(script)} } }\n`);
      await test.finish('p');
      expect(await staleOf(test)).toEqual({ a: [] });
      writeFileSync(script, 'print(22)\n');
      expect(await staleOf(test)).toEqual({ a: ['code'] });
      writeFileSync(script, 'print(1)\n');
      expect(await staleOf(test)).toEqual({ a: [] });
    }));

  it('a dataset or a file that it declares', () =>
    withRunner(async (test) => {
      await addFile(test, 'a,b\n1,2\n');
      writeFileSync(join(test.folder, 'in.csv'), 'x\n');
      test.file(
        'p',
        `tasks:
  newest: { type: test/echo, inputs: [dataset:reviews] }
  pinned: { type: test/echo, inputs: [dataset:reviews@1] }
  file: { type: test/echo, inputs: [file:in.csv] }
  named: { type: test/read, with: { dataset: reviews } }
`,
      );
      await test.finish('p');
      expect(await staleOf(test)).toEqual({ newest: [], pinned: [], file: [], named: [] });
      await addFile(test, 'a,b\n3,4\n');
      const newer = { newest: ['inputs'], pinned: [], named: ['inputs'] };
      expect(await staleOf(test)).toEqual({ ...newer, file: [] });
      writeFileSync(join(test.folder, 'in.csv'), 'xy\n');
      expect(await staleOf(test)).toEqual({ ...newer, file: ['inputs'] });
    }));

  it('params that it uses, and no others', () =>
    withRunner(async (test) => {
      const body = (a: number): string => `params:
  a: { type: integer, default: ${a} }
  b: { type: integer, default: 1 }
  c: { type: integer }
tasks:
  one: { type: test/echo, with: { count: "{{ params.a }}" } }
  two: { type: test/echo, needs: [one], with: { text: "{{ params.b }} {{ params.c }}" } }
`;
      test.file('p', body(1));
      await test.finish('p', { c: 5 });
      expect(await staleOf(test)).toEqual({ one: [], two: [] });
      await test.finish('p', { b: 2, c: 5 });
      expect(await staleOf(test)).toEqual({ one: [], two: ['params'] });
      test.file('p', body(3));
      expect(await staleOf(test)).toEqual({ one: ['params'], two: ['params', 'upstream'] });
    }));

  it('what it makes its outputs from, not how it is tried', () =>
    withRunner(async (test) => {
      test.file('p', 'tasks:\n  a: { type: test/echo, with: { text: x, mode: fast } }\n');
      await test.finish('p');
      test.file(
        'p',
        'defaults: { retries: 3 }\ntasks:\n  a:\n    with: { mode: fast, text: "x" }\n    type: test/echo\n    pool: gpu\n',
      );
      expect(await staleOf(test)).toEqual({ a: [] });
      test.file(
        'p',
        'defaults: { env: { A: "1" } }\ntasks:\n  a: { type: test/echo, with: { text: x, mode: fast } }\n',
      );
      expect(await staleOf(test)).toEqual({ a: ['definition'] });
    }));

  it('a run of what comes before it', () =>
    withRunner(async (test) => {
      test.file('p', 'tasks:\n  a: { type: test/echo }\n  b: { type: test/echo, needs: [a] }\n');
      const { pipelineRunId } = await test.finish('p');
      await test.runner.clear(test.ctx, { pipelineRunId, scope: 'task', taskId: 'a' });
      await test.runner.waitRun(test.ctx, { pipelineRunId });
      expect(await staleOf(test)).toEqual({ a: [], b: ['upstream'] });
      await test.runner.clear(test.ctx, { pipelineRunId, scope: 'task', taskId: 'b' });
      await test.runner.waitRun(test.ctx, { pipelineRunId });
      expect(await staleOf(test)).toEqual({ a: [], b: [] });
    }));
});

describe('how tasks stand', () => {
  it('tells the run that is under way, and behind it how each task stood', () =>
    withRunner(async (test) => {
      test.file(
        'p',
        'tasks:\n  a: { type: test/hold }\n  b: { type: test/echo, needs: [a] }\n  c: { type: test/echo }\n',
      );
      test.tasks.release('a');
      const first = await test.finish('p');
      test.file(
        'p',
        'tasks:\n  h: { type: test/hold }\n  b: { type: test/echo, needs: [h] }\n  c: { type: test/echo }\n',
      );
      const { pipelineRunId } = await test.runner.run(test.ctx, {
        name: 'p',
        selection: { mode: 'upTo', tasks: ['b'] },
      });
      await test.tasks.whenStarted('h');
      const { activeRunId, tasks } = await test.runner.standing(test.ctx, { name: 'p' });
      expect(activeRunId).toBe(pipelineRunId);
      expect(tasks).toMatchObject([
        { taskId: 'h', state: 'running', pipelineRunId, try: 1, maxTries: 1, progress: 0.5, endedAt: null },
        { taskId: 'b', state: 'none', pipelineRunId, waitsFor: 'upstream', stale: ['definition'] },
        { taskId: 'c', state: 'success', pipelineRunId: first.pipelineRunId, stale: [] },
      ]);
      test.tasks.release('h');
      await test.runner.waitRun(test.ctx, { pipelineRunId });
      expect((await test.runner.standing(test.ctx, { name: 'p' })).activeRunId).toBeNull();
      expect(await staleOf(test)).toEqual({ h: [], b: [], c: [] });
    }));

  it('counts instances, tells reasons, and knows a file with errors as far as it can be read', () =>
    withRunner(async (test) => {
      test.file(
        'p',
        'tasks:\n  m: { type: test/echo, map: { over: [x, y] } }\n  f: { type: test/fail, retries: 2, retry_delay: 1ms }\n',
      );
      await test.finish('p');
      expect(await standingOf(test)).toMatchObject([
        { taskId: 'm', state: 'success', instances: { total: 2, success: 2 } },
        { taskId: 'f', state: 'failed', try: 3, maxTries: 3, reason: 'it broke', stale: [] },
      ]);
      test.file('p', 'tasks:\n  f: { type: test/fail, with: { strange: 1 } }\n  g: { type: nothing }\n');
      expect(await standingOf(test)).toMatchObject([
        { taskId: 'f', state: 'failed', maxTries: null, stale: [] },
        { taskId: 'g', state: 'none', maxTries: null },
      ]);
      await expect(test.runner.standing(test.ctx, { name: 'q' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }));

  it('takes an older success where the newest was marked otherwise', () =>
    withRunner(async (test) => {
      test.file(
        'p',
        'tasks:\n  a: { type: test/echo, with: { text: x } }\n  b: { type: test/echo, needs: [a], with: { text: "{{ tasks.a.outputs.value }}" } }\n',
      );
      const first = await test.finish('p');
      const second = await test.finish('p');
      const { pipelineRunId } = second;
      await test.runner.mark(test.ctx, { pipelineRunId, taskId: 'a', state: 'failed', reason: 'wrong data' });
      expect(await standingOf(test)).toMatchObject([{ taskId: 'a', state: 'failed' }, { taskId: 'b' }]);
      const { tasks } = await test.runner.previewRun(test.ctx, {
        name: 'p',
        selection: { mode: 'only', tasks: ['b'] },
      });
      expect(tasks).toMatchObject([
        { taskId: 'a', action: 'reuse', fromRunId: first.pipelineRunId },
        { taskId: 'b', action: 'run' },
      ]);
      await test.runner.mark(test.ctx, {
        pipelineRunId: first.pipelineRunId,
        taskId: 'a',
        state: 'failed',
        reason: 'too',
      });
      await expect(
        test.runner.previewRun(test.ctx, { name: 'p', selection: { mode: 'only', tasks: ['b'] } }),
      ).rejects.toThrow(/no run has made it yet/);
    }));
});

describe('what looks at whole runs', () => {
  it('looks past runs of a part: how long one takes, and what depends on the past', () =>
    withRunner(async (test) => {
      test.file(
        'p',
        'tasks:\n  a: { type: test/echo }\n  b: { type: test/fail, depends_on_past: true, trigger_rule: always }\n',
      );
      await test.finish('p');
      const { pipelineRunId } = await test.runner.run(test.ctx, {
        name: 'p',
        selection: { mode: 'only', tasks: ['a'] },
      });
      await test.runner.waitRun(test.ctx, { pipelineRunId });
      const { medianMs, recentRuns } = await test.runner.get(test.ctx, { name: 'p' });
      expect([medianMs, recentRuns.length]).toEqual([null, 2]);
      expect(test.runner.grid(test.ctx, { name: 'p' }).medianMs).toBeNull();
      const third = await test.runner.run(test.ctx, { name: 'p' });
      const waiting = await test.runner.waitRun(test.ctx, {
        pipelineRunId: third.pipelineRunId,
        maxWaitMs: 200,
      });
      expect(waiting.tasks[1]).toMatchObject({ state: 'none', waitsFor: 'depends_on_past' });
      await test.runner.cancel(test.ctx, { pipelineRunId: third.pipelineRunId });
    }));

  it('is told of the end of a whole one, and of one that others have made whole', () =>
    withRunner(async (test) => {
      test.file('p', 'tasks:\n  a: { type: test/echo }\n  b: { type: test/echo }\n');
      test.file('q', 'triggers: [{ pipeline: p }]\ntasks:\n  a: { type: test/echo }\n');
      await test.runner.startSchedules();
      const told = (): number =>
        test.ctx.db.get<{ n: number }>("SELECT count(*) AS n FROM trigger_events WHERE pipeline = 'q'")?.n ??
        0;
      await test.finish('p');
      expect(told()).toBe(1);
      const { pipelineRunId } = await test.runner.run(test.ctx, {
        name: 'p',
        selection: { mode: 'only', tasks: ['a'] },
      });
      await test.runner.waitRun(test.ctx, { pipelineRunId });
      expect(told()).toBe(1);
      test.file('p', 'tasks:\n  a: { type: test/echo }\n  b: { type: test/echo, with: { count: 2 } }\n');
      const last = await test.runner.run(test.ctx, { name: 'p', selection: { mode: 'failed' } });
      const run = await test.runner.waitRun(test.ctx, { pipelineRunId: last.pipelineRunId });
      expect(run.tasks[0]?.attempts[0]?.isCached).toBe(true);
      expect(told()).toBe(2);
    }));
});
