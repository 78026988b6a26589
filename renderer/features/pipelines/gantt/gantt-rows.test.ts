import { expect, it } from 'vitest';
import type { TaskAttempt, TaskRun } from '#contract/pipelines.ts';
import { buildGanttRows, newestRound, wholeRange } from './gantt-rows.ts';

const none: ReadonlySet<string> = new Set();
const noMedians: ReadonlyMap<string, number> = new Map();

function attempt(number: number, startedAt: number, endedAt: number | null, state: TaskAttempt['state']) {
  const rest = { reason: null, errorCode: null, failure: null, progress: null, outputs: {}, exitCode: null };
  return { try: number, state, startedAt, endedAt, ...rest, isCached: false };
}

function task(taskId: string, changes: Partial<TaskRun>): TaskRun {
  return {
    taskId,
    mapIndex: -1,
    label: null,
    type: 'shell',
    needs: [],
    state: 'success',
    waitsFor: null,
    nextAt: null,
    question: null,
    part: 'run',
    reusedFrom: null,
    attempts: [],
    ...changes,
  };
}

it('a task waits from the end of the last that it needs, and its retries have their pauses', () => {
  const [, row] = buildGanttRows(
    [
      task('a', { attempts: [attempt(1, 1000, 2000, 'success')] }),
      task('b', {
        needs: ['a'],
        attempts: [attempt(1, 2500, 3000, 'failed'), attempt(2, 8000, 9000, 'success')],
      }),
    ],
    none,
    1000,
  );
  expect(row?.segments).toEqual([
    { kind: 'wait', from: 2000, to: 2500, why: null },
    { kind: 'attempt', from: 2500, to: 3000, state: 'failed', try: 1 },
    { kind: 'pause', from: 3000, to: 8000, retry: 1 },
    { kind: 'attempt', from: 8000, to: 9000, state: 'success', try: 2 },
  ]);
});

it('what is queued waits until now and says for what; what is not reached draws nothing', () => {
  const [, queued, far] = buildGanttRows(
    [
      task('a', { attempts: [attempt(1, 0, 100, 'success')] }),
      task('b', { needs: ['a'], state: 'queued', waitsFor: 'pool gpu' }),
      task('c', { needs: ['b'], state: 'none' }),
    ],
    none,
    0,
  );
  expect(queued?.segments).toEqual([{ kind: 'wait', from: 100, to: null, why: 'pool gpu' }]);
  expect(far?.segments).toEqual([]);
});

it('a retry that is still to come is a pause without an end', () => {
  const [row] = buildGanttRows(
    [task('a', { state: 'up_for_retry', attempts: [attempt(1, 0, 100, 'failed')] })],
    none,
    0,
  );
  expect(row?.segments.at(-1)).toEqual({ kind: 'pause', from: 100, to: null, retry: 1 });
});

it('instances of a map fold into one span and open below it', () => {
  const instances = [0, 1, 2].map((mapIndex) =>
    task('send', {
      mapIndex,
      label: ['se', 'no', null][mapIndex] ?? null,
      attempts: [attempt(1, mapIndex * 100, mapIndex * 100 + 500, 'success')],
    }),
  );
  const [folded, ...others] = buildGanttRows(instances, none, 0);
  expect(others).toEqual([]);
  expect(folded).toMatchObject({ expanded: false, segments: [{ kind: 'span', from: 0, to: 700, count: 3 }] });
  const rows = buildGanttRows(instances, new Set(['send']), 0);
  expect(rows.map(({ label, level }) => [label, level])).toEqual([
    ['send', 1],
    ['se', 2],
    ['no', 2],
    ['2', 2],
  ]);
});

it('the time reaches to now, and to where a running task is expected to end', () => {
  const rows = buildGanttRows(
    [task('a', { state: 'running', attempts: [attempt(1, 1000, null, 'running')] })],
    none,
    900,
  );
  expect(wholeRange(rows, 1500, noMedians, 900)).toEqual({ from: 900, to: 1500 });
  expect(wholeRange(rows, 1500, new Map([['a', 4000]]), 900)).toEqual({ from: 900, to: 5000 });
});

it('tasks that were cleared a day later are shown alone, and nobody waited that day', () => {
  const day = 86_400_000;
  const rows = buildGanttRows(
    [
      task('a', { attempts: [attempt(1, 0, 5000, 'success')] }),
      task('b', { attempts: [attempt(1, 5000, 6000, 'failed'), attempt(2, day, day + 900, 'success')] }),
    ],
    none,
    day,
  );
  expect(rows[1]?.segments.map(({ kind }) => kind)).toEqual(['attempt', 'attempt']);
  const whole = wholeRange(rows, day + 900, noMedians, day);
  expect(whole).toEqual({ from: 0, to: day + 900 });
  expect(newestRound(rows, whole, day)).toEqual({ from: day, to: day + 900 });
  expect(newestRound(rows, whole, 0)).toEqual(whole);
});

it('a retry in the middle of a run is part of it', () => {
  const rows = buildGanttRows(
    [task('a', { attempts: [attempt(1, 0, 1000, 'failed'), attempt(2, 3_600_000, 3_601_000, 'success')] })],
    none,
    0,
  );
  const whole = wholeRange(rows, 3_601_000, noMedians, 0);
  expect(newestRound(rows, whole, 0)).toEqual(whole);
  expect(rows[0]?.segments[1]).toEqual({ kind: 'pause', from: 1000, to: 3_600_000, retry: 1 });
});

it('what is reused or left out has no bar, and a run does not begin earlier for it', () => {
  const rows = buildGanttRows(
    [
      task('a', { part: 'reuse', attempts: [attempt(1, 0, 0, 'success')] }),
      task('m', { part: 'reuse', mapIndex: 0, attempts: [attempt(1, 0, 0, 'success')] }),
      task('m', { part: 'reuse', mapIndex: 1, attempts: [attempt(1, 0, 0, 'success')] }),
      task('b', { needs: ['a', 'm'], attempts: [attempt(1, 100, 200, 'success')] }),
      task('c', { part: 'leaveOut', state: 'removed' }),
    ],
    none,
    100,
  );
  expect(rows.map(({ segments }) => segments.length)).toEqual([0, 0, 1, 0]);
  expect(wholeRange(rows, 300, noMedians, 100)).toEqual({ from: 100, to: 200 });
});
