import { describe, expect, it } from 'vitest';
import { triggerRule } from '#contract/pipelines.ts';
import { createRandom, type Random } from '#core/testing/random.ts';
import { createRunGraph, type GraphTask, type TaskEnd, type Verdict } from './run-graph.ts';

const ends = ['success', 'success', 'success', 'failed', 'skipped'] as const;

interface Story {
  tasks: GraphTask[];
  /** How each ends, if it runs. */
  endOf: Map<string, TaskEnd>;
}

function makeStory(random: Random): Story {
  const size = 2 + random.int(14);
  const tasks = Array.from({ length: size }, (_, n): GraphTask => {
    const before = Array.from({ length: n }, (_unused, m) => `t${m}`).filter(
      () => random.next() < 2.5 / size,
    );
    return { id: `t${n}`, needs: before, triggerRule: random.pick(triggerRule.options) };
  });
  return { tasks, endOf: new Map(tasks.map(({ id }) => [id, random.pick(ends)])) };
}

/** Runs what can run in an order of chance; the end of each task, and the run's. */
function play({ tasks, endOf }: Story, random: Random): string {
  const graph = createRunGraph(tasks);
  const running: string[] = [];
  const ran = new Map<string, string>();
  const take = (verdicts: readonly Verdict[]): void => {
    for (const { taskId, verdict } of verdicts) {
      expect(ran.has(taskId)).toBe(false);
      ran.set(taskId, verdict);
      if (verdict === 'run') running.push(taskId);
    }
  };
  take(graph.start());
  while (running.length > 0) {
    const [taskId = ''] = running.splice(random.int(running.length), 1);
    const end = endOf.get(taskId) ?? 'success';
    ran.set(taskId, end);
    take(graph.settle(taskId, end));
  }
  expect(graph.isOver).toBe(true);
  return JSON.stringify([tasks.map(({ id }) => `${id} ${graph.endOf(id)} ${ran.get(id)}`), graph.outcome()]);
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
