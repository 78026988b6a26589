import { expect, it } from 'vitest';
import type { GridRun } from '#contract/pipeline-views.ts';
import type { TaskState } from '#contract/pipelines.ts';
import { buildTaskRows, cellOf, moveWindow, niceTop, rowsInState, runsToRetry } from './grid-rows.ts';
import type { GridCell } from './grid-rows.ts';

const cell = (
  taskId: string,
  state: TaskState,
  startedAt: number | null,
  endedAt: number | null,
): GridCell => ({
  taskId,
  state,
  part: 'run',
  startedAt,
  endedAt,
  tries: 1,
  instances: null,
});
const run = (cells: GridCell[]): GridRun => ({
  ...{ pipelineRunId: 'r', state: 'success', trigger: 'manual', logicalAt: 0, queuedAt: 0 },
  ...{ startedAt: 0, endedAt: 1, definitionHash: '', backfillId: null, isMadeUpFor: false },
  cells,
});
const tasks = [
  { id: 'report', needs: ['load_b'], group: null },
  { id: 'load_a', needs: [], group: 'load' },
  { id: 'check', needs: [], group: null },
  { id: 'load_b', needs: ['load_a'], group: 'load' },
];
const none: ReadonlySet<string> = new Set();

it('rows stand as tasks need each other, a group together, and what the file has no more at the end', () => {
  const rows = buildTaskRows(tasks, [run([cell('old', 'success', 0, 1)])], none);
  expect(rows.map(({ id, level }) => `${String(level)} ${id}`)).toEqual([
    '1 group:load',
    '2 load_a',
    '2 load_b',
    '1 report',
    '1 check',
    '1 old',
  ]);
  expect(buildTaskRows(tasks, [], new Set(['load'])).map(({ id }) => id)).toEqual([
    'group:load',
    'report',
    'check',
  ]);
});

it('a cycle, as a half written file has it, leaves no task out', () => {
  const cycle = [
    { id: 'a', needs: ['b'], group: null },
    { id: 'b', needs: ['a'], group: null },
  ];
  expect(
    buildTaskRows(cycle, [], none)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(['a', 'b']);
});

it('the cell of a group tells what a person would look at first, over all of its time', () => {
  const [group] = buildTaskRows(tasks, [], new Set(['load']));
  const cells = new Map([
    ['load_a', cell('load_a', 'success', 5, 9)],
    ['load_b', cell('load_b', 'failed', 9, 20)],
  ]);
  if (group === undefined) throw new Error('the group has no row');
  expect(cellOf(group, cells)).toMatchObject({ state: 'failed', startedAt: 5, endedAt: 20 });
  cells.set('load_b', cell('load_b', 'running', 9, null));
  expect(cellOf(group, cells)).toMatchObject({ state: 'running', endedAt: null });
  expect(cellOf(group, new Map())).toBeNull();
});

it('rows are kept in which some run has the state', () => {
  const rows = buildTaskRows(tasks, [], none);
  const cells = new Map([['load_b', cell('load_b', 'failed', 1, 2)]]);
  expect(rowsInState(rows, [{ cells }], 'failed').map(({ id }) => id)).toEqual(['group:load', 'load_b']);
  expect(rowsInState(rows, [{ cells }], null)).toBe(rows);
});

it('the scale of durations ends at a round time', () => {
  expect([40, 900, 4200, 61_000, 2_000_000, 90_000_000].map(niceTop)).toEqual([
    50, 1000, 5000, 120_000, 3_600_000, 172_800_000,
  ]);
});

it('the columns in view follow the one that has the focus, and end where the runs do', () => {
  expect(moveWindow({ first: 0, count: 10 }, 30, 12)).toEqual({ first: 3, count: 10 });
  expect(moveWindow({ first: 8, count: 10 }, 30, 2)).toEqual({ first: 2, count: 10 });
  expect(moveWindow({ first: 25, count: 10 }, 30, null)).toEqual({ first: 20, count: 10 });
  expect(moveWindow({ first: 0, count: 10 }, 4, null)).toEqual({ first: 0, count: 4 });
});

it('what is reused is found as reused, not as a success, and takes no time of a group', () => {
  const reused: GridCell = { ...cell('a', 'success', 5, 5), part: 'reuse' };
  const rows = buildTaskRows([{ id: 'a', needs: [], group: 'g' }, { id: 'b', needs: ['a'], group: 'g' }], [], new Set(['g'])); // prettier-ignore
  const [group] = rows;
  if (group === undefined) throw new Error('there is a group');
  const cells = new Map([
    ['a', reused],
    ['b', cell('b', 'success', 7, 9)],
  ]);
  expect(cellOf(group, cells)).toMatchObject({ part: 'run', startedAt: 7, endedAt: 9 });
  expect(cellOf(group, new Map([['a', reused]]))).toMatchObject({ part: 'reuse', startedAt: null });
  expect(rowsInState(rows, [{ cells: new Map([['a', reused]]) }], 'reused')).toEqual(rows);
  expect(rowsInState(rows, [{ cells: new Map([['a', reused]]) }], 'success')).toEqual([]);
});

it('what failed is offered to run again until a later run made up for it, or when it is chosen', () => {
  const of = (pipelineRunId: string, isMadeUpFor: boolean) => ({ ...run([]), pipelineRunId, isMadeUpFor, state: 'failed' as const }); // prettier-ignore
  const runs = [of('new', false), of('old', true), { ...run([]), pipelineRunId: 'fine' }];
  const ids = (chosen: string[]) =>
    runsToRetry(runs, new Set(chosen)).map(({ pipelineRunId }) => pipelineRunId);
  expect(ids([])).toEqual(['new']);
  expect(ids(['old', 'fine'])).toEqual(['old']);
});
