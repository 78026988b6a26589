import { expect, it } from 'vitest';
import type { TaskRun, TaskState } from '#contract/pipelines.ts';
import { createI18n } from '#renderer/i18n/i18n.ts';
import '#renderer/i18n/late/pipeline-canvas-words.ts';
import '#renderer/i18n/late/pipeline-runs-words.ts';
import { foldedId, toCards } from '#renderer/parts/flow/folded-cards.ts';
import { readMaxTries } from './max-tries.ts';
import { drawRunGroup, drawRunTask, toRunEdges } from './run-cards.ts';
import type { RunTask } from './run-cards.ts';

const { t } = await createI18n('en');

function runTask(id: string, state: TaskState, overrides: Partial<RunTask & TaskRun> = {}): RunTask {
  const { needs = [], group = null, maxTries = null, instances, ...ofTask } = overrides;
  const task: TaskRun = {
    taskId: id,
    mapIndex: -1,
    label: null,
    type: 'shell',
    needs: [...needs],
    state,
    waitsFor: null,
    nextAt: null,
    question: null,
    part: 'run',
    reusedFrom: null,
    attempts: [],
    ...ofTask,
  };
  return { id, needs, group, task, instances: instances ?? [task], maxTries };
}

const tryOf = (n: number, state: TaskState): TaskRun['attempts'][number] => ({
  try: n,
  state,
  startedAt: 10,
  endedAt: null,
  reason: null,
  errorCode: null,
  failure: null,
  progress: 0.5,
  outputs: {},
  exitCode: null,
  isCached: false,
});

it('a card says the state, the try after the first, how far it is, and why it waits', () => {
  const again = runTask('a', 'running', { attempts: [tryOf(1, 'failed'), tryOf(2, 'running')], maxTries: 3 });
  expect(drawRunTask(again, t).status).toMatchObject({
    shape: 'running',
    word: 'Running',
    progress: 0.5,
    span: { startedAt: 10, endedAt: null },
  });
  expect(drawRunTask(again, t).note?.text).toBe('Try 2 of 3');
  // Cleared tasks are tried more often than their text says.
  expect(drawRunTask({ ...again, maxTries: 1 }, t).note).toBeNull();
  const waits = drawRunTask(runTask('a', 'queued', { waitsFor: 'pool gpu' }), t).note?.text;
  expect(waits).toContain('gpu');
  expect(drawRunTask(runTask('a', 'none', { waitsFor: 'upstream' }), t).note).toBeNull();
});

it('what is reused says so in a word and a glyph of its own, without a time', () => {
  const reused = drawRunTask(runTask('a', 'success', { part: 'reuse', attempts: [tryOf(1, 'success')] }), t);
  expect(reused.status).toMatchObject({ shape: 'reused', word: 'Reused', span: { startedAt: null } });
  const leftOut = drawRunTask(runTask('b', 'removed', { part: 'leaveOut' }), t).status;
  expect(leftOut).toMatchObject({ shape: 'leftOut', word: 'Left out' });
});

it('a map says how many of its instances are over', () => {
  const { task: over } = runTask('a', 'success');
  const { task: open } = runTask('a', 'running');
  expect(drawRunTask(runTask('a', 'running', { instances: [over, open, open] }), t).status?.detail).toBe(
    t('pipelines.instancesOver', { over: 1, count: 3 }),
  );
});

it('a folded group says what needs a person first, and lines tell what came along them', () => {
  const tasks = [
    runTask('load', 'success'),
    runTask('a', 'success', { needs: ['load'], group: 'g' }),
    runTask('b', 'failed', { needs: ['load'], group: 'g' }),
    runTask('end', 'none', { needs: ['a', 'b'] }),
  ];
  const graph = { tasks, byId: new Map(tasks.map((task) => [task.id, task])) };
  const folded = new Set(['g']);
  const cards = toCards(graph, folded, {
    task: (task) => drawRunTask(task, t),
    group: (group, members) => drawRunGroup(group, members, t),
  });
  expect(cards.map(({ id, needs }) => [id, needs])).toEqual([
    ['load', []],
    [foldedId('g'), ['load']],
    ['end', [foldedId('g')]],
  ]);
  expect(cards[1]?.status).toMatchObject({ shape: 'failed', detail: 'group of 2' });
  expect(toRunEdges(cards, tasks, folded)).toEqual([
    { from: 'load', to: foldedId('g'), state: 'done' },
    { from: foldedId('g'), to: 'end', state: 'ahead' },
  ]);
});

it.each([
  [{ retries: 2 }, { retries: 5 }, 3],
  [{}, { retries: 5 }, 6],
  [undefined, undefined, 1],
  [{ retries: '{{ params.n }}' }, {}, null],
])('how often %j of %j is tried', (task, defaults, expected) => {
  expect(readMaxTries(task, defaults)).toBe(expected);
});
