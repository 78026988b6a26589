import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addFile } from '#core/datasets/testing.ts';
import { readTaskSource } from '../definition/task-source.ts';
import { withRunner } from '../testing/with-runner.ts';

const body = `params: { rows: { type: integer, default: 20 } }
defaults: { env: { LEVEL: info, DEPTH: 1 } }
tasks:
  # reads what there is
  first: { type: test/echo, with: { count: "{{ params.rows }}" } } # all of it
  second:
    type: test/echo
    needs: [first]
    env: { DEPTH: 2 }
    inputs: [dataset:reviews] # the newest

  third: { type: test/fail, needs: [second] }
`;

describe('what one attempt was given and ran in', () => {
  it('tells its input as written and as filled in, its lines of the file, its variables and files', async () => {
    await withRunner(async (test) => {
      const { ctx, runner, file, finish } = test;
      await addFile(test, 'a,b\n1,2\n');
      file('p', body);
      const { pipelineRunId } = await finish('p', { rows: 7 });
      file('p', body.replace('test/fail', 'test/echo'));
      const first = await runner.attempt(ctx, { pipelineRunId, taskId: 'first' });
      expect(first).toMatchObject({
        input: { count: 7 },
        written: { count: '{{ params.rows }}' },
        source: '  first: { type: test/echo, with: { count: "{{ params.rows }}" } } # all of it',
        environment: { hash: null, python: null, variables: { LEVEL: 'info', DEPTH: '1' }, exitCode: null },
        cachedFrom: null,
        lineage: [],
      });
      mkdirSync(join(first.folder, 'artifacts'), { recursive: true });
      writeFileSync(join(first.folder, 'artifacts', 'a.txt'), 'four');
      writeFileSync(
        join(first.folder, 'environment.json'),
        JSON.stringify({ version: '3.12.1', interpreter: '/py' }),
      );
      const again = await runner.attempt(ctx, { pipelineRunId, taskId: 'first', try: 1 });
      expect(again.files).toEqual([
        { path: 'artifacts/a.txt', size: 4 },
        { path: 'environment.json', size: 40 },
      ]);
      expect(again.environment.python).toBe('3.12.1, /py');
      const second = await runner.attempt(ctx, { pipelineRunId, taskId: 'second' });
      expect(second.source).toBe(
        '  second:\n    type: test/echo\n    needs: [first]\n    env: { DEPTH: 2 }\n    inputs: [dataset:reviews] # the newest',
      );
      expect(second.environment.variables).toEqual({ LEVEL: 'info', DEPTH: '2' });
      expect(second.lineage).toEqual([
        {
          direction: 'input',
          kind: 'DatasetVersion',
          id: 'datasets:/reviews/1',
          name: expect.any(String) as string,
        },
      ]);
      // The file says something else by now: a run tells what it ran.
      expect((await runner.attempt(ctx, { pipelineRunId, taskId: 'third' })).source).toContain('test/fail');
    });
  });

  it('says from where outputs of the cache are, and what a task without a try is', async () => {
    await withRunner(async ({ ctx, runner, file, finish }) => {
      file(
        'p',
        'tasks:\n  a: { type: test/echo, cache: true }\n  b: { type: test/fail, needs: [a] }\n  c: { type: test/echo, needs: [b] }\n',
      );
      const before = await finish('p');
      const { pipelineRunId } = await finish('p');
      const { cachedFrom } = await runner.attempt(ctx, { pipelineRunId, taskId: 'a' });
      expect(cachedFrom).toEqual({ pipelineRunId: before.pipelineRunId, taskId: 'a' });
      const untried = await runner.attempt(ctx, { pipelineRunId, taskId: 'c' });
      expect(untried).toMatchObject({ input: null, written: {}, folder: '', files: [], lineage: [] });
      const gone = runner.attempt(ctx, { pipelineRunId, taskId: 'a', try: 2 });
      await expect(gone).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
  });
});

describe('the lines of a task in a text', () => {
  it('are its own alone, however the text is laid out', () => {
    const flow = 'tasks: { a: { type: x }, "b c": { type: y } }\n';
    expect(readTaskSource(flow, 'b c')).toEqual({ source: '"b c": { type: y }', value: { type: 'y' } });
    const noted = 'tasks:\n  a:\n    type: x # why\n  # of b\n  b: {}\n';
    expect(readTaskSource(noted, 'a').source).toBe('  a:\n    type: x # why');
    const block = 'tasks:\n  a:\n    with:\n      text: |\n        one\n        two\n\n  b: {}\n';
    expect(readTaskSource(block, 'a').source).toBe(
      '  a:\n    with:\n      text: |\n        one\n        two',
    );
    expect(readTaskSource(block, 'c')).toEqual({ source: '', value: undefined });
    expect(readTaskSource('tasks: [', 'a')).toEqual({ source: '', value: undefined });
  });
});
