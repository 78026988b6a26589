import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PipelineProblem } from '#contract/pipelines.ts';
import { createTestTasks } from '../testing/test-tasks.ts';
import { parsePipeline } from './parse-pipeline.ts';

const types = new Map(createTestTasks().types.map((type) => [type.name, type]));

const good = `version: 1
name: p
description: Å good one
params:
  rows: { type: integer, default: 20, minimum: 1 }
  label: { type: string }
max_active_runs: 2
defaults: { retries: 1, retry_delay: 500ms }
tasks:
  a:
    type: test/echo
    with: { count: "{{ params.rows }}", text: "{{ ds }} {{ params.label }}" }
  b:
    type: test/echo
    needs: [a]
    trigger_rule: all_done
    retries: 3
    execution_timeout: 2h
    with: { text: "{{ tasks.a.outputs.nested.deep }}" }
`;

function problemsOf(text: string, name?: string): PipelineProblem[] {
  return parsePipeline(text, types, name).problems;
}

/** `line:column code path` of each problem. */
function placesOf(text: string, name?: string): string[] {
  return problemsOf(text, name).map(({ line, column, code, path }) => `${line}:${column} ${code} ${path}`);
}

function withTask(task: string): string {
  return `version: 1\nname: p\nparams:\n  n: { type: integer, default: 1 }\ntasks:\n  a: ${task}\n`;
}

describe('a good file', () => {
  it('becomes a definition with settled defaults', () => {
    const { definition, problems } = parsePipeline(good, types, 'p');
    expect(problems).toEqual([]);
    expect(definition?.maxActiveRuns).toBe(2);
    expect(definition?.tasks[0]).toMatchObject({
      id: 'a',
      retry: { retries: 1, delayMs: 500, isExponential: false },
      executionTimeoutMs: null,
    });
    expect(definition?.tasks[1]).toMatchObject({
      triggerRule: 'all_done',
      retry: { retries: 3, delayMs: 500 },
      executionTimeoutMs: 7_200_000,
    });
  });

  it('may have a BOM, Windows line ends, comments, anchors', () => {
    expect(problemsOf(`\uFEFF${good.replaceAll('\n', '\r\n')}`, 'p')).toEqual([]);
    const anchored = `version: 1 # one\nname: p\ntasks:\n  a: &x { type: test/skip }\n  b: *x\n`;
    expect(problemsOf(anchored)).toEqual([]);
  });
});

describe('problems', () => {
  it('are told all at once, in the order of the text', () => {
    const text = `version: 2
name: other
tasks:
  a:
    typ: test/echo
    needs: [b, nobody]
  b:
    type: test/eco
    needs: [a]
    trigger_rule: all_sucess
  c:
    type: test/echo
    needs: [b]
    with:
      txt: x
      count: 200
      text: "{{ params.x }} {{ tasks.d.outputs.y }}"
`;
    expect(placesOf(text, 'p')).toEqual([
      '1:10 wrong_value version',
      '2:7 file_name_differs name',
      '4:3 missing_key tasks.a.type',
      '5:5 unknown_key tasks.a.typ',
      '6:13 cycle tasks.a.needs[0]',
      '6:16 unknown_task tasks.a.needs[1]',
      '8:11 unknown_task_type tasks.b.type',
      '10:19 wrong_value tasks.b.trigger_rule',
      '15:7 unknown_key tasks.c.with.txt',
      '16:14 wrong_value tasks.c.with.count',
      '17:14 unknown_template_name tasks.c.with.text',
      '17:29 unknown_template_name tasks.c.with.text',
    ]);
  });

  it('suggest the near name', () => {
    const [key] = problemsOf(withTask('{ type: test/echo, wiht: {} }'));
    expect(key).toMatchObject({ code: 'unknown_key', value: 'wiht', expected: 'did you mean "with"?' });
    const [type] = problemsOf(withTask('{ type: test/eho }'));
    expect(type).toMatchObject({ code: 'unknown_task_type', expected: 'did you mean "test/echo"?' });
    const [inside] = problemsOf(withTask('{ type: test/echo, with: { cuont: 1 } }'));
    expect(inside).toMatchObject({ path: 'tasks.a.with.cuont', expected: 'did you mean "count"?' });
    const [param] = problemsOf(withTask('{ type: test/echo, with: { count: "{{ params.m }}" } }'));
    expect(param).toMatchObject({ code: 'unknown_template_name', expected: 'did you mean "params.n"?' });
  });

  it.each([
    ['params.greting', 'params.greeting'],
    ['rams.greeting', 'params.greeting'],
    ['rams.greting', 'params.greeting'],
    ['greeting', 'params.greeting'],
    ['run.pipelin', 'run.pipeline'],
    ['rn.id', 'run.id'],
    ['task.a.outputs.value', 'tasks.a.outputs.value'],
    ['tasks.aa.outputs.value', 'tasks.a.outputs.value'],
    ['logical_dat', 'logical_date'],
  ])('suggest the whole reference for {{ %s }}: %s', (written, meant) => {
    const params = 'params: { greeting: { type: string, default: hi } }';
    const task = `b: { type: test/echo, needs: [a], with: { text: "{{ ${written} }}" } }`;
    const [problem] = problemsOf(
      `version: 1\nname: p\n${params}\ntasks:\n  a: { type: test/echo }\n  ${task}\n`,
    );
    expect(problem).toMatchObject({ expected: `did you mean "${meant}"?` });
  });

  it('of 10,000 tasks are all told, each at its line', () => {
    const task = (n: number): string => `  t${n}: { type: test/echo, needs: [u${n}] }\n`;
    const lines = Array.from({ length: 10_000 }, (_, n) => task(n));
    const places = placesOf(`version: 1\nname: p\ntasks:\n${lines.join('')}`);
    expect(places).toHaveLength(10_000);
    expect([places[0], places.at(-1)]).toEqual([
      '4:34 unknown_task tasks.t0.needs[0]',
      '10003:37 unknown_task tasks.t9999.needs[0]',
    ]);
  });

  it.each([
    ['version: 1\nname: p\ntasks:\n  a: {type: "x\n', 'yaml_syntax'],
    ['version: 1\nname: p\nname: q\ntasks: {}\n', '3:1 yaml_syntax'],
    ['version: 1\nname: p\ntasks:\n\ta: 1\n', 'yaml_syntax'],
    ['a: &a [x]\n---\nb: 1\n', 'yaml_syntax'],
  ])('of YAML have their line: %j', (text, expected) => {
    expect(placesOf(text).join()).toContain(expected);
    expect(parsePipeline(text, types).definition).toBeNull();
  });

  it.each([
    ['', 'missing', ''],
    ['- a\n- b\n', 'wrong_value', ''],
    ['hello', 'wrong_value', ''],
    ['version: 1\nname: p\ntasks: {}\n', 'wrong_value', 'tasks'],
    ['version: 1\nname: p\ntasks:\n', 'wrong_value', 'tasks'],
    ['version: "1"\nname: p\ntasks: { a: { type: test/skip } }\n', 'wrong_value', 'version'],
    ['version: 1\nname: p\ntasks: { "a b": { type: test/skip } }\n', 'wrong_value', 'tasks.a b'],
    ['version: 1\nname: p\ntasks: { con: { type: test/skip } }\n', 'wrong_value', 'tasks.con'],
    [
      'version: 1\nname: p\ntasks: { A: { type: test/skip }, a: { type: test/skip } }\n',
      'wrong_value',
      'tasks.a',
    ],
    ['version: 1\nname: "a/b"\ntasks: { a: { type: test/skip } }\n', 'wrong_value', 'name'],
    ['version: 1\nname: nul\ntasks: { a: { type: test/skip } }\n', 'wrong_value', 'name'],
    [withTask('{ type: test/skip, retry_delay: 5 minutes }'), 'wrong_value', 'tasks.a.retry_delay'],
    [withTask('{ type: test/skip, retries: -1 }'), 'wrong_value', 'tasks.a.retries'],
    [withTask('{ type: test/skip, needs: b }'), 'wrong_value', 'tasks.a.needs'],
    [withTask('{ type: test/skip, needs: [a] }'), 'cycle', 'tasks.a.needs[0]'],
    [withTask('{ type: test/fail, with: { code: bad } }'), 'wrong_value', 'tasks.a.with.code'],
    [withTask('{ type: test/flaky }'), 'missing_key', 'tasks.a.with.at'],
  ])('of %j', (text, code, path) => {
    const problems = problemsOf(text);
    expect(problems.map((problem) => `${problem.code} ${problem.path}`)).toContainEqual(
      code === 'missing' ? 'wrong_value ' : `${code} ${path}`,
    );
    for (const { line, column, message } of problems) {
      expect(line).toBeGreaterThan(0);
      expect(column).toBeGreaterThan(0);
      expect(message).toMatch(/\S/);
    }
  });

  it('of a cycle show its path', () => {
    const text = `version: 1\nname: p\ntasks:\n  a: { type: test/skip, needs: [c] }\n  b: { type: test/skip, needs: [a] }\n  c: { type: test/skip, needs: [b] }\n`;
    expect(problemsOf(text)).toMatchObject([{ code: 'cycle', expected: 'a -> b -> c -> a', line: 4 }]);
  });
});

describe('templates', () => {
  it.each([
    ['{ type: test/echo, with: { text: "{{ params.n }" } }', 'template_syntax'],
    ['{ type: test/echo, with: { text: "{{ params.n | upper }}" } }', 'template_syntax'],
    ['{ type: test/echo, with: { text: "{{ }}" } }', 'template_syntax'],
    ['{ type: test/echo, with: { text: "{{ run.nr }}" } }', 'unknown_template_name'],
    ['{ type: test/echo, with: { text: "{{ ds.x }}" } }', 'unknown_template_name'],
    ['{ type: test/echo, with: { text: "{{ tasks.a }}" } }', 'unknown_template_name'],
    ['{ type: test/echo, with: { text: "{{ tasks.a.outputs.value }}" } }', 'output_not_upstream'],
    ['{ type: test/echo, with: { list: ["{{ params.x }}"] } }', 'unknown_template_name'],
    // A param keeps its kind where the template stands alone, and becomes text among other text.
    ['{ type: test/echo, with: { text: "{{ params.n }}" } }', 'wrong_value'],
    ['{ type: test/echo, with: { count: "n{{ params.n }}" } }', 'wrong_value'],
    ['{ type: test/echo, with: { flag: "{{ params.n }}" } }', 'wrong_value'],
  ])('%s: %s', (task, code) => {
    expect(problemsOf(withTask(task))).toMatchObject([{ code, line: 6 }]);
  });

  it.each([
    '{ type: test/echo, with: { text: "n{{ params.n }} {{ ts }} {{logical_date}} {{ data_interval_start }}" } }',
    '{ type: test/echo, with: { text: "{{ alert.model }}{{ run.id }}" } }',
    '{ type: test/echo, with: { count: "{{ alert.batch }}" } }',
    `{ type: test/echo, with: { text: "{{ '{{' }} as it is }}" } }`,
    '{ type: test/echo, with: { mode: "{{ alert.model }}" } }',
  ])('fine: %s', (task) => {
    expect(problemsOf(withTask(task))).toEqual([]);
  });

  it('know outputs of every task before, and no others', () => {
    const text = (name: string): string =>
      `version: 1\nname: p\ntasks:\n  a: { type: test/echo }\n  b: { type: test/skip, needs: [a] }\n  c: { type: test/echo, needs: [b], with: { text: "{{ tasks.${name} }}" } }\n  d: { type: test/echo }\n`;
    expect(problemsOf(text('a.outputs.value'))).toEqual([]);
    expect(problemsOf(text('a.outputs.valeu'))).toMatchObject([
      { code: 'unknown_output', expected: 'did you mean "tasks.a.outputs.value"?', line: 6 },
    ]);
    expect(problemsOf(text('d.outputs.value'))).toMatchObject([
      { code: 'output_not_upstream', expected: 'needs: [d] in c' },
    ]);
  });
});

describe('params', () => {
  it.each([
    ['{ type: integer, default: 1.5 }', 'wrong_value params.x.default'],
    ['{ type: integer, default: 0, minimum: 1 }', 'wrong_value params.x.default'],
    ['{ type: string, enum: [a, b], default: c }', 'wrong_value params.x.default'],
    ['{ type: string, pattern: "(" }', 'wrong_value params.x.pattern'],
    ['{ type: integer, minimum: 3, maximum: 2 }', 'wrong_value params.x.minimum'],
    ['{ type: whole }', 'wrong_value params.x.type'],
    ['{ type: integer, min: 1 }', 'unknown_key params.x.min'],
  ])('%s: %s', (schema, expected) => {
    const text = `version: 1\nname: p\nparams:\n  x: ${schema}\ntasks: { a: { type: test/skip } }\n`;
    expect(problemsOf(text).map(({ code, path }) => `${code} ${path}`)).toEqual([expected]);
  });
});

describe('what starts runs', () => {
  it('is read with the rest, and has the same problems', () => {
    const text = `version: 1
name: p
schedule: { cron: "0 6 * * *", timezone: Europe/Stockholm, missed: latest }
triggers: [{ dataset: reviews }, { pipeline: q, on: failed }]
tasks: { a: { type: test/skip, depends_on_past: true } }
`;
    const { problems, definition } = parsePipeline(text, types, 'p');
    expect(problems).toEqual([]);
    expect(definition).toMatchObject({ schedule: { cron: '0 6 * * *' }, triggers: [{}, { on: 'failed' }] });
    expect(problemsOf(text.replace('missed: latest', 'missed: last'))).toContainEqual(
      expect.objectContaining({ code: 'wrong_value', expected: 'one of: latest, all, none' }),
    );
    expect(problemsOf(text.replace('{ dataset: reviews }', '{}'))).toContainEqual(
      expect.objectContaining({ code: 'wrong_value', path: 'triggers[0]' }),
    );
  });
});

describe('any text', () => {
  it('is answered, never thrown at', () => {
    const pieces = good.split(/(\s+)/);
    const broken = fc
      .array(
        fc.tuple(
          fc.nat(pieces.length - 1),
          fc.oneof(fc.string(), fc.constantFrom('{', '}}', '- ', '*x', '&x', '\t', '__proto__: 1\n')),
        ),
        {
          maxLength: 6,
        },
      )
      .map((changes) => {
        const copy = [...pieces];
        for (const [at, piece] of changes) copy[at] = piece;
        return copy.join('');
      });
    fc.assert(
      fc.property(fc.oneof(fc.string(), broken), (text) => {
        const { definition, problems } = parsePipeline(text, types, 'p');
        expect(definition !== null || problems.some(({ severity }) => severity === 'error')).toBe(true);
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  it('may be very deep, or unfold to very much', () => {
    expect(placesOf('['.repeat(100_000)).join()).toContain('yaml_syntax');
    const bomb = Array.from(
      { length: 30 },
      (_, n) => `k${n}: &x${n} [${n === 0 ? 'y' : `*x${n - 1}, *x${n - 1}`}]`,
    );
    expect(placesOf(bomb.join('\n'))).toEqual(['1:1 yaml_syntax ']);
  });

  it.each([
    ['nested too deeply', `version: 1\ntasks: ${'['.repeat(20_000)}\n`, /nested too deeply/],
    ['of two documents', `${good}---\n${good}`, /a second document begins here/],
    ['of nothing', '', /^the file is empty, but it takes a mapping/],
    ['of one word', 'hello', /^the file is "hello", but it takes a mapping/],
  ])('%s speaks of the file, not of the parser', (_, text, message) => {
    expect(problemsOf(text)[0]?.message).toMatch(message);
  });
});
