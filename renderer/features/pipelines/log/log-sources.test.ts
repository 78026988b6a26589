import { expect, it } from 'vitest';
import type { TaskRun } from '#contract/pipelines.ts';
import { downstreamOf, listSources, mostSources } from './log-sources.ts';

function task(taskId: string, needs: string[], starts: (number | null)[], mapIndex = -1): TaskRun {
  const attempts = starts.map((startedAt, i) => ({
    try: i + 1,
    state: 'success' as const,
    startedAt,
    endedAt: startedAt,
    ...{ reason: null, errorCode: null, failure: null, progress: null, outputs: {}, exitCode: null },
    isCached: false,
  }));
  const rest = { label: null, type: 'shell', state: 'success' as const, waitsFor: null, nextAt: null };
  return { taskId, mapIndex, needs, question: null, part: 'run', reusedFrom: null, attempts, ...rest };
}

const tasks = [task('a', [], [1]), task('b', ['a'], [2, 5]), task('c', ['a'], [3]), task('d', ['b'], [7])];
const names = (sources: readonly { name: string; try: number }[]) =>
  sources.map((one) => `${one.name} ${String(one.try)}`);

it('the task alone, it and those after it, or all, in the order in which they began', () => {
  const chosen = { taskId: 'b', mapIndex: -1, try: 2 };
  expect(names(listSources(tasks, 'task', chosen).sources)).toEqual(['b 2']);
  expect(names(listSources(tasks, 'from', chosen).sources)).toEqual(['b 1', 'b 2', 'd 1']);
  expect(names(listSources(tasks, 'all', chosen).sources)).toEqual(['a 1', 'b 1', 'c 1', 'b 2', 'd 1']);
});

it('tries that have not begun have no log, and of very many the newest are shown', () => {
  expect(listSources([task('a', [], [null])], 'all', null)).toEqual({ sources: [], isCut: false });
  const many = Array.from({ length: mostSources + 3 }, (_, i) => task('m', [], [i], i));
  const { sources, isCut } = listSources(many, 'all', null);
  expect(isCut).toBe(true);
  expect([sources[0]?.name, sources.length]).toEqual(['m[3]', mostSources]);
});

it('what comes after a task is found over any number of steps', () => {
  expect([...downstreamOf(tasks, 'a')].sort()).toEqual(['a', 'b', 'c', 'd']);
  expect([...downstreamOf(tasks, 'c')]).toEqual(['c']);
});
