import { describe, expect, it } from 'vitest';
import type { PlannedTask, RunSelection } from '#contract/pipeline-views.ts';
import type { PipelineRun } from '#contract/pipelines.ts';
import { statesOf, withRunner, type TestRunner } from './testing/with-runner.ts';

/** a -> b -> d, a -> c -> d, and e beside them. */
const diamond = `tasks:
  a: { type: test/echo, with: { text: one } }
  b: { type: test/echo, needs: [a], with: { text: "{{ tasks.a.outputs.value }} b" } }
  c: { type: test/echo, needs: [a], with: { text: "{{ tasks.a.outputs.value }} c" } }
  d: { type: test/echo, needs: [b, c], with: { text: "{{ tasks.b.outputs.value }}, {{ tasks.c.outputs.value }}" } }
  e: { type: test/echo }
`;

async function finishPart(
  { runner, ctx }: Pick<TestRunner, 'runner' | 'ctx'>,
  selection: RunSelection,
  name = 'p',
): Promise<PipelineRun> {
  const { pipelineRunId } = await runner.run(ctx, { name, selection });
  return runner.waitRun(ctx, { pipelineRunId });
}

/** `a: reuse unchanged` */
function planOf(tasks: readonly PlannedTask[]): string {
  return tasks.map(({ taskId, action, why }) => `${taskId}: ${action} ${why}`).join(', ');
}

async function preview({ runner, ctx }: TestRunner, selection: RunSelection): Promise<string> {
  return planOf((await runner.previewRun(ctx, { name: 'p', selection })).tasks);
}

const valueOf = (run: PipelineRun, taskId: string): unknown =>
  run.tasks.find((task) => task.taskId === taskId)?.attempts.at(-1)?.outputs['value'];

describe('a run of a part', () => {
  it('runs one task alone with the outputs that those before it have made', () =>
    withRunner(async (test) => {
      test.file('p', diamond);
      const whole = await test.finish('p');
      test.tasks.started.length = 0;
      const run = await finishPart(test, { mode: 'only', tasks: ['d'] });
      expect(run.state).toBe('success');
      expect(statesOf(run)).toBe('a: success, b: success, c: success, d: success, e: removed');
      expect(test.tasks.started).toEqual(['d 1']);
      expect(valueOf(run, 'd')).toBe('one b, one c');
      expect(run.selection).toEqual({ mode: 'only', tasks: ['d'] });
      const [a] = run.tasks;
      expect(a?.attempts).toMatchObject([
        { try: 1, isCached: true, state: 'success', outputs: { value: 'one' } },
      ]);
      const { cachedFrom } = await test.runner.attempt(test.ctx, {
        pipelineRunId: run.pipelineRunId,
        taskId: 'a',
      });
      expect(cachedFrom).toEqual({ pipelineRunId: whole.pipelineRunId, taskId: 'a' });
      // Every task says which part of the run it is, and what is reused where it comes from.
      expect(run.tasks.map(({ taskId, part, reusedFrom }) => [taskId, part, reusedFrom])).toEqual([
        ['a', 'reuse', whole.pipelineRunId],
        ['b', 'reuse', whole.pipelineRunId],
        ['c', 'reuse', whole.pipelineRunId],
        ['d', 'run', null],
        ['e', 'leaveOut', null],
      ]);
      const [column] = test.runner.grid(test.ctx, { name: 'p' }).runs;
      expect(column?.cells.map(({ part }) => part)).toEqual(['reuse', 'reuse', 'reuse', 'run', 'leaveOut']);
      // What is reused again is told with the run that made it.
      const again = await finishPart(test, { mode: 'only', tasks: ['d'] });
      const origin = await test.runner.attempt(test.ctx, { pipelineRunId: again.pipelineRunId, taskId: 'a' });
      expect(origin.cachedFrom?.pipelineRunId).toBe(whole.pipelineRunId);
    }));

  it('runs up to a task what has nothing good to reuse', () =>
    withRunner(async (test) => {
      test.file('p', diamond);
      expect(await preview(test, { mode: 'upTo', tasks: ['b'] })).toBe(
        'a: run neverRan, b: run selected, c: leaveOut notSelected, d: leaveOut notSelected, e: leaveOut notSelected',
      );
      const first = await finishPart(test, { mode: 'upTo', tasks: ['b'] });
      expect(statesOf(first)).toBe('a: success, b: success, c: removed, d: removed, e: removed');
      expect(await preview(test, { mode: 'upTo', tasks: ['d'] })).toBe(
        'a: reuse unchanged, b: reuse unchanged, c: run neverRan, d: run selected, e: leaveOut notSelected',
      );
      test.file('p', diamond.replace('text: one', 'text: two'));
      expect(await preview(test, { mode: 'upTo', tasks: ['d'] })).toBe(
        'a: run changed, b: run changed, c: run neverRan, d: run selected, e: leaveOut notSelected',
      );
      const second = await finishPart(test, { mode: 'upTo', tasks: ['d'] });
      expect(valueOf(second, 'd')).toBe('two b, two c');
    }));

  it('runs from a task on all that comes after it', () =>
    withRunner(async (test) => {
      test.file('p', diamond);
      await test.finish('p');
      expect(await preview(test, { mode: 'from', tasks: ['b'] })).toBe(
        'a: reuse unchanged, b: run selected, c: reuse unchanged, d: run after, e: leaveOut notSelected',
      );
      test.tasks.started.length = 0;
      const run = await finishPart(test, { mode: 'from', tasks: ['b'] });
      expect(test.tasks.started).toEqual(['b 1', 'd 1']);
      expect(valueOf(run, 'd')).toBe('one b, one c');
    }));

  it('runs what failed, what changed since and all after those', () =>
    withRunner(async (test) => {
      const body = diamond
        .replace('c: { type: test/echo', 'c: { type: test/fail')
        .replace('with: { text: "{{ tasks.a.outputs.value }} c" }', 'with: { code: final }');
      test.file('p', body.replace(', {{ tasks.c.outputs.value }}', ''));
      const failed = await test.finish('p');
      expect(statesOf(failed)).toBe('a: success, b: success, c: failed, d: upstream_failed, e: success');
      test.file('p', diamond.replace('e: { type: test/echo }', 'e: { type: test/echo, with: { count: 2 } }'));
      expect(await preview(test, { mode: 'failed' })).toBe(
        'a: reuse unchanged, b: reuse unchanged, c: run failed, d: run failed, e: run changed',
      );
      const run = await finishPart(test, { mode: 'failed' });
      expect(run.state).toBe('success');
      expect(valueOf(run, 'd')).toBe('one b, one c');
      await expect(finishPart(test, { mode: 'failed' })).rejects.toThrow(/nothing of "p" failed/);
    }));

  it('refuses what says nothing, what is not there, and what was never made', () =>
    withRunner(async (test) => {
      test.file('p', diamond);
      const start = (selection: RunSelection): Promise<unknown> => finishPart(test, selection);
      await expect(start({ mode: 'only', tasks: ['dd'] })).rejects.toThrow(/no task "dd": did you mean/);
      await expect(start({ mode: 'only', tasks: [] })).rejects.toThrow(/none is named/);
      await expect(start({ mode: 'failed', tasks: ['a'] })).rejects.toThrow(/takes no tasks/);
      await expect(start({ mode: 'only', tasks: ['d'] })).rejects.toThrow(
        /d needs tasks\.b\.outputs\.value, and no run has made it yet\. Run up to d/,
      );
      expect((await test.runner.runs(test.ctx, {})).runs).toEqual([]);
    }));

  it('needs outputs, not runs: a task before that nothing is taken from may have never run', () =>
    withRunner(async (test) => {
      test.file('p', 'tasks:\n  a: { type: test/echo }\n  b: { type: test/echo, needs: [a] }\n');
      const run = await finishPart(test, { mode: 'only', tasks: ['b'] });
      expect(statesOf(run)).toBe('a: removed, b: success');
      expect(run.state).toBe('success');
    }));

  it('runs the text whose hash it names, or nothing', () =>
    withRunner(async (test) => {
      test.file('p', diamond);
      const { hash } = await test.runner.get(test.ctx, { name: 'p' });
      test.file('p', `${diamond}# changed\n`);
      await expect(test.runner.run(test.ctx, { name: 'p', definitionHash: hash })).rejects.toMatchObject({
        code: 'CONFLICT',
        data: { expected: hash },
      });
      const now = await test.runner.get(test.ctx, { name: 'p' });
      await test.runner.run(test.ctx, { name: 'p', definitionHash: now.hash });
    }));
});

describe('standing', () => {
  const stale = async ({ runner, ctx }: TestRunner): Promise<Record<string, string>> => {
    const { tasks } = await runner.standing(ctx, { name: 'p' });
    return Object.fromEntries(
      tasks.map((task) => [task.taskId, `${task.state} ${task.stale.join('+')}`.trim()]),
    );
  };

  it('tells of each task its newest run and what has changed', () =>
    withRunner(async (test) => {
      test.file('p', diamond);
      expect(await stale(test)).toEqual({ a: 'none', b: 'none', c: 'none', d: 'none', e: 'none' });
      await test.finish('p');
      const fresh = { a: 'success', b: 'success', c: 'success', d: 'success', e: 'success' };
      expect(await stale(test)).toEqual(fresh);
      test.file('p', `# said otherwise\n${diamond.replace('{ text: one }', '{   text: "one"   }')}`);
      expect(await stale(test)).toEqual(fresh);
      test.file('p', diamond.replace('a }} c', 'a }} c!').replace('value }} c', 'value }} c!'));
      expect(await stale(test)).toEqual({ ...fresh, c: 'success definition', d: 'success upstream' });
      await finishPart(test, { mode: 'only', tasks: ['c'] });
      expect(await stale(test)).toEqual({ ...fresh, d: 'success upstream' });
      await finishPart(test, { mode: 'from', tasks: ['d'] });
      expect(await stale(test)).toEqual(fresh);
    }));
});
