import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { defineTaskType } from '#core/tasks/index.ts';
import { createTestTasks } from './testing/test-tasks.ts';
import { withRunner, type TestRunner } from './testing/with-runner.ts';

const echo = 'tasks: { a: { type: test/echo } }\n';

/** `warning clock_change schedule.cron 3:20` of what a list says of a file; what a check of its text says is the same. */
async function linesOf({ ctx, runner }: TestRunner, name: string): Promise<string[]> {
  const { pipelines } = await runner.list(ctx);
  const problems = pipelines.find((pipeline) => pipeline.name === name)?.problems ?? [];
  const { text, problems: ofOne } = await runner.get(ctx, { name });
  expect(ofOne).toEqual(problems);
  expect((await runner.validate(ctx, { name, text })).problems).toEqual(problems);
  return problems.map(({ severity, code, path, line }) => `${severity} ${code} ${path} ${line}`);
}

describe('what surrounds a file', () => {
  it('is the calendar: hours that clocks are set at', () =>
    withRunner(async (t) => {
      t.file('a', `schedule: { cron: "30 2 * * *", timezone: Europe/Stockholm }\n${echo}`);
      t.file('b', `schedule: { every: 1h, timezone: Europe/Stockholm }\n${echo}`);
      expect(await linesOf(t, 'a')).toEqual(['warning clock_change schedule.cron 3']);
      expect(await linesOf(t, 'b')).toEqual(['warning not_acted_upon schedule.timezone 3']);
      const { nextTimes } = await t.runner.validate(t.ctx, {
        text: `version: 1\nname: c\nschedule: { cron: "@daily" }\n${echo}`,
      });
      expect(nextTimes).toHaveLength(5);
    }));

  it('are names: of datasets, of models and of other pipelines', () =>
    withRunner(async (t) => {
      t.file('other', echo);
      t.file(
        'a',
        `triggers: [{ dataset: reviews }, { alert: m/volume }, { alert: "*" }, { pipeline: other }, { pipeline: othr }]\n${echo}`,
      );
      const problems = (await t.runner.get(t.ctx, { name: 'a' })).problems;
      expect(problems.map(({ code, path, expected }) => `${code} ${path}: ${expected}`)).toEqual([
        'unknown_reference triggers[0].dataset: there is none to choose from',
        'unknown_reference triggers[1].alert: there is none to choose from',
        'unknown_reference triggers[4].pipeline: did you mean "other"?',
      ]);
      t.file('othr', echo);
      expect(await linesOf(t, 'a')).toHaveLength(2);
    }));

  it('are pools of the engine', () =>
    withRunner(
      async (t) => {
        t.file('a', 'tasks: { a: { type: test/echo, pool: gpu, pool_slots: 2 } }\n');
        t.file('b', 'defaults: { pool: gpuu }\ntasks: { a: { type: test/echo }, b: { type: test/echo } }\n');
        t.file('c', 'tasks: { a: { type: test/echo, pool: gpu, pool_slots: 3 } }\n');
        expect(await linesOf(t, 'a')).toEqual([]);
        expect(await linesOf(t, 'b')).toEqual(['warning unknown_pool defaults.pool 3']);
        expect(await linesOf(t, 'c')).toEqual(['error wrong_value tasks.a.pool_slots 3']);
        await expect(t.runner.run(t.ctx, { name: 'c' })).rejects.toMatchObject({ code: 'PIPELINE_INVALID' });
      },
      { pools: { gpu: 2 } },
    ));

  it('are files, looked for anew each time', () =>
    withRunner(async (t) => {
      t.file('a', `python: { requirements: deps/req.txt, interpreter: "3.11" }\n${echo}`);
      t.file('b', `python: { environment: .venv, interpreter: bin/python }\n${echo}`);
      t.file('c', `python: { pyproject: . }\n${echo}`);
      expect(await linesOf(t, 'a')).toEqual(['error file_not_found python.requirements 3']);
      expect(await linesOf(t, 'b')).toEqual([
        'error file_not_found python.environment 3',
        'error file_not_found python.interpreter 3',
      ]);
      expect(await linesOf(t, 'c')).toEqual(['error file_not_found python.pyproject 3']);
      mkdirSync(join(t.folder, 'deps'));
      writeFileSync(join(t.folder, 'deps', 'req.txt'), '');
      expect(await linesOf(t, 'a')).toEqual([]);
      const { state } = await t.finish('a');
      expect(state).toBe('success');
      rmSync(join(t.folder, 'deps', 'req.txt'));
      expect(await linesOf(t, 'a')).toHaveLength(1);
    }));

  it('is what types of tasks find, except where a template stands', () => {
    const picky = defineTaskType({
      name: 'test/picky',
      description: 'Looks for a file',
      with: z.strictObject({ file: z.string().min(1), count: z.number().default(1) }),
      outputs: [],
      check: ({ file }, { project, pipeline, taskId, children }) => {
        const message = `${pipeline}.${taskId} before ${children.join()} lacks ${file} in ${project === null ? 'nowhere' : 'its project'}.`;
        return [
          { path: ['file'], value: file, expected: 'a file', message },
          { path: [], value: '', expected: 'more', message: 'It is little.', severity: 'warning' },
        ];
      },
      run: async () => ({}),
    });
    return withRunner(
      async (t) => {
        const task = (input: string): string =>
          `params: { f: { type: string, default: x }, n: { type: integer, default: 1 } }\ntasks:\n  a: { type: test/picky, with: { ${input} } }\n  b: { type: test/picky, needs: [a], with: { file: "{{ params.f }}" } }\n`;
        t.file('p', task('file: x.txt, count: "{{ params.n }}"'));
        expect(await linesOf(t, 'p')).toEqual([
          'warning wrong_value tasks.a.with 5',
          'error wrong_value tasks.a.with.file 5',
          'warning wrong_value tasks.b.with 6',
        ]);
        const { problems } = await t.runner.get(t.ctx, { name: 'p' });
        expect(problems[1]?.message).toBe('p.a before b lacks x.txt in its project.');
      },
      { taskTypes: [picky] },
    );
  });

  it('are pipelines that start each other', () =>
    withRunner(async (t) => {
      t.file('a', `triggers: [{ pipeline: c }]\n${echo}`);
      t.file('b', `triggers: [{ pipeline: a }]\n${echo}`);
      t.file('c', 'tasks: { go: { type: trigger, with: { pipeline: d } } }\n');
      t.file('d', `triggers: [{ pipeline: b, on: ended }]\n${echo}`);
      expect(await linesOf(t, 'a')).toEqual([]);
      t.file('c', `triggers: [{ dataset: x }, { pipeline: b }]\n${echo}`);
      expect(await linesOf(t, 'a')).toEqual(['warning trigger_cycle triggers[0].pipeline 3']);
      expect(await linesOf(t, 'd')).toEqual([]);
      const { problems } = await t.runner.get(t.ctx, { name: 'b' });
      expect(problems).toMatchObject([
        { code: 'trigger_cycle', value: 'a', expected: 'b -> c -> a -> b', line: 3, column: 24 },
      ]);
    }));

  it('are pipelines that start each other by their tasks', () => {
    const starter = defineTaskType({
      name: 'trigger',
      description: 'Starts another pipeline',
      with: z.strictObject({ pipeline: z.string() }),
      outputs: [],
      run: async () => ({}),
    });
    return withRunner(
      async (t) => {
        t.file('a', 'tasks: { go: { type: trigger, with: { pipeline: b } } }\n');
        t.file('b', 'tasks: { go: { type: trigger, cache: true, with: { pipeline: a } } }\n');
        expect(await linesOf(t, 'a')).toEqual(['warning trigger_cycle tasks.go.with.pipeline 3']);
        expect(await linesOf(t, 'b')).toEqual([
          'warning side_effects_cached tasks.go.cache 3',
          'warning trigger_cycle tasks.go.with.pipeline 3',
        ]);
      },
      { taskTypes: [...createTestTasks().types, starter] },
    );
  });
});
