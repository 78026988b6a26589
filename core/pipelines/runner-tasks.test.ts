import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { PipelineRun } from '#contract/pipelines.ts';
import { silentLogger } from '#core/kernel/logger.ts';
import { holds, statesOf, withRunner } from './testing/with-runner.ts';

const echo =
  '{ type: test/echo, with: { text: "{{ item }}" }, needs: [list], map: { over: "{{ params.list }}" } }';

function withList(body: string): string {
  return `params: { list: { type: array, default: [a, b, c] } }\ntasks:\n  list: { type: test/echo }\n${body}`;
}

describe('a map', () => {
  it('runs once per item, and gives the outputs on as a list', async () => {
    await withRunner(async ({ file, finish }) => {
      file(
        'p',
        withList(
          `  each: ${echo}\n  all: { type: test/echo, needs: [each], with: { list: "{{ tasks.each.outputs.value }}" } }\n`,
        ),
      );
      const run = await finish('p');
      expect(statesOf(run)).toBe('list: success, each: success, each: success, each: success, all: success');
      expect(
        run.tasks.filter(({ taskId }) => taskId === 'each').map(({ mapIndex, label }) => [mapIndex, label]),
      ).toEqual([
        [0, 'a'],
        [1, 'b'],
        [2, 'c'],
      ]);
      expect(run.tasks.at(-1)?.attempts[0]?.outputs['input']).toBe('{"list":["a","b","c"]}');
    });
  });

  it('is skipped without items, and fails by name for what is no list or too long', async () => {
    await withRunner(async ({ file, finish }) => {
      file('p', withList(`  each: ${echo}\n`));
      expect(statesOf(await finish('p', { list: [] }))).toBe('list: success, each: skipped');
      const long = await finish('p', { list: Array.from({ length: 1025 }, (_, n) => n) });
      expect(long.reason).toBe(
        'Task each failed: The map of each has 1025 items; at most 1024 are allowed. Shorten the list, or raise map.max.',
      );
      file(
        'q',
        'tasks:\n  a: { type: test/echo }\n  b: { type: test/echo, needs: [a], map: { over: "{{ tasks.a.outputs.input }}" } }\n',
      );
      expect((await finish('q')).reason).toMatch(/The map of b is over "\{\}", which is no list/);
    });
  });

  it('runs no more at once than max_active allows', async () => {
    await withRunner(async ({ file, runner, ctx, tasks }) => {
      file('p', 'tasks:\n  each: { type: test/hold, max_active: 2, map: { over: [1, 2, 3] } }\n');
      const { pipelineRunId } = await runner.run(ctx, { name: 'p' });
      await tasks.whenStarted('each', 2);
      const waiting = runner.getRun(ctx, { pipelineRunId }).tasks[2];
      expect([waiting?.state, waiting?.waitsFor]).toEqual(['scheduled', 'max_active p.each']);
      tasks.release('each');
      expect((await runner.waitRun(ctx, { pipelineRunId })).state).toBe('success');
      expect(tasks.mostAtOnce).toBe(2);
    });
  });
});

describe('tasks that decide', () => {
  it('choose a branch, and fail for one that does not come after them', async () => {
    await withRunner(async ({ file, finish }) => {
      const body = (choose: string): string =>
        `tasks:\n  pick: { type: test/branch, with: { choose: [${choose}] } }\n  a: { type: test/echo, needs: [pick] }\n  b: { type: test/echo, needs: [pick] }\n  end: { type: test/echo, needs: [a, b], trigger_rule: none_failed_min_one_success }\n`;
      file('p', body('b'));
      expect(statesOf(await finish('p'))).toBe('pick: success, a: skipped, b: success, end: success');
      file('p', body('end'));
      expect((await finish('p')).reason).toBe(
        'Task pick failed: pick chose "end", but it can choose: a, b. A task comes after it when its needs name pick.',
      );
    });
  });

  it('ask a person, also across a restart, and go on with the answer', async () => {
    await withRunner(async ({ file, runner, ctx, another }) => {
      file(
        'p',
        'tasks:\n  ok: { type: test/ask }\n  go: { type: test/echo, needs: [ok], with: { text: "{{ tasks.ok.outputs.by }}" } }\n',
      );
      const first = await runner.run(ctx, { name: 'p' });
      const second = await runner.run(ctx, { name: 'p' });
      const ask = async (run: PipelineRun, wanted: string): Promise<void> =>
        expect.poll(() => statesOf(runner.getRun(ctx, run))).toBe(wanted);
      await ask(first, 'ok: awaiting_input, go: none');
      expect(runner.getRun(ctx, first).tasks[0]).toMatchObject({
        question: 'Shall it go live?',
        waitsFor: 'decision',
      });
      await runner.stop();
      const next = another({ resumeAfterMs: 60_000 });
      await next.recover();
      await next.decide(ctx, {
        taskId: 'ok',
        approved: true,
        reason: 'tested',
        pipelineRunId: first.pipelineRunId,
      });
      const run = await next.waitRun(ctx, { pipelineRunId: first.pipelineRunId });
      expect([run.state, run.tasks[1]?.attempts[0]?.outputs['value']]).toEqual(['success', 'test']);
      expect(run.tasks[0]?.attempts).toHaveLength(1);
      await next.cancel(ctx, { pipelineRunId: second.pipelineRunId });
      expect(statesOf(next.getRun(ctx, second))).toMatch(/canceled, go: canceled/);
      await next.stop();
    });
  });

  it('do not go on when the run is canceled while the answer is written', async () => {
    await withRunner(async ({ file, another, engine, ctx, tasks }) => {
      const errors: string[] = [];
      const logger = {
        ...silentLogger,
        error: (_facts: object, message: string) => void errors.push(message),
      };
      const runner = another({ contextFor: (actor) => ({ ...engine.rpcContext(actor).engine, logger }) });
      file('p', 'tasks:\n  ok: { type: test/ask }\n  go: { type: test/echo, needs: [ok] }\n');
      const { pipelineRunId } = await runner.run(ctx, { name: 'p' });
      await expect.poll(() => runner.getRun(ctx, { pipelineRunId }).tasks[0]?.state).toBe('awaiting_input');
      await Promise.all([
        runner.decide(ctx, { pipelineRunId, taskId: 'ok', approved: true }),
        runner.cancel(ctx, { pipelineRunId }),
      ]);
      const run = await runner.waitRun(ctx, { pipelineRunId });
      expect([run.state, statesOf(run)]).toEqual(['canceled', 'ok: canceled, go: canceled']);
      // Whatever was still to be written is, when another write is through and its turn is over.
      await ctx.write((tx) => {
        tx.unchanged();
      });
      await setImmediate();
      expect([tasks.started, errors]).toEqual([['ok 1'], []]);
      await runner.stop();
    });
  });

  it('wait for a file without a slot', async () => {
    await withRunner(
      async ({ file, folder, runner, ctx, finish }) => {
        const path = join(folder, 'data.csv');
        file('p', `tasks: { a: { type: test/appear, with: { file: "${path}" } } }\n`);
        file('q', 'tasks: { a: { type: test/echo } }\n');
        const { pipelineRunId } = await runner.run(ctx, { name: 'p' });
        const task = (): PipelineRun['tasks'][number] | undefined =>
          runner.getRun(ctx, { pipelineRunId }).tasks[0];
        await expect.poll(() => task()?.state).toBe('up_for_reschedule');
        expect(task()?.waitsFor).toBe(`the file ${path}`);
        // What else happens in the folder makes nobody ask again.
        for (let n = 0; n < 20; n++) writeFileSync(join(folder, `other-${n}`), 'text');
        expect((await finish('q')).state).toBe('success');
        writeFileSync(path, 'text');
        expect((await runner.waitRun(ctx, { pipelineRunId })).state).toBe('success');
        expect(task()?.attempts).toHaveLength(1);
        const { text } = await runner.log(ctx, { pipelineRunId, taskId: 'a' });
        expect(text.match(/ looks$/gm)).toHaveLength(2);
      },
      { slots: 1 },
    );
  });
});

describe('the cache', () => {
  it('gives the outputs of the same work, not of other work, and says so', async () => {
    await withRunner(async ({ file, finish, tasks }) => {
      file(
        'p',
        'params: { x: { type: string, default: a } }\ntasks: { a: { type: test/echo, cache: true, with: { text: "{{ params.x }}" } } }\n',
      );
      const fresh = await finish('p');
      const cached = await finish('p');
      const other = await finish('p', { x: 'b' });
      const of = (run: PipelineRun): unknown[] => [
        run.tasks[0]?.attempts[0]?.isCached,
        run.tasks[0]?.attempts[0]?.outputs['value'],
      ];
      expect([fresh, cached, other].map(of)).toEqual([
        [false, 'a'],
        [true, 'a'],
        [false, 'b'],
      ]);
      expect(tasks.started).toHaveLength(2);
    });
  });

  it('leaves what is wrong with the input to the task', async () => {
    await withRunner(async ({ file, finish }) => {
      file(
        'p',
        'params: { x: { type: integer, default: 1 } }\ntasks:\n  a: { type: test/echo }\n  b: { type: test/code, needs: [a], cache: true, with: { file: "{{ tasks.a.outputs.nested }}" } }\n',
      );
      const run = await finish('p');
      expect([run.state, run.tasks[1]?.attempts[0]?.errorCode]).toEqual(['failed', 'INVALID_INPUT']);
    });
  });
});

describe('pools', () => {
  it('limit tasks of all runs, and say what a task waits for', async () => {
    await withRunner(async ({ file, runner, ctx, tasks }) => {
      file('p', 'max_active_runs: 2\npools: { gpu: 1 }\ntasks:\n  a: { type: test/hold, pool: gpu }\n');
      const first = await runner.run(ctx, { name: 'p' });
      const second = await runner.run(ctx, { name: 'p' });
      await tasks.whenStarted('a');
      expect(runner.getRun(ctx, second).tasks[0]?.waitsFor).toBe('pool p.gpu');
      tasks.release('a');
      for (const { pipelineRunId } of [first, second])
        expect((await runner.waitRun(ctx, { pipelineRunId })).state).toBe('success');
      expect(tasks.mostAtOnce).toBe(1);
    });
  });
});

describe('running again', () => {
  const chain =
    'params: { at: { type: integer, default: 2 } }\ntasks:\n  a: { type: test/echo }\n  b: { type: test/flaky, needs: [a], with: { at: "{{ params.at }}" } }\n  c: { type: test/echo, needs: [b] }\n';

  it('resets what failed and what comes after it, keeps what was, and counts retries anew', async () => {
    await withRunner(async ({ file, finish, runner, ctx, tasks }) => {
      file('p', chain);
      const failed = await finish('p');
      expect(statesOf(failed)).toBe('a: success, b: failed, c: upstream_failed');
      const input = { pipelineRunId: failed.pipelineRunId, scope: 'failed' as const };
      expect((await runner.previewClear(ctx, input)).tasks.map(({ taskId }) => taskId)).toEqual(['b', 'c']);
      await runner.clear(ctx, input);
      const run = await runner.waitRun(ctx, { pipelineRunId: failed.pipelineRunId });
      expect([run.state, statesOf(run)]).toEqual(['success', 'a: success, b: success, c: success']);
      expect(run.flags.hasFailedTasks).toBe(false);
      expect(run.startedAt).toBeGreaterThanOrEqual(failed.endedAt ?? Infinity);
      expect(run.tasks[1]?.attempts.map(({ state }) => state)).toEqual(['failed', 'success']);
      expect(tasks.started).toEqual(['a 1', 'b 1', 'b 2', 'c 1']);
    });
  });

  it('is done once when two ask for it', async () => {
    await withRunner(async ({ file, finish, runner, ctx }) => {
      file('p', chain);
      const { pipelineRunId } = await finish('p');
      const clear = (): Promise<PipelineRun> => runner.clear(ctx, { pipelineRunId, scope: 'failed' });
      const [first, second] = await Promise.allSettled([clear(), clear()]);
      expect(first.status).toBe('fulfilled');
      expect(second).toMatchObject({ status: 'rejected', reason: { code: 'INVALID_STATE' } });
      expect((await runner.waitRun(ctx, { pipelineRunId })).state).toBe('success');
    });
  });

  it('takes one task, what is before it, or what comes after it', async () => {
    await withRunner(async ({ file, finish, runner, ctx }) => {
      file('p', chain);
      const { pipelineRunId } = await finish('p', { at: 1 });
      const preview = async (scope: 'task' | 'up_to' | 'downstream' | 'whole'): Promise<string> =>
        (await runner.previewClear(ctx, { pipelineRunId, scope, taskId: 'b' })).tasks
          .map(({ taskId }) => taskId)
          .join(' ');
      expect(await preview('task')).toBe('b');
      expect(await preview('up_to')).toBe('a b');
      expect(await preview('downstream')).toBe('b c');
      expect(await preview('whole')).toBe('a b c');
      await expect(
        runner.previewClear(ctx, { pipelineRunId, scope: 'task', taskId: 'x' }),
      ).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      await expect(runner.clear(ctx, { pipelineRunId, scope: 'failed' })).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
      });
    });
  });

  it('takes a setup and its teardown along with what works between them', async () => {
    await withRunner(async ({ file, finish, runner, ctx }) => {
      file(
        'p',
        'tasks:\n  up: { type: test/echo, setup: true }\n  work: { type: test/echo, needs: [up] }\n  down: { type: test/echo, needs: [work], teardown: [up] }\n  after: { type: test/echo, needs: [work] }\n',
      );
      const { pipelineRunId } = await finish('p');
      const { tasks } = await runner.previewClear(ctx, { pipelineRunId, scope: 'task', taskId: 'work' });
      expect(tasks.map(({ taskId }) => taskId)).toEqual(['up', 'work', 'down']);
    });
  });

  it('marks a task or the run with a reason, and refuses while it runs', async () => {
    await withRunner(async ({ file, finish, runner, ctx, tasks }) => {
      file('p', chain);
      const { pipelineRunId } = await finish('p');
      const reason = 'checked by hand';
      const task = await runner.mark(ctx, { pipelineRunId, taskId: 'b', state: 'success', reason });
      expect(statesOf(task)).toBe('a: success, b: success, c: upstream_failed');
      const run = await runner.mark(ctx, { pipelineRunId, state: 'success', reason });
      expect(run).toMatchObject({ state: 'success', reason });
      file('q', 'tasks: { a: { type: test/hold } }\n');
      const held = await runner.run(ctx, { name: 'q' });
      await tasks.whenStarted('a', 2);
      await expect(
        runner.mark(ctx, { pipelineRunId: held.pipelineRunId, state: 'failed', reason }),
      ).rejects.toMatchObject({ code: 'INVALID_STATE' });
      tasks.release('a');
      await runner.waitRun(ctx, { pipelineRunId: held.pipelineRunId });
    });
  });
});

describe('a task that depends on the past', () => {
  it('waits for the run before it, which may be run again meanwhile', async () => {
    await withRunner(async ({ file, finish, runner, ctx }) => {
      file('p', 'tasks:\n  a: { type: test/flaky, depends_on_past: true, with: { at: 2 } }\n');
      const first = await finish('p');
      expect(first.state).toBe('failed');
      const second = await runner.run(ctx, { name: 'p' });
      await expect.poll(() => runner.getRun(ctx, second).tasks[0]?.waitsFor).toBe('depends_on_past');
      await runner.clear(ctx, { pipelineRunId: first.pipelineRunId, scope: 'failed' });
      expect((await runner.waitRun(ctx, { pipelineRunId: first.pipelineRunId })).state).toBe('success');
      await expect.poll(() => runner.getRun(ctx, second).tasks[0]?.attempts.length).toBe(1);
      expect((await runner.waitRun(ctx, { pipelineRunId: second.pipelineRunId })).state).toBe('failed');
    });
  });

  it('gives its place to that run, also when it was in line first', async () => {
    await withRunner(async ({ file, finish, runner, ctx, tasks }) => {
      const last = (needs: string): string =>
        `  a: { type: test/flaky, needs: [${needs}], depends_on_past: true, with: { at: 2 } }\n`;
      file('p', `tasks:\n${last('')}`);
      const { pipelineRunId } = await finish('p');
      file('p', `${holds('y')}${last('y')}`);
      const second = await runner.run(ctx, { name: 'p' });
      await tasks.whenStarted('y');
      await runner.clear(ctx, { pipelineRunId, scope: 'failed' });
      expect(runner.getRun(ctx, { pipelineRunId }).state).toBe('queued');
      tasks.release('y');
      expect((await runner.waitRun(ctx, { pipelineRunId })).state).toBe('success');
      await runner.waitRun(ctx, { pipelineRunId: second.pipelineRunId });
    });
  });
});
