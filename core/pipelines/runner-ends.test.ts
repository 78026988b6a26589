import { describe, expect, it } from 'vitest';
import type { Actor } from '#contract/entities.ts';
import { createRun, getRun } from '#core/tracking/index.ts';
import { startRun } from './run/active-run.ts';
import { createAlarms } from './run/alarms.ts';
import { queueRun } from './run/queue-run.ts';
import { createSlots } from './run/slots.ts';
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
  it('marks what runs when the engine stops, and takes no more', async () => {
    await withRunner(async ({ ctx, file, runner, tasks }) => {
      file('p', `${holds('a')}  b: { type: test/echo, needs: [a] }\n`);
      const { pipelineRunId } = await runner.run(ctx, { name: 'p' });
      const queued = await runner.run(ctx, { name: 'p' });
      await tasks.whenStarted('a');
      const waiting = runner.waitRun(ctx, { pipelineRunId });
      await runner.stop();
      expect(await waiting).toMatchObject({ state: 'failed', flags: { recovered: true } });
      const run = runner.getRun(ctx, { pipelineRunId });
      expect(run.reason).toMatch(/^interrupted: the engine stopped/);
      expect(statesOf(run)).toBe('a: interrupted, b: canceled');
      expect(runner.getRun(ctx, queued).state).toBe('queued');
      await expect(runner.run(ctx, { name: 'p' })).rejects.toMatchObject({ code: 'ENGINE_STOPPING' });
    });
  });

  it('marks what a dead engine left, its tracking runs too, and starts what had not begun', async () => {
    await withRunner(async ({ ctx, file, runner, tasks, another, finish }) => {
      file('p', `${holds('a')}  b: { type: test/echo, needs: [a] }\n`);
      const { pipelineRunId } = await runner.run(ctx, { name: 'p' });
      const queued = await runner.run(ctx, { name: 'p' });
      await tasks.whenStarted('a');
      const tag = { key: 'stile.pipelineRunId', value: pipelineRunId };
      const own = await createRun(ctx, { experimentId: '0', tags: [tag] });
      // More than a page of a search.
      const more = await Promise.all(
        Array.from({ length: 120 }, () => createRun(ctx, { experimentId: '0', tags: [tag] })),
      );
      const foreign = await createRun(ctx, { experimentId: '0', tags: [{ ...tag, value: 'another' }] });
      // The first runner knows nothing of it: to the second one it is dead.
      const next = another({ resumeAfterMs: 0 });
      await next.recover();
      const run = next.getRun(ctx, { pipelineRunId });
      expect(run).toMatchObject({
        state: 'failed',
        reason: 'interrupted: the engine ended before the run was over',
        flags: { recovered: true, hasFailedTasks: false },
      });
      expect(statesOf(run)).toBe('a: interrupted, b: canceled');
      expect(run.tasks[0]?.attempts).toMatchObject([{ state: 'interrupted', reason: run.reason }]);
      expect(getRun(ctx, own.runId)).toMatchObject({ status: 'FAILED' });
      expect(getRun(ctx, own.runId).tags).toContainEqual({ key: 'stile.interrupted', value: 'true' });
      expect(new Set(more.map(({ runId }) => getRun(ctx, runId).status))).toEqual(new Set(['FAILED']));
      expect(getRun(ctx, foreign.runId).status).toBe('RUNNING');
      const { text } = await next.log(ctx, { pipelineRunId, taskId: 'a' });
      expect(text).toMatch(/half way\n.* interrupted: the engine ended/);
      tasks.release('a');
      expect((await next.waitRun(ctx, queued)).state).toBe('success');
      await next.recover();
      expect(next.getRun(ctx, { pipelineRunId })).toEqual(run);
      await next.stop();
      expect((await finish('p')).state).toBe('success');
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
      const task = {
        type: 'test/echo',
        triggerRule: 'all_success',
        retries: 0,
        retryDelayMs: 0,
        with: {},
      } as const;
      const more = { executionTimeoutMs: null, priorityWeight: 1 };
      const definition = {
        name: 'knot',
        description: '',
        params: {},
        maxActiveRuns: 1,
        tasks: [
          { ...task, ...more, id: 'a', needs: ['b'] },
          { ...task, ...more, id: 'b', needs: ['a'] },
        ],
      };
      const trigger = { kind: 'manual', detail: '' } as const;
      const plan = await queueRun(ctx, { definition, text: '', params: {}, trigger });
      const services = {
        contextFor: (actor: Actor) => engine.rpcContext(actor).engine,
        types: new Map(tasks.types.map((type) => [type.name, type])),
        slots: createSlots(1),
        alarms: createAlarms(ctx.clock),
      };
      await startRun(services, plan).ended;
      const run = runner.getRun(ctx, plan.ref);
      expect(run.state).toBe('failed');
      expect(run.reason).toMatch(/^deadlock/);
      expect(statesOf(run)).toBe('a: canceled, b: canceled');
    });
  });
});
