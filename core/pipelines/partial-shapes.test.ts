import { describe, expect, it } from 'vitest';
import type { RunSelection } from '#contract/pipeline-views.ts';
import type { PipelineRun } from '#contract/pipelines.ts';
import { statesOf, withRunner, type TestRunner } from './testing/with-runner.ts';

async function finishPart({ runner, ctx }: TestRunner, selection: RunSelection): Promise<PipelineRun> {
  const { pipelineRunId } = await runner.run(ctx, { name: 'p', selection });
  return runner.waitRun(ctx, { pipelineRunId });
}

const mapped = `params: { names: { type: array, default: [x, y, z] } }
tasks:
  each: { type: test/echo, map: { over: "{{ params.names }}" }, with: { text: "{{ item }}!" } }
  all: { type: test/echo, needs: [each], with: { list: "{{ tasks.each.outputs.value }}" } }
`;

describe('a run of a part with a mapped task', () => {
  it('reuses every instance with its outputs, in their order', () =>
    withRunner(async (test) => {
      test.file('p', mapped);
      await test.finish('p');
      test.tasks.started.length = 0;
      const run = await finishPart(test, { mode: 'only', tasks: ['all'] });
      expect(test.tasks.started).toEqual(['all 1']);
      expect(run.tasks.map(({ taskId, mapIndex, label }) => [taskId, mapIndex, label])).toEqual([
        ['each', 0, 'x'],
        ['each', 1, 'y'],
        ['each', 2, 'z'],
        ['all', -1, null],
      ]);
      expect(run.tasks.at(-1)?.attempts[0]?.outputs['input']).toBe('{"list":["x!","y!","z!"]}');
    }));

  it('runs all instances of one that is run, and knows of other items as other params', () =>
    withRunner(async (test) => {
      test.file('p', mapped);
      await test.finish('p');
      const { tasks } = await test.runner.previewRun(test.ctx, {
        name: 'p',
        params: { names: ['w'] },
        selection: { mode: 'upTo', tasks: ['all'] },
      });
      expect(tasks).toMatchObject([
        { taskId: 'each', action: 'run', why: 'changed', stale: ['params'] },
        { taskId: 'all', action: 'run', why: 'selected', stale: ['upstream'] },
      ]);
      const run = await finishPart(test, { mode: 'only', tasks: ['each'] });
      expect(statesOf(run)).toBe('each: success, each: success, each: success, all: removed');
      const { tasks: standing } = await test.runner.standing(test.ctx, { name: 'p' });
      expect(standing).toMatchObject([
        { taskId: 'each', instances: { total: 3, success: 3 }, stale: [] },
        { taskId: 'all', instances: null, stale: ['upstream'] },
      ]);
    }));
});

const branching = `tasks:
  pick: { type: test/branch, with: { choose: [left] } }
  left: { type: test/echo, needs: [pick], with: { text: l } }
  right: { type: test/echo, needs: [pick], with: { text: r } }
  join: { type: test/echo, needs: [left, right], trigger_rule: none_failed_min_one_success }
`;

describe('a run of a part behind a branch', () => {
  it('leaves out the way that was not taken, as the reused branch says', () =>
    withRunner(async (test) => {
      test.file('p', branching);
      await test.finish('p');
      test.tasks.started.length = 0;
      const run = await finishPart(test, { mode: 'upTo', tasks: ['join'] });
      expect(statesOf(run)).toBe('pick: success, left: success, right: skipped, join: success');
      expect(run.state).toBe('success');
      expect(test.tasks.started).toEqual(['join 1']);
    }));

  it('runs a task that is named, although the reused branch chose another', () =>
    withRunner(async (test) => {
      test.file('p', branching);
      await test.finish('p');
      test.tasks.started.length = 0;
      const only = await finishPart(test, { mode: 'only', tasks: ['right'] });
      expect(statesOf(only)).toBe('pick: success, left: removed, right: success, join: removed');
      const from = await finishPart(test, { mode: 'from', tasks: ['right'] });
      expect(statesOf(from)).toBe('pick: success, left: success, right: success, join: success');
      expect(test.tasks.started).toEqual(['right 1', 'right 1', 'join 1']);
    }));

  it('follows a branch that it runs', () =>
    withRunner(async (test) => {
      test.file('p', branching);
      await test.finish('p');
      test.file('p', branching.replace('choose: [left]', 'choose: [right]'));
      const run = await finishPart(test, { mode: 'failed' });
      expect(statesOf(run)).toBe('pick: success, left: skipped, right: success, join: success');
    }));
});

const scoped = `tasks:
  up: { type: test/echo, setup: true }
  work: { type: test/echo, needs: [up] }
  more: { type: test/echo, needs: [work] }
  down: { type: test/echo, needs: [more], teardown: [up] }
  after: { type: test/echo, needs: [more] }
`;

describe('a run of a part between a setup and its teardown', () => {
  it('sets up and tears down again for what runs between them', () =>
    withRunner(async (test) => {
      test.file('p', scoped);
      await test.finish('p');
      const { tasks } = await test.runner.previewRun(test.ctx, {
        name: 'p',
        selection: { mode: 'only', tasks: ['more'] },
      });
      expect(tasks.map(({ taskId, action, why }) => `${taskId}: ${action} ${why}`)).toEqual([
        'up: run before',
        'work: reuse unchanged',
        'more: run selected',
        'down: run after',
        'after: leaveOut notSelected',
      ]);
      test.tasks.started.length = 0;
      const run = await finishPart(test, { mode: 'only', tasks: ['more'] });
      expect(run.state).toBe('success');
      expect(test.tasks.started).toEqual(['up 1', 'more 1', 'down 1']);
    }));

  it('does neither for what comes after the teardown', () =>
    withRunner(async (test) => {
      test.file('p', scoped);
      await test.finish('p');
      const run = await finishPart(test, { mode: 'only', tasks: ['after'] });
      expect(statesOf(run)).toBe('up: success, work: success, more: success, down: removed, after: success');
      expect(run.state).toBe('success');
    }));

  it('fails with the task that failed in it, and not for what it left out', () =>
    withRunner(async (test) => {
      test.file('p', scoped);
      await test.finish('p');
      test.file('p', scoped.replace('more: { type: test/echo', 'more: { type: test/fail'));
      const run = await finishPart(test, { mode: 'only', tasks: ['more'] });
      expect(statesOf(run)).toBe('up: success, work: success, more: failed, down: success, after: removed');
      expect([run.state, run.reason]).toEqual(['failed', 'Task more failed: it broke']);
    }));
});

const chain = `tasks:
  a: { type: test/echo, with: { text: one } }
  b: { type: test/flaky, needs: [a], with: { at: 3 }, retries: 1, retry_delay: 1ms }
  c: { type: test/echo, needs: [b], with: { count: "{{ tasks.b.outputs.tries }}" } }
`;

describe('a clear in a run of a part', () => {
  it('tries again what failed, and keeps what was reused and left out', () =>
    withRunner(async (test) => {
      test.file('p', chain);
      await test.finish('p');
      const part = await finishPart(test, { mode: 'from', tasks: ['b'] });
      expect(statesOf(part)).toBe('a: success, b: failed, c: upstream_failed');
      const { pipelineRunId } = part;
      test.tasks.started.length = 0;
      await test.runner.clear(test.ctx, { pipelineRunId, scope: 'whole' });
      const again = await test.runner.waitRun(test.ctx, { pipelineRunId });
      expect(statesOf(again)).toBe('a: success, b: success, c: success');
      expect(test.tasks.started).toEqual(['b 3', 'c 1']);
      expect(again.tasks[2]?.attempts.at(-1)?.outputs['value']).toBe(3);
    }));

  it('takes in a task that is named', () =>
    withRunner(async (test) => {
      test.file('p', chain.replace('at: 3', 'at: 1'));
      await test.finish('p');
      const { pipelineRunId } = await finishPart(test, { mode: 'only', tasks: ['b'] });
      test.tasks.started.length = 0;
      await test.runner.clear(test.ctx, { pipelineRunId, scope: 'task', taskId: 'a' });
      const run = await test.runner.waitRun(test.ctx, { pipelineRunId });
      expect(statesOf(run)).toBe('a: success, b: success, c: removed');
      await test.runner.clear(test.ctx, { pipelineRunId, scope: 'downstream', taskId: 'c' });
      const whole = await test.runner.waitRun(test.ctx, { pipelineRunId });
      expect(statesOf(whole)).toBe('a: success, b: success, c: success');
      expect(test.tasks.started).toEqual(['a 2', 'c 1']);
      const { tasks } = await test.runner.standing(test.ctx, { name: 'p' });
      // The run of `a` is younger than that of `b`, which is therefore out of date.
      expect(tasks.map(({ taskId, stale, pipelineRunId: of }) => [taskId, stale, of])).toEqual([
        ['a', [], pipelineRunId],
        ['b', ['upstream'], pipelineRunId],
        ['c', ['upstream'], pipelineRunId],
      ]);
    }));
});
