import * as fc from 'fast-check';

/** A file as people write them: comments, blank lines, both styles, texts of several lines. */
export const handWritten = `# The nightly pipeline
version: 1
name: nightly   # as the file
description: >
  Two lines that are
  one text.

params:
  rows: { type: integer, default: 20 }
  # whether to draw from the drift pack
  drift:
    type: boolean
    default: false
schedule: { cron: "0 6 * * *", timezone: Europe/Stockholm }

tasks:
  # first of all
  load:
    type: sql
    with:
      query: |
        SELECT *
        FROM t -- # no comment

        WHERE x = '{{ params.rows }}'
    retries: 2 # twice

  train:   # the long one
    type: python
    needs: [load]
    with: { script: train.py, args: ["--rows", "{{ tasks.load.outputs.rows }}"] }

  gate: { type: branch, needs: [train], with: { choose: [good, bad] } }
  good:
    type: shell
    needs:
      - gate   # chosen
    with:
      command: 'echo "{{ tasks.train.outputs.path }}"'
  bad: { type: shell, needs: [gate], with: { command: "echo" } }
  # behind all
  join:
    type: shell
    needs:
      - good
      - bad
    with: { command: echo }

# the end
pools:
  gpu: 1
`;

const id = fc.constantFrom('a', 'b', 'c', 'load', 'train', 'x_1', 'deep-one');
const text = fc.constantFrom(
  '',
  'plain',
  'two words',
  '# no comment',
  'a: b',
  '{{ params.rows }}',
  'line\nline',
  ' lead',
  'true',
  '12',
  "it's",
  '"q"',
  '- x',
  '0 6 * * *',
  'åäö',
  '*star',
  '&and',
  '!bang',
  'a,b',
  '[x]',
  'end\n',
  '\n\nfirst',
  'tab\there',
  '~',
  'null',
  '#',
  '%a',
  '@b',
  '`c`',
  '---',
  '...',
  'x #y',
  'key:',
  '?',
  '? a',
  '|',
  '>',
);
const scalar = fc.oneof(
  text,
  fc.integer({ min: -5, max: 1000 }),
  fc.boolean(),
  fc.constant(null),
  fc
    .double({ noNaN: true, noDefaultInfinity: true, min: -10, max: 10 })
    .map((n) => Math.round(n * 100) / 100 + 0),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('k', 'rows', 'q key', 'n-1', '1', 'true', 'a:b'), tie('any'), {
      maxKeys: 3,
    }),
  ),
})).any;

const path = fc.oneof(
  fc.tuple(
    fc.constant('tasks'),
    id,
    fc.constantFrom('with', 'retries', 'env', 'description', 'group'),
    fc.constantFrom('rows', 'args', 'command', 'k'),
  ),
  fc.tuple(fc.constant('tasks'), id, fc.constantFrom('retries', 'description', 'with', 'group', 'map')),
  fc.tuple(
    fc.constantFrom('description', 'schedule', 'params', 'defaults', 'pools', 'env'),
    fc.constantFrom('rows', 'cron', 'x'),
  ),
  fc.tuple(fc.constantFrom('description', 'max_active_runs', 'params', 'env')),
  fc.tuple(fc.constant('tasks'), id, fc.constant('with'), fc.constant('args'), fc.constantFrom(0, 1)),
);

/** Operations as an editor makes them; many do not fit the text and are refused. */
export const operation = fc.oneof(
  fc.record({
    op: fc.constant('addTask' as const),
    id,
    type: fc.constantFrom('shell', 'python', 'branch'),
    needs: fc.array(id, { maxLength: 2 }),
    with: fc.dictionary(fc.constantFrom('command', 'rows'), value, { maxKeys: 2 }),
  }),
  fc.record({
    op: fc.constant('removeTasks' as const),
    ids: fc.uniqueArray(id, { minLength: 1, maxLength: 2 }),
    mend: fc.boolean(),
  }),
  fc.record({ op: fc.constant('renameTask' as const), from: id, to: id }),
  fc.record({ op: fc.constant('set' as const), path, value }),
  fc.record({ op: fc.constant('unset' as const), path }),
  fc.record({ op: fc.constant('move' as const), path, to: fc.nat(4) }),
  fc.record({
    op: fc.constant('move' as const),
    path: fc.oneof(
      fc.tuple(fc.constant('tasks'), id),
      fc.tuple(fc.constant('params'), fc.constantFrom('rows', 'drift')),
    ),
    to: fc.nat(4),
  }),
  fc.record({ op: fc.constant('connect' as const), from: id, to: id }),
  fc.record({ op: fc.constant('disconnect' as const), from: id, to: id }),
  fc.record({
    op: fc.constant('duplicate' as const),
    ids: fc.uniqueArray(id, { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    op: fc.constant('paste' as const),
    text: fc.constantFrom(
      'z:\n  type: shell # kept\n  needs: [a, nowhere]\n',
      'tasks:\n  train: { type: python }\n  y: { type: shell, needs: [train] }\n',
      'no tasks at all',
    ),
  }),
);

/** Texts to begin with. */
export const start = fc.constantFrom(
  handWritten,
  handWritten.replaceAll('\n', '\r\n'),
  `\uFEFF${handWritten}`,
  'version: 1\nname: x\ntasks: {}\n',
  'version: 1\nname: x\n',
  'tasks:\n    a: {type: shell}\n    b:\n        type: shell\n        needs: [ a , ]\n',
  '{ version: 1, name: x, tasks: { a: { type: shell }, b: { type: python, needs: [a] } } }',
  'version: 1\nname: x\ntasks:\n  a:\n    type: shell',
  'tasks:\n  a: &base\n    type: shell\n    retries: 1\n  b: *base\nname: late\nversion: 1\n',
);
