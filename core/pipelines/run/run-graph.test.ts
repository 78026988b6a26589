import { describe, expect, it } from 'vitest';
import { triggerRule } from '#contract/pipelines.ts';
import { createRandom, type Random } from '#core/testing/random.ts';
import type { TaskFlow } from '#core/tasks/index.ts';
import type { GraphTask, TaskEnd, Verdict } from './graph-types.ts';
import { createRunGraph, type RestoredTask, type RunGraph } from './run-graph.ts';

const ends = ['success', 'success', 'success', 'failed', 'skipped'] as const;

interface Story {
  tasks: GraphTask[];
  /** How each instance ends, if it runs; as many as there are. */
  endsOf: Map<string, TaskEnd[]>;
  flowOf: Map<string, TaskFlow>;
}

function makeStory(random: Random): Story {
  const size = 2 + random.int(14);
  const ids = Array.from({ length: size }, (_, n) => `t${n}`);
  const tasks = ids.map((id, n) => makeTask(random, id, ids.slice(0, n), size));
  const setups = tasks.filter(({ isSetup }) => isSetup);
  for (const [n, { id }] of setups.entries())
    if (random.next() < 0.7) tasks.push(makeTeardown(random, `down${n}`, id, ids));
  const chooseOf = (id: string): string[] =>
    tasks.filter(({ needs }) => needs.includes(id) && random.next() < 0.5).map((task) => task.id);
  return {
    tasks,
    endsOf: new Map(
      tasks.map(({ id, isMapped }) => [
        id,
        Array.from({ length: isMapped === true ? random.int(4) : 1 }, () => random.pick(ends)),
      ]),
    ),
    flowOf: new Map(
      tasks.flatMap(({ id, controlsFlow }): [string, TaskFlow][] => {
        if (controlsFlow === 'branch') return [[id, { kind: 'branch', chosen: chooseOf(id) }]];
        const ignoreTriggerRules = random.next() < 0.5;
        return controlsFlow === undefined ? [] : [[id, { kind: 'short_circuit', ignoreTriggerRules }]];
      }),
    ),
  };
}

function makeTask(random: Random, id: string, before: readonly string[], size: number): GraphTask {
  const needs = before.filter(() => random.next() < 2.5 / size);
  const kind = random.int(8);
  return {
    id,
    needs,
    triggerRule: random.pick(triggerRule.options),
    isMapped: kind === 0,
    isSetup: kind === 1,
    controlsFlow: kind === 2 ? 'branch' : kind === 3 ? 'short_circuit' : undefined,
  };
}

function makeTeardown(random: Random, id: string, setup: string, ids: readonly string[]): GraphTask {
  const needs = new Set([setup, random.pick(ids), random.pick(ids)]);
  return { id, needs: [...needs], triggerRule: 'all_done_setup_success', teardownOf: [setup] };
}

interface Played {
  story: Story;
  random: Random;
  /** Instances that run, by the id of their task. */
  running: string[];
  /** What was said of each task. */
  said: Map<string, string>;
  /** How far each task's instances are. */
  taken: Map<string, TaskEnd[]>;
}

function takeVerdicts(graph: RunGraph, played: Played, verdicts: readonly Verdict[]): void {
  for (const { taskId, verdict } of verdicts) {
    expect(played.said.get(taskId) ?? 'run').toBe('run');
    if (verdict !== 'run') {
      played.said.set(taskId, verdict);
      continue;
    }
    expect(played.said.has(taskId)).toBe(false);
    played.said.set(taskId, verdict);
    const instances = played.story.endsOf.get(taskId)?.length ?? 1;
    if (played.story.tasks.find(({ id }) => id === taskId)?.isMapped === true)
      takeVerdicts(graph, played, graph.expand(taskId, instances));
    for (let n = 0; n < instances; n++) played.running.push(taskId);
  }
}

/** The graph as another engine would make it out of what is written. */
function restart({ story, said, taken }: Played): RunGraph {
  const graph = createRunGraph(story.tasks);
  const rows = [...said].map(([taskId, word]): RestoredTask => {
    const instances = story.endsOf.get(taskId)?.length ?? 1;
    const ended = taken.get(taskId) ?? [];
    if (word === 'run' && instances > 0) {
      const open = Array.from({ length: instances - ended.length }, () => undefined);
      const flow = ended[0] === 'success' ? story.flowOf.get(taskId) : undefined;
      return { taskId, ends: [...ended, ...open], flow };
    }
    return { taskId, ends: [word === 'upstream_failed' ? 'upstream_failed' : 'skipped'] };
  });
  graph.restore(rows);
  return graph;
}

/** Runs what can run in an order of chance; the end of each task, and the run's. */
function play(story: Story, random: Random, restarts = 0): string {
  let graph = createRunGraph(story.tasks);
  const played: Played = { story, random, running: [], said: new Map(), taken: new Map() };
  takeVerdicts(graph, played, graph.start());
  while (played.running.length > 0) {
    const [taskId = ''] = played.running.splice(random.int(played.running.length), 1);
    const ended = played.taken.get(taskId) ?? [];
    const end = story.endsOf.get(taskId)?.[ended.length] ?? 'success';
    played.taken.set(taskId, [...ended, end]);
    takeVerdicts(graph, played, graph.settle(taskId, end, story.flowOf.get(taskId)));
    if (random.next() >= restarts) continue;
    graph = restart(played);
    takeVerdicts(graph, played, graph.start());
  }
  expect(graph.isOver).toBe(true);
  const of = ({ id }: GraphTask): string => `${id} ${graph.endOf(id)} ${played.said.get(id)}`;
  return JSON.stringify([story.tasks.map(of), graph.outcome()]);
}

function plain(id: string, needs: string[] = [], more: Partial<GraphTask> = {}): GraphTask {
  return { id, needs, triggerRule: 'all_success', ...more };
}

describe('the graph of a run', () => {
  it('comes to the same end in any order of timing', () => {
    const random = createRandom(2026);
    for (let n = 0; n < 400; n++) {
      const story = makeStory(random);
      const first = play(story, random);
      for (let again = 0; again < 5; again++) expect(play(story, random)).toBe(first);
    }
  });

  it('comes to the same end when another engine goes on anywhere', () => {
    const random = createRandom(99);
    for (let n = 0; n < 400; n++) {
      const story = makeStory(random);
      const first = play(story, random);
      for (let again = 0; again < 3; again++) expect(play(story, random, 0.4)).toBe(first);
    }
  });

  it('skips what a branch has not chosen, but not what comes after a chosen one', () => {
    const graph = createRunGraph([
      plain('pick', [], { controlsFlow: 'branch' }),
      plain('left', ['pick']),
      plain('right', ['pick']),
      plain('join', ['pick', 'left', 'right'], { triggerRule: 'none_failed_min_one_success' }),
    ]);
    graph.start();
    expect(graph.settle('pick', 'success', { kind: 'branch', chosen: ['left'] })).toEqual([
      { taskId: 'left', verdict: 'run' },
      { taskId: 'right', verdict: 'skipped', because: 'branch' },
    ]);
    expect(graph.settle('left', 'success')).toEqual([{ taskId: 'join', verdict: 'run' }]);
  });

  it('skips all below a short circuit whatever their rules, or lets the rules decide below its children', () => {
    const below = (ignoreTriggerRules: boolean): Verdict[] => {
      const graph = createRunGraph([
        plain('stop', [], { controlsFlow: 'short_circuit' }),
        plain('next', ['stop']),
        plain('last', ['next'], { triggerRule: 'all_done' }),
      ]);
      graph.start();
      return graph.settle('stop', 'success', { kind: 'short_circuit', ignoreTriggerRules });
    };
    expect(below(true).map(({ verdict }) => verdict)).toEqual(['skipped', 'skipped']);
    expect(below(false).map(({ verdict }) => verdict)).toEqual(['skipped', 'run']);
  });

  it('takes what lies between a setup that failed and its teardown with it, whatever the rules say', () => {
    const graph = createRunGraph([
      plain('up', [], { isSetup: true }),
      plain('first', ['up']),
      plain('second', ['first'], { triggerRule: 'all_done' }),
      plain('down', ['up', 'second'], { teardownOf: ['up'], triggerRule: 'all_done_setup_success' }),
      plain('after', ['down'], { triggerRule: 'all_done' }),
    ]);
    graph.start();
    expect(graph.settle('up', 'failed').map(({ taskId, verdict }) => `${taskId} ${verdict}`)).toEqual([
      'first upstream_failed',
      'second upstream_failed',
      'down upstream_failed',
      'after run',
    ]);
  });

  it('does not ask what tears down whether the run went well', () => {
    const graph = createRunGraph([
      plain('up', [], { isSetup: true }),
      plain('work', ['up']),
      plain('down', ['up', 'work'], { teardownOf: ['up'], triggerRule: 'all_done_setup_success' }),
    ]);
    graph.start();
    graph.settle('up', 'success');
    graph.settle('work', 'success');
    graph.settle('down', 'failed');
    expect(graph.outcome()).toBe('success');
  });

  it('skips a teardown whose mapped setup was skipped in each instance', () => {
    const graph = createRunGraph([
      plain('up', [], { isSetup: true, isMapped: true }),
      plain('down', ['up'], { teardownOf: ['up'], triggerRule: 'all_done_setup_success' }),
    ]);
    graph.start();
    graph.expand('up', 2);
    graph.settle('up', 'skipped');
    expect(graph.settle('up', 'skipped')).toEqual([{ taskId: 'down', verdict: 'skipped' }]);
  });

  it('counts the instances of a map one by one, and skips a map of nothing', () => {
    const graph = createRunGraph([
      plain('each', [], { isMapped: true }),
      plain('any', ['each'], { triggerRule: 'one_success' }),
      plain('all', ['each']),
    ]);
    graph.start();
    expect(graph.expand('each', 3)).toEqual([]);
    expect(graph.settle('each', 'success')).toEqual([{ taskId: 'any', verdict: 'run' }]);
    expect(graph.settle('each', 'success')).toEqual([]);
    expect(graph.endOf('each')).toBeUndefined();
    expect(graph.settle('each', 'failed')).toEqual([{ taskId: 'all', verdict: 'upstream_failed' }]);
    expect(graph.endOf('each')).toBe('failed');
    const empty = createRunGraph([plain('each', [], { isMapped: true }), plain('all', ['each'])]);
    empty.start();
    expect(empty.expand('each', 0)).toEqual([
      { taskId: 'each', verdict: 'skipped' },
      { taskId: 'all', verdict: 'skipped' },
    ]);
  });

  it('lets a leaf hide a failure in the middle, as Airflow does', () => {
    const graph = createRunGraph([
      { id: 'a', needs: [], triggerRule: 'all_success' },
      { id: 'b', needs: ['a'], triggerRule: 'all_done' },
    ]);
    expect(graph.start()).toEqual([{ taskId: 'a', verdict: 'run' }]);
    expect(graph.settle('a', 'failed')).toEqual([{ taskId: 'b', verdict: 'run' }]);
    expect(graph.settle('b', 'success')).toEqual([]);
    expect(graph.outcome()).toBe('success');
  });

  it('passes a failure and a skip on to the end of a long chain', () => {
    const tasks = Array.from({ length: 20_000 }, (_, n): GraphTask => ({
      id: `t${n}`,
      needs: n === 0 ? [] : [`t${n - 1}`],
      triggerRule: 'all_success',
    }));
    for (const [end, passed] of [
      ['failed', 'upstream_failed'],
      ['skipped', 'skipped'],
    ] as const) {
      const graph = createRunGraph(tasks);
      graph.start();
      const verdicts = graph.settle('t0', end);
      expect(verdicts).toHaveLength(19_999);
      expect(verdicts.at(-1)).toEqual({ taskId: 't19999', verdict: passed });
      expect(graph.isOver).toBe(true);
    }
  });
});
