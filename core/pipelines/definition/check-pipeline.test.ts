import { describe } from 'vitest';
import { fine, table, tasks } from '../testing/problem-table.ts';

describe('schedules', () => {
  const schedule = (text: string): string => tasks({ a: fine }, `schedule: ${text}\n`);
  table([
    ['cron in a zone', schedule('{ cron: "0 6 * * 1-5", timezone: Europe/Stockholm }'), []],
    ['a preset', schedule('{ cron: "@daily" }'), []],
    ['an interval', schedule('{ every: 15m, missed: none }'), []],
    [
      'a city for a zone',
      schedule('{ cron: "0 6 * * *", timezone: stockholm }'),
      ['error wrong_value schedule.timezone: did you mean "Europe/Stockholm"?'],
    ],
    [
      'six fields',
      schedule('{ cron: "0 0 6 * * *" }'),
      [
        'error wrong_value schedule.cron: five fields (minute, hour, day of month, month, day of week), not 6; seconds are not a field here',
      ],
    ],
    [
      'a preset with a slip',
      schedule('{ cron: "@dayly" }'),
      ['error wrong_value schedule.cron: five fields or a preset: did you mean "@daily"?'],
    ],
    [
      'a date that never comes',
      schedule('{ cron: "0 0 30 2 *" }'),
      ['error wrong_value schedule.cron: a date that comes: this one never does'],
    ],
    [
      'too short an interval',
      schedule('{ every: 10ms }'),
      ['error wrong_value schedule.every: a duration of at least 1s: 30s, 15m, 2h, 1d'],
    ],
    [
      'both words',
      schedule('{ cron: "@daily", every: 1h }'),
      ['error wrong_value schedule: exactly one of cron and every'],
    ],
    [
      'a param that nobody gives',
      tasks({ a: fine }, 'params: { n: { type: integer } }\nschedule: { every: 1h }\n'),
      ['error missing_key params.n.default: a default: nobody gives params to a run that starts by itself'],
    ],
    ['a param that a person gives', tasks({ a: fine }, 'params: { n: { type: integer } }\n'), []],
  ]);
});

describe('triggers', () => {
  const triggers = (text: string): string => tasks({ a: fine }, `triggers: [${text}]\n`);
  table([
    [
      'each kind',
      triggers('{ dataset: d }, { file: data/in.csv }, { pipeline: q }, { alert: "m/volume" }'),
      [],
    ],
    ['the failure of another', triggers('{ pipeline: q, on: failed }'), []],
    [
      'itself',
      triggers('{ pipeline: p }'),
      [
        'error wrong_value triggers[0].pipeline: another pipeline; to go round and round use cron: "@continuous"',
      ],
    ],
    [
      'an end of no pipeline',
      triggers('{ dataset: d }, { file: f, on: failed }'),
      ['error wrong_value triggers[1].on: only a pipeline trigger says on which end it starts'],
    ],
    [
      'wildcards',
      triggers('{ file: "in/*.csv" }'),
      ['error wrong_value triggers[0].file: a file or a folder, without wildcards'],
    ],
    [
      'an alert of three parts',
      triggers('{ alert: a/b/c }'),
      ['error wrong_value triggers[0].alert: a model, a model and a signal (model/signal), or *'],
    ],
  ]);
});

describe('setups and teardowns', () => {
  table([
    [
      'a cluster around its work',
      tasks({ up: 'setup: true', work: 'needs: [up]', down: 'needs: [work], teardown: [up]' }),
      [],
    ],
    ['a setup that nothing takes down', tasks({ up: 'setup: true', work: 'needs: [up]' }), []],
    [
      'outputs of the setup in its teardown',
      tasks({ up: 'setup: true', down: 'teardown: [up], with: { text: "{{ tasks.up.outputs.value }}" }' }),
      [],
    ],
    [
      'a slip',
      tasks({ up_cluster: 'setup: true', down: 'teardown: [up_clutser]' }),
      ['error unknown_task tasks.down.teardown[0]: did you mean "up_cluster"?'],
    ],
    [
      'what is no setup',
      tasks({ up: fine, down: 'teardown: [up]' }),
      ['error wrong_value tasks.down.teardown[0]: a setup: write setup: true in up'],
    ],
    [
      'one twice',
      tasks({ up: 'setup: true', down: 'teardown: [up, up]' }),
      ['error wrong_value tasks.down.teardown[1]: each setup once'],
    ],
    [
      'with a rule, a map, and a setup of its own',
      tasks({
        up: 'setup: true',
        down: 'teardown: [up], trigger_rule: all_success, map: { over: [1] }, setup: true',
      }),
      [
        'error conflict tasks.down.trigger_rule: no trigger_rule beside teardown',
        'error conflict tasks.down.map: no map beside teardown',
        'error conflict tasks.down.setup: either setup or teardown',
      ],
    ],
    [
      'a round through a teardown',
      tasks({ up: 'setup: true, needs: [down]', down: 'teardown: [up]' }),
      ['error cycle tasks.up.needs[0]: up -> down -> up'],
    ],
  ]);
});

describe('groups, pools, retries', () => {
  table([
    [
      'a group with its description',
      tasks({ a: 'group: prep' }, 'groups: { prep: { description: x } }\n'),
      [],
    ],
    [
      'a group that is not listed',
      tasks({ a: 'group: prp' }, 'groups: { prep: {} }\n'),
      [
        'warning not_acted_upon groups.prep: a task with group: prep',
        'error unknown_group tasks.a.group: did you mean "prep"?',
      ],
    ],
    [
      'a group without a list',
      tasks({ a: 'group: prep' }),
      ['error unknown_group tasks.a.group: groups: { prep: {} } at the top'],
    ],
    ['places in a pool', tasks({ a: 'pool: gpu, pool_slots: 2' }, 'pools: { gpu: 2 }\n'), []],
    [
      'more places than there are',
      tasks({ a: 'pool: gpu, pool_slots: 3' }, 'pools: { gpu: 2 }\n'),
      ['error wrong_value tasks.a.pool_slots: at most 2: the pool gpu has no more'],
    ],
    [
      'more places by default',
      tasks({ a: fine }, 'pools: { gpu: 2 }\ndefaults: { pool: gpu, pool_slots: 3 }\n'),
      ['error wrong_value defaults.pool_slots: at most 2: the pool gpu has no more'],
    ],
    ['places in no pool', tasks({ a: 'pool_slots: 2' }), ['warning not_acted_upon tasks.a.pool_slots: pool']],
    [
      'a pool that nobody is in',
      tasks({ a: fine }, 'pools: { gpu: 2 }\n'),
      ['warning not_acted_upon pools.gpu: a task with pool: gpu'],
    ],
    [
      'all words of retries',
      tasks({
        a: 'retries: 3, retry_delay: 1s, retry_backoff: exponential, max_retry_delay: 1m, retry_jitter: true',
      }),
      [],
    ],
    ['a delay for retries of all', tasks({ a: 'retry_delay: 5s' }, 'defaults: { retries: 2 }\n'), []],
    [
      'a delay of nothing',
      tasks({ a: 'retry_delay: 5s, retry_jitter: true' }),
      [
        'warning not_acted_upon tasks.a.retry_delay: retries',
        'warning not_acted_upon tasks.a.retry_jitter: retries',
      ],
    ],
    [
      'a limit to waits that do not grow',
      tasks({ a: 'retries: 2, max_retry_delay: 5m' }),
      ['warning not_acted_upon tasks.a.max_retry_delay: retry_backoff: exponential'],
    ],
    [
      'a limit below the first wait',
      tasks({ a: 'retries: 2, retry_delay: 10m, retry_backoff: exponential, max_retry_delay: 5m' }),
      ['warning not_acted_upon tasks.a.max_retry_delay: a time longer than retry_delay'],
    ],
    [
      'an engine’s end at a task without a program',
      tasks({ a: 'on_engine_exit: adopt' }),
      ['warning not_acted_upon tasks.a.on_engine_exit: a task that runs a program'],
    ],
  ]);
});

describe('maps', () => {
  const params = 'params: { files: { type: array, default: [] }, n: { type: integer, default: 1 } }\n';
  table([
    [
      'a list',
      tasks({ a: 'map: { over: [1, 2], label: "nr {{ item }}" }, with: { count: "{{ item }}" }' }),
      [],
    ],
    ['a param that is a list', tasks({ a: 'map: { over: "{{ params.files }}" }' }, params), []],
    [
      'an output, and its outputs as lists',
      tasks({
        a: fine,
        b: 'needs: [a], map: { over: "{{ tasks.a.outputs.value }}" }, with: { text: "{{ item.path }}" }',
        c: 'needs: [b], with: { list: "{{ tasks.b.outputs.value }}" }',
      }),
      [],
    ],
    [
      'a list with templates',
      tasks({ a: 'map: { over: ["{{ params.n }}", 2] }, with: { text: "{{ item.x }}" }' }, params),
      [],
    ],
    [
      'a text',
      tasks({ a: 'map: { over: files }' }),
      [
        'error wrong_value tasks.a.map.over: a list, or one template that becomes one, such as {{ tasks.list.outputs.files }}',
      ],
    ],
    [
      'a longer text',
      tasks({ a: 'map: { over: "x {{ params.files }}" }' }, params),
      [
        'error wrong_value tasks.a.map.over: a list, or one template that becomes one, such as {{ tasks.list.outputs.files }}',
      ],
    ],
    [
      'a param that is a number',
      tasks({ a: 'map: { over: "{{ params.n }}" }' }, params),
      ['error wrong_value tasks.a.map.over: a list, and params.n is of the type integer'],
    ],
    [
      'its own items',
      tasks({ a: 'map: { over: "{{ item.more }}" }' }),
      ['error unknown_template_name tasks.a.map.over: map: { over: [...] }'],
    ],
    [
      'nothing',
      tasks({ a: 'map: { over: [] }' }),
      ['warning never_runs tasks.a.map.over: at least one item'],
    ],
    [
      'too many',
      tasks({ a: 'map: { over: [1, 2, 3], max: 2 }' }),
      ['error wrong_value tasks.a.map.over: at most 2 items, or a greater max'],
    ],
    [
      'items of another kind than is taken',
      tasks({ a: 'map: { over: [x, y] }, with: { count: "{{ item }}" }' }),
      ['error wrong_value tasks.a.with.count: a number'],
    ],
    [
      'a part that no item has',
      tasks({ a: 'map: { over: [{ path: x }, { path: y, size: 1 }] }, with: { text: "{{ item.pth }}" }' }),
      ['error unknown_template_name tasks.a.with.text: did you mean "item.path"?'],
    ],
    [
      'items without a map',
      tasks({ a: 'with: { text: "{{ item }}", count: "{{ map_index }}" }' }),
      [
        'error unknown_template_name tasks.a.with.text: map: { over: [...] }',
        'error unknown_template_name tasks.a.with.count: map: { over: [...] }',
      ],
    ],
    [
      'a part of outputs of a map',
      tasks({ a: 'map: { over: [1] }', b: 'needs: [a], with: { text: "{{ tasks.a.outputs.value.x }}" }' }),
      ['error unknown_template_name tasks.b.with.text: tasks.a.outputs.value'],
    ],
    [
      'a list where one value is taken',
      tasks({ a: 'map: { over: [1] }', b: 'needs: [a], with: { count: "{{ tasks.a.outputs.value }}" }' }),
      ['error wrong_value tasks.b.with.count: a number'],
    ],
    [
      'at once, and yet over an output',
      tasks({ a: fine, b: 'needs: [a], trigger_rule: always, map: { over: "{{ tasks.a.outputs.value }}" }' }),
      ['error conflict tasks.b.trigger_rule: trigger_rule: all_done'],
    ],
    [
      'at once over a list',
      tasks({ a: fine, b: 'needs: [a], trigger_rule: always, map: { over: [1] }' }),
      [],
    ],
    [
      'a branch',
      `tasks:\n  a: { type: test/branch, with: { choose: [] }, map: { over: [1] } }\n`,
      ['error conflict tasks.a.map: no map at test/branch'],
    ],
    ['the run before', tasks({ a: 'depends_on_past: true, map: { over: [1] }' }), []],
    [
      'a label with a slip',
      tasks({ a: 'map: { over: [1], label: "{{ itm }}" }' }),
      ['error unknown_template_name tasks.a.map.label: did you mean "item"?'],
    ],
  ]);
});

describe('environments', () => {
  const notUsed = (id: string): string =>
    `warning not_acted_upon tasks.${id}.env: a task that runs a program`;
  table([
    [
      'names that are written for the task',
      tasks({ a: 'env: { STILE_TASK: x, stile_x: y, MLFLOW_RUN_ID: z, MLFLOW_TRACKING_URI: u }' }),
      [
        notUsed('a'),
        'error reserved_name tasks.a.env.STILE_TASK: a name without STILE_ in front',
        'error reserved_name tasks.a.env.stile_x: a name without STILE_ in front',
        'error reserved_name tasks.a.env.MLFLOW_RUN_ID: no such variable',
      ],
    ],
    [
      'in defaults',
      tasks({ a: fine }, 'defaults: { env: { MLFLOW_RUN_CONTEXT: x } }\n'),
      ['error reserved_name defaults.env.MLFLOW_RUN_CONTEXT: no such variable'],
    ],
    [
      'templates',
      tasks({ a: 'env: { DAY: "{{ ds }}", N: "{{ params.x }}" }' }),
      [notUsed('a'), 'error unknown_template_name tasks.a.env.N: there is none to choose from'],
    ],
    [
      'an output for all, also those before it',
      tasks({ a: fine, b: 'needs: [a]' }, 'defaults: { env: { X: "{{ tasks.a.outputs.value }}" } }\n'),
      ['error output_not_upstream defaults.env.X: the output of another task'],
    ],
    [
      'an output for all but those who say otherwise',
      tasks(
        { a: 'env: { X: "1" }', b: 'needs: [a]' },
        'defaults: { env: { X: "{{ tasks.a.outputs.value }}" } }\n',
      ),
      [notUsed('a')],
    ],
  ]);
});
