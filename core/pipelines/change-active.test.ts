import { describe, expect, it } from 'vitest';
import { statesOf, withRunner } from './testing/with-runner.ts';

const beside = `tasks:
  slow: { type: test/hold }
  flaky: { type: test/flaky, with: { at: 2 } }
  after: { type: test/echo, needs: [flaky], with: { count: "{{ tasks.flaky.outputs.tries }}" } }
  last: { type: test/echo, needs: [slow, after] }
`;

describe('a clear in a run that works', () => {
  it('begins what failed anew, with all after it, while others go on', () =>
    withRunner(async ({ file, runner, ctx, tasks }) => {
      file('p', beside);
      const { pipelineRunId } = await runner.run(ctx, { name: 'p' });
      await expect
        .poll(() => statesOf(runner.getRun(ctx, { pipelineRunId })))
        .toBe('slow: running, flaky: failed, after: upstream_failed, last: upstream_failed');
      const preview = await runner.previewClear(ctx, { pipelineRunId, scope: 'failed' });
      expect(preview.tasks.map(({ taskId }) => taskId)).toEqual(['flaky', 'after', 'last']);
      await expect(runner.clear(ctx, { pipelineRunId, scope: 'task', taskId: 'slow' })).rejects.toMatchObject(
        { code: 'INVALID_STATE', data: { id: 'slow' } },
      );
      await runner.clear(ctx, { pipelineRunId, scope: 'failed' });
      await expect
        .poll(() => statesOf(runner.getRun(ctx, { pipelineRunId })))
        .toBe('slow: running, flaky: success, after: success, last: none');
      tasks.release('slow');
      const run = await runner.waitRun(ctx, { pipelineRunId });
      expect([run.state, statesOf(run)]).toEqual([
        'success',
        'slow: success, flaky: success, after: success, last: success',
      ]);
      expect(run.tasks[1]?.attempts.map(({ try: attempt, state }) => [attempt, state])).toEqual([
        [1, 'failed'],
        [2, 'success'],
      ]);
      expect(run.tasks[2]?.attempts[0]?.outputs['value']).toBe(2);
    }));

  it('may be the last that works: the run ends with it', () =>
    withRunner(async ({ file, runner, ctx, tasks }) => {
      file('p', beside.replace('at: 2', 'at: 3'));
      const { pipelineRunId } = await runner.run(ctx, { name: 'p' });
      await expect.poll(() => runner.getRun(ctx, { pipelineRunId }).tasks[1]?.state).toBe('failed');
      // Both at once: what is released must not end the run before the clear is written.
      const cleared = runner.clear(ctx, { pipelineRunId, scope: 'failed' });
      tasks.release('slow');
      await cleared;
      const run = await runner.waitRun(ctx, { pipelineRunId });
      expect([run.state, statesOf(run)]).toEqual([
        'failed',
        'slow: success, flaky: failed, after: upstream_failed, last: upstream_failed',
      ]);
      expect(run.tasks[1]?.attempts).toHaveLength(2);
    }));

  it('is refused while another change of the same task is written, and begins it once', () =>
    withRunner(async ({ file, runner, ctx, tasks }) => {
      file('p', beside.replace('at: 2', 'at: 3'));
      const { pipelineRunId } = await runner.run(ctx, { name: 'p' });
      await expect.poll(() => runner.getRun(ctx, { pipelineRunId }).tasks[1]?.state).toBe('failed');
      const clear = () => runner.clear(ctx, { pipelineRunId, scope: 'task', taskId: 'flaky' });
      const both = await Promise.allSettled([clear(), clear()]);
      expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
      tasks.release('slow');
      const run = await runner.waitRun(ctx, { pipelineRunId });
      expect(run.tasks[1]?.attempts.map(({ state }) => state)).toEqual(['failed', 'failed']);
    }));

  it('of a map that then does not run leaves no instance behind', () =>
    withRunner(async ({ file, runner, ctx, tasks }) => {
      const map = 'each: { type: test/echo, needs: [first], map: { over: [1, 2, 3] } }';
      file('p', `tasks:\n  slow: { type: test/hold }\n  first: { type: test/echo }\n  ${map}\n`);
      const { pipelineRunId } = await runner.run(ctx, { name: 'p' });
      await expect
        .poll(() => statesOf(runner.getRun(ctx, { pipelineRunId })))
        .toBe('slow: running, first: success, each: success, each: success, each: success');
      await runner.mark(ctx, { pipelineRunId, taskId: 'first', state: 'failed', reason: 'wrong' });
      await runner.clear(ctx, { pipelineRunId, scope: 'task', taskId: 'each' });
      await expect
        .poll(() => statesOf(runner.getRun(ctx, { pipelineRunId })))
        .toBe('slow: running, first: failed, each: upstream_failed, each: removed, each: removed');
      tasks.release('slow');
      const run = await runner.waitRun(ctx, { pipelineRunId });
      expect(run.state).toBe('failed');
      expect(tasks.started.filter((started) => started.startsWith('each'))).toHaveLength(3);
    }));

  it('is what a restart finds', () =>
    withRunner(async ({ file, another, ctx, tasks }) => {
      file('p', beside);
      const first = another({ graceMs: { cancel: 0, stop: 0 } });
      const { pipelineRunId } = await first.run(ctx, { name: 'p' });
      await expect.poll(() => first.getRun(ctx, { pipelineRunId }).tasks[1]?.state).toBe('failed');
      await first.clear(ctx, { pipelineRunId, scope: 'downstream', taskId: 'flaky' });
      await first.stop();
      const next = another({ resumeAfterMs: 0 });
      await next.recover();
      tasks.release('slow');
      const run = await next.waitRun(ctx, { pipelineRunId });
      await next.stop();
      expect(run.state).toBe('success');
    }));

  it('ends with a run that is canceled', () =>
    withRunner(async ({ file, runner, ctx }) => {
      file('p', beside.replace('at: 2', 'at: 9'));
      const { pipelineRunId } = await runner.run(ctx, { name: 'p' });
      await expect.poll(() => runner.getRun(ctx, { pipelineRunId }).tasks[1]?.state).toBe('failed');
      const cleared = runner.clear(ctx, { pipelineRunId, scope: 'failed' });
      // The write comes in a later turn: the run is canceled before it.
      for (let n = 0; n < 10; n++) await Promise.resolve();
      const run = await runner.cancel(ctx, { pipelineRunId });
      await cleared;
      expect(run.state).toBe('canceled');
      expect(statesOf(run)).toBe('slow: canceled, flaky: canceled, after: canceled, last: canceled');
    }));
});

describe('a mark in a run that works', () => {
  it('ends a task that has not begun, and lets go on what waits for it', () =>
    withRunner(async ({ file, runner, ctx, tasks }) => {
      file(
        'p',
        'tasks:\n  slow: { type: test/hold }\n  mid: { type: test/echo, needs: [slow] }\n  end: { type: test/echo, needs: [mid] }\n',
      );
      const { pipelineRunId } = await runner.run(ctx, { name: 'p' });
      await tasks.whenStarted('slow');
      await expect(
        runner.mark(ctx, { pipelineRunId, taskId: 'slow', state: 'success', reason: 'x' }),
      ).rejects.toMatchObject({ code: 'INVALID_STATE' });
      await runner.mark(ctx, { pipelineRunId, taskId: 'mid', state: 'success', reason: 'done by hand' });
      await expect
        .poll(() => statesOf(runner.getRun(ctx, { pipelineRunId })))
        .toBe('slow: running, mid: success, end: success');
      tasks.release('slow');
      const run = await runner.waitRun(ctx, { pipelineRunId });
      expect(run.state).toBe('success');
      expect(tasks.started).toEqual(['slow 1', 'end 1']);
    }));

  it('counts for what has not been decided on, whichever way it goes', () =>
    withRunner(async ({ file, runner, ctx, tasks }) => {
      file(
        'p',
        'tasks:\n  slow: { type: test/hold }\n  bad: { type: test/fail }\n  end: { type: test/echo, needs: [slow, bad], trigger_rule: all_done }\n  no: { type: test/echo, needs: [slow] }\n',
      );
      const { pipelineRunId } = await runner.run(ctx, { name: 'p' });
      await expect.poll(() => runner.getRun(ctx, { pipelineRunId }).tasks[1]?.state).toBe('failed');
      await runner.mark(ctx, { pipelineRunId, taskId: 'bad', state: 'success', reason: 'fine' });
      await runner.mark(ctx, { pipelineRunId, taskId: 'no', state: 'skipped', reason: 'not today' });
      tasks.release('slow');
      const run = await runner.waitRun(ctx, { pipelineRunId });
      expect([run.state, statesOf(run)]).toEqual([
        'success',
        'slow: success, bad: success, end: success, no: skipped',
      ]);
    }));
});
