import { describe, expect, it } from 'vitest';
import type { Actor } from '#contract/entities.ts';
import { createRun, getRun } from '#core/tracking/index.ts';
import { startRun } from './run/active-run.ts';
import { parsePipeline } from './definition/parse-pipeline.ts';
import { queueRun } from './run/queue-run.ts';
import { createRunner } from './runner-parts.ts';
import { noPrograms } from './testing/no-programs.ts';
import { noPythons } from './testing/no-pythons.ts';
import { testPlatform } from './testing/test-platform.ts';
import { createTestTasks } from './testing/test-tasks.ts';
import { holds, statesOf, withRunner } from './testing/with-runner.ts';

describe('canceling', () => {
  it('ends what runs and what waits', async () => {
    await withRunner(
      async ({ ctx, file, runner, tasks }) => {
        file('p', `${holds('a', 'b')}  c: { type: test/echo, needs: [a] }\n`);
        const { pipelineRunId } = await runner.run(ctx, { name: 'p' });
        await tasks.whenStarted('a');
        const waiting = runner.waitRun(ctx, { pipelineRunId });
        const run = await runner.cancel(ctx, { pipelineRunId, reason: 'wrong data' });
        expect(run).toMatchObject({
          state: 'canceled',
          reason: 'wrong data',
          flags: { hasFailedTasks: false },
        });
        expect(statesOf(run)).toBe('a: canceled, b: canceled, c: canceled');
        expect(run.tasks[0]?.attempts[0]).toMatchObject({ state: 'canceled', reason: 'wrong data' });
        expect(await waiting).toEqual(run);
        expect(await runner.cancel(ctx, { pipelineRunId })).toEqual(run);
      },
      { slots: 1 },
    );
  });

  it('leaves what a part of a run has reused or left out as it is', () =>
    withRunner(async ({ ctx, file, runner, tasks, finish }) => {
      file(
        'p',
        'tasks: { a: { type: test/echo }, b: { type: test/echo, needs: [a] }, c: { type: test/echo } }\n',
      );
      await finish('p');
      file(
        'p',
        'tasks: { a: { type: test/echo }, b: { type: test/hold, needs: [a] }, c: { type: test/echo } }\n',
      );
      const selection = { mode: 'only' as const, tasks: ['b'] };
      const { pipelineRunId } = await runner.run(ctx, { name: 'p', selection });
      await tasks.whenStarted('b');
      const waiting = runner.waitRun(ctx, { pipelineRunId });
      const run = await runner.cancel(ctx, { pipelineRunId });
      expect([run.state, statesOf(run)]).toEqual(['canceled', 'a: success, b: canceled, c: removed']);
      expect(await waiting).toEqual(run);
    }));

  it('leaves a task that was marked as it is', () =>
    withRunner(async ({ ctx, file, runner, tasks }) => {
      file('p', 'tasks: { a: { type: test/hold }, b: { type: test/echo, needs: [a] } }\n');
      const { pipelineRunId } = await runner.run(ctx, { name: 'p' });
      await tasks.whenStarted('a');
      await runner.mark(ctx, { pipelineRunId, taskId: 'b', state: 'success', reason: 'done by hand' });
      const run = await runner.cancel(ctx, { pipelineRunId });
      expect([run.state, statesOf(run)]).toEqual(['canceled', 'a: canceled, b: success']);
    }));

  it('leaves a task that does not listen to itself after its grace', async () => {
    await withRunner(
      async ({ ctx, file, runner, tasks }) => {
        file('p', 'tasks: { a: { type: test/stubborn, with: { ms: 300 } } }\n');
        const { pipelineRunId } = await runner.run(ctx, { name: 'p' });
        await tasks.whenStarted('a');
        const run = await runner.cancel(ctx, { pipelineRunId });
        expect(run.state).toBe('canceled');
        expect(run.tasks[0]?.attempts[0]?.reason).toMatch(/did not end within 0.02 s and was left to itself/);
      },
      { graceMs: { cancel: 20, stop: 20 } },
    );
  });

  it('may be asked for twice at once, of a run that waits', async () => {
    await withRunner(async ({ ctx, file, runner, tasks }) => {
      file('p', holds('a', 'b'));
      await runner.run(ctx, { name: 'p' });
      await tasks.whenStarted('a');
      const { pipelineRunId } = await runner.run(ctx, { name: 'p' });
      const [first, second] = await Promise.all([
        runner.cancel(ctx, { pipelineRunId }),
        runner.cancel(ctx, { pipelineRunId, reason: 'again' }),
      ]);
      expect(first).toMatchObject({ state: 'canceled', reason: 'canceled by test' });
      expect(second).toEqual(first);
    });
  });

  it('takes a run out of the line, and refuses one that is over', async () => {
    await withRunner(async ({ ctx, file, runner, tasks }) => {
      file('p', holds('a'));
      const first = await runner.run(ctx, { name: 'p' });
      const second = await runner.run(ctx, { name: 'p' });
      const run = await runner.cancel(ctx, { pipelineRunId: second.pipelineRunId });
      expect(run).toMatchObject({ state: 'canceled', startedAt: null, reason: 'canceled by test' });
      expect(statesOf(run)).toBe('a: canceled');
      tasks.release('a');
      await runner.waitRun(ctx, { pipelineRunId: first.pipelineRunId });
      await expect(runner.cancel(ctx, { pipelineRunId: first.pipelineRunId })).rejects.toMatchObject({
        code: 'INVALID_STATE',
        data: { state: 'success' },
      });
      expect(tasks.started).toEqual(['a 1']);
    });
  });
});

describe('stopping and recovering', () => {
  it('leaves a run to the next engine when it stops, and takes no more', async () => {
    await withRunner(async ({ ctx, file, runner, tasks, another }) => {
      file('p', `${holds('a')}  b: { type: test/echo, needs: [a] }\n`);
      const { pipelineRunId } = await runner.run(ctx, { name: 'p' });
      const queued = await runner.run(ctx, { name: 'p' });
      await tasks.whenStarted('a');
      const waiting = runner.waitRun(ctx, { pipelineRunId });
      await runner.stop();
      expect(await waiting).toMatchObject({ state: 'running' });
      const left = runner.getRun(ctx, { pipelineRunId });
      expect(statesOf(left)).toBe('a: up_for_retry, b: none');
      expect(left.tasks[0]?.attempts).toMatchObject([
        { state: 'interrupted', reason: 'interrupted: the engine stopped before the task was over' },
      ]);
      expect(runner.getRun(ctx, queued).state).toBe('queued');
      await expect(runner.run(ctx, { name: 'p' })).rejects.toMatchObject({ code: 'ENGINE_STOPPING' });
      const next = another({ resumeAfterMs: 0 });
      await next.recover();
      await tasks.whenStarted('a', 2);
      tasks.release('a');
      expect(await next.waitRun(ctx, { pipelineRunId })).toMatchObject({
        state: 'success',
        flags: { recovered: true },
      });
      expect((await next.waitRun(ctx, queued)).state).toBe('success');
      await next.stop();
    });
  });

  it('goes on after a dead engine: what was lost is marked and tried again, its tracking runs are ended', async () => {
    await withRunner(async ({ ctx, file, runner, tasks, another }) => {
      file('p', `${holds('a')}  b: { type: test/echo, needs: [a] }\n`);
      const { pipelineRunId } = await runner.run(ctx, { name: 'p' });
      await tasks.whenStarted('a');
      const tag = { key: 'stile.pipelineRunId', value: pipelineRunId };
      const tags = [tag, { key: 'stile.task', value: 'a' }];
      const own = await createRun(ctx, { experimentId: '0', tags });
      // More than a page of a search.
      const more = await Promise.all(
        Array.from({ length: 120 }, () => createRun(ctx, { experimentId: '0', tags })),
      );
      const foreign = await createRun(ctx, { experimentId: '0', tags: [{ ...tag, value: 'another' }] });
      // The first runner knows nothing of it: to the second one it is dead.
      const second = createTestTasks();
      const next = another({ resumeAfterMs: 300, taskTypes: second.types });
      await next.recover();
      const lost = next.getRun(ctx, { pipelineRunId });
      expect(lost).toMatchObject({ state: 'running', flags: { recovered: true, hasFailedTasks: false } });
      expect(statesOf(lost)).toBe('a: interrupted, b: none');
      const reason = 'interrupted: the engine ended before the task did';
      expect(lost.tasks[0]?.attempts).toMatchObject([{ state: 'interrupted', reason }]);
      expect(getRun(ctx, own.runId)).toMatchObject({ status: 'FAILED' });
      expect(getRun(ctx, own.runId).tags).toContainEqual({ key: 'stile.interrupted', value: 'true' });
      expect(new Set(more.map(({ runId }) => getRun(ctx, runId).status))).toEqual(new Set(['FAILED']));
      expect(getRun(ctx, foreign.runId).status).toBe('RUNNING');
      const { text } = await next.log(ctx, { pipelineRunId, taskId: 'a' });
      expect(text).toMatch(/half way\n.* interrupted: the engine ended/);
      await second.whenStarted('a');
      second.release('a');
      const run = await next.waitRun(ctx, { pipelineRunId });
      expect([run.state, statesOf(run)]).toEqual(['success', 'a: success, b: success']);
      expect(run.tasks[0]?.attempts.map(({ state }) => state)).toEqual(['interrupted', 'success']);
      await next.recover();
      expect(next.getRun(ctx, { pipelineRunId })).toEqual(run);
      await next.stop();
    });
  });

  it('gives a task up that is interrupted for the third time, or as its policy says', async () => {
    await withRunner(async ({ ctx, file, runner, tasks, another }) => {
      const policy = (id: string, word: string): string =>
        `  ${id}: { type: test/hold, on_interrupt: ${word} }\n`;
      file('p', `${holds('a')}${policy('b', 'fail')}${policy('c', 'hold')}`);
      const { pipelineRunId } = await runner.run(ctx, { name: 'p' });
      let engine = runner;
      for (let times = 1; times <= 3; times++) {
        await tasks.whenStarted('a', times);
        await engine.stop();
        engine = another({ resumeAfterMs: 0 });
        await engine.recover();
      }
      await expect
        .poll(() => statesOf(engine.getRun(ctx, { pipelineRunId })))
        .toBe('a: failed, b: failed, c: awaiting_input');
      const held = engine.getRun(ctx, { pipelineRunId });
      expect(held.tasks[0]?.attempts.map(({ state }) => state)).toEqual(Array(3).fill('interrupted'));
      expect(held.tasks[1]?.attempts).toHaveLength(1);
      expect(held.tasks[2]?.question).toMatch(/^interrupted: .* Run it again\?$/);
      await engine.decide(ctx, { pipelineRunId, taskId: 'c', approved: true, reason: 'it is safe' });
      await tasks.whenStarted('c', 2);
      tasks.release('c');
      expect((await engine.waitRun(ctx, { pipelineRunId })).state).toBe('failed');
      await expect(
        engine.decide(ctx, { pipelineRunId, taskId: 'c', approved: true, reason: '' }),
      ).rejects.toMatchObject({ code: 'INVALID_STATE', data: { state: 'success' } });
      await engine.stop();
    });
  });
});

describe('a run that cannot be written', () => {
  it('is told to who waits, keeps no slot, and can be canceled', async () => {
    await withRunner(
      async ({ ctx, file, runner, tasks, finish }) => {
        file('p', `max_active_runs: 5\n${holds('a')}`);
        const { pipelineRunId } = await runner.run(ctx, { name: 'p' });
        await tasks.whenStarted('a');
        const waiting = runner.waitRun(ctx, { pipelineRunId });
        const moved = "UPDATE task_runs SET state = 'up_for_reschedule' WHERE task_id = 'a'";
        await ctx.write((tx) => {
          tx.db.run(moved);
          tx.unchanged();
        });
        tasks.release('a');
        await expect(waiting).rejects.toThrow(/task a of .* cannot go from up_for_reschedule to success/);
        expect(runner.getRun(ctx, { pipelineRunId }).state).toBe('running');
        expect((await finish('p')).state).toBe('success');
        const run = await runner.cancel(ctx, { pipelineRunId });
        expect(run.state).toBe('canceled');
        expect(statesOf(run)).toBe('a: canceled');
      },
      { slots: 1 },
    );
  });

  it('ends as stuck where tasks could wait for ever', async () => {
    await withRunner(async ({ ctx, tasks, runner, engine }) => {
      const { definition } = parsePipeline(
        'version: 1\nname: knot\ntasks:\n  a: { type: test/echo }\n  b: { type: test/echo }\n',
        new Map(tasks.types.map((type) => [type.name, type])),
      );
      if (definition === null) throw new Error('the pipeline is wrong');
      const knot = definition.tasks.map((task) => ({ ...task, needs: [task.id === 'a' ? 'b' : 'a'] }));
      const trigger = { kind: 'manual', detail: '' } as const;
      const plan = await queueRun(ctx, {
        definition: { ...definition, tasks: knot },
        text: '',
        params: {},
        trigger,
      });
      const { services } = createRunner({
        contextFor: (actor: Actor) => engine.rpcContext(actor).engine,
        taskTypes: tasks.types,
        platform: testPlatform(),
        env: {},
        supervisor: noPrograms,
        pythons: noPythons,
        listen: engine.hub.listen,
        project: ctx.paths.root,
      });
      await startRun(services, plan, null).ended;
      const run = runner.getRun(ctx, plan.ref);
      expect(run.state).toBe('failed');
      expect(run.reason).toMatch(/^deadlock/);
      expect(statesOf(run)).toBe('a: canceled, b: canceled');
    });
  });
});
