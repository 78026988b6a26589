import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTestTasks } from '../testing/test-tasks.ts';
import { lookAhead } from './check-starts.ts';
import { addFindings, examinePipeline, type Surroundings } from './examine-pipeline.ts';
import { isError, parsePipeline } from './parse-pipeline.ts';
import { readLinks } from './trigger-cycles.ts';

const types = new Map(createTestTasks().types.map((type) => [type.name, type]));

/** Every word of the format. */
const whole = `version: 1
name: p
description: all words
params:
  rows: { type: integer, default: 20, minimum: 1 }
  files: { type: array, default: [] }
schedule: { cron: "30 2 * * *", timezone: Europe/Stockholm, timetable: interval, dst: first, missed: all, window: 7d }
triggers: [{ dataset: d }, { file: f }, { pipeline: q, on: ended }, { alert: m/volume }]
max_active_runs: 2
max_active_tasks: 4
pools: { gpu: 2 }
groups: { prep: { description: x } }
python: { requirements: requirements.txt }
defaults: { retries: 1, retry_delay: 500ms, env: { DAY: "{{ ds }}" } }
tasks:
  up: { type: test/echo, setup: true, group: prep }
  choose: { type: test/branch, needs: [up], with: { choose: [each] } }
  each:
    type: test/echo
    needs: [choose]
    map: { over: "{{ params.files }}", label: "{{ item.name }} {{ map_index }}", max: 10 }
    pool: gpu
    pool_slots: 2
    retry_backoff: exponential
    max_retry_delay: 5m
    retry_jitter: true
    cache: { ttl: 1d, version: "2" }
    depends_on_past: true
    on_interrupt: hold
    on_engine_exit: adopt
    inputs: [dataset:reviews@1]
    outputs: [model:m, file:out.csv]
    env: { N: "{{ params.rows }}" }
    with: { text: "{{ item }}", count: "{{ map_index }}" }
  other: { type: test/echo, needs: [choose], trigger_rule: all_done, max_active: 1, priority_weight: 3 }
  join: { type: test/echo, needs: [each, other], with: { list: "{{ tasks.each.outputs.value }}" } }
  down: { type: test/echo, needs: [join], teardown: [up] }
`;

const around: Surroundings = {
  lookAhead: (starts) => lookAhead(starts, Date.UTC(2026, 10, 26)),
  platform: 'linux',
  project: import.meta.dirname,
  pools: { shared: 1 },
  datasets: ['d'],
  models: ['m'],
  pipelines: [{ name: 'q', startedBy: [{ pipeline: 'p', path: ['triggers', 0] }], starts: [] }],
};

/** What is wrong with a text, its surroundings looked at too. */
function check(text: string): ReturnType<typeof parsePipeline> {
  const parsed = parsePipeline(text, types, 'p');
  const pipelines = [...around.pipelines, readLinks('p', parsed.data, parsed.outline)];
  return addFindings(parsed, examinePipeline('p', parsed, types, { ...around, pipelines }));
}

it('a file with every word of the format says what it means', () => {
  expect(check(whole).problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
    'clock_change schedule.cron',
    'trigger_cycle triggers[2].pipeline',
    'file_not_found python.requirements',
    'not_acted_upon tasks.each.on_engine_exit',
    'not_acted_upon tasks.each.env',
    'join_after_branch tasks.join.needs',
  ]);
});

it('any text is answered, never thrown at', () => {
  const pieces = whole.split(/(\s+|[{},:[\]])/);
  const odd = [
    '{',
    '}}',
    '- ',
    '*x',
    '&x y',
    '\t',
    '__proto__: 1\n',
    '{{ item.x }}',
    '[]',
    '{}',
    'null',
    '[[1]]',
  ];
  const words = [
    'tasks',
    'constructor',
    'up',
    'each',
    '-1',
    '1e999',
    '0x10',
    '!!binary aGk=',
    '2026-11-26',
    '"{{"',
  ];
  const change = fc.tuple(
    fc.nat(pieces.length - 1),
    fc.oneof(fc.string(), fc.constantFrom(...odd, ...words), fc.constantFrom(...pieces)),
  );
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
      const copy = [...pieces];
      for (const [at, piece] of changes) copy[at] = piece;
      const { definition, problems } = check(copy.join(''));
      expect(definition !== null).toBe(!problems.some(isError));
      for (const { line, column, message } of problems) {
        expect(line).toBeGreaterThan(0);
        expect(column).toBeGreaterThan(0);
        expect(message).not.toMatch(/undefined|\[object|NaN/);
      }
    }),
    { numRuns: 150, seed: 5 },
  );
});

it('any value at any place is answered, never thrown at', () => {
  const lines = whole.split('\n');
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom('{{ tasks.up }}', '{{ item }}', ['up']),
  );
  fc.assert(
    fc.property(fc.nat(lines.length - 1), value, (at, given) => {
      const copy = [...lines];
      copy[at] = (copy[at] ?? '').replace(/:( .*)?$/, () => `: ${JSON.stringify(given)}`);
      const { definition, problems } = check(copy.join('\n'));
      expect(definition !== null).toBe(!problems.some(isError));
    }),
    { numRuns: 150, seed: 6 },
  );
});
