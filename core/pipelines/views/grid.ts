import type { GridRun } from '#contract/pipeline-views.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import type { TaskPart } from '#contract/pipeline-states.ts';
import type { PipelineRunState, TaskState } from '#contract/pipelines.ts';
import { cutPage, parseIdToken } from '#core/kernel/pages.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb, SqlValue } from '#core/store/database.ts';
import type { RunRow } from '../run/rows.ts';
import { median } from './recent-runs.ts';
import { tellingState } from './telling-state.ts';
import { isMadeUpForSql } from './made-up-for.ts';

type Cell = GridRun['cells'][number];

/** Runs with a cell for each task, the newest first; two statements. @throws INVALID_PAGE_TOKEN */
export function readGrid(
  ctx: EngineContext,
  input: Inputs['pipelines']['grid'],
): Outputs['pipelines']['grid'] {
  const { name, states, maxResults = 100, pageToken } = input;
  const rows = readRows(ctx.db, { name, states, below: parseIdToken(pageToken), limit: maxResults + 1 });
  const { items, nextPageToken } = cutPage(rows, maxResults, ({ id }) => String(id));
  const cells = readCells(ctx.db, items);
  const measured = items
    .filter(({ state, coverage }) => state === 'success' && coverage === 'whole')
    .flatMap(durationOf);
  return {
    runs: items.map((row) => rowToGridRun(row, cells.get(row.id) ?? [])),
    medianMs: median(measured),
    nextPageToken,
  };
}

type GridRow = RunRow & { made_up_for: number };

function readRows(
  db: ReadableDb,
  query: { name: string; states: PipelineRunState[] | undefined; below: number; limit: number },
): GridRow[] {
  const values: SqlValue[] = [query.name, query.below];
  if (query.states !== undefined) values.push(JSON.stringify(query.states));
  const isWanted = query.states === undefined ? '' : 'AND state IN (SELECT value FROM json_each(?))';
  return db.all<GridRow>(
    `SELECT *, ${isMadeUpForSql} AS made_up_for
     FROM pipeline_runs r WHERE pipeline = ? AND id < ? ${isWanted} ORDER BY id DESC LIMIT ?`,
    ...values,
    query.limit,
  );
}

interface CellRow {
  run_id: number;
  task_id: string;
  map_index: number;
  state: TaskState;
  part: TaskPart;
  last_try: number;
  started_at: number | null;
  ended_at: number | null;
}

/** By the id of their run, in the order of the file. The times are those of the last try. */
function readCells(db: ReadableDb, runs: readonly RunRow[]): Map<number, Cell[]> {
  const rows = db.all<CellRow>(
    `SELECT run_id, task_id, map_index, task_runs.state, part, last_try, started_at, ended_at
     FROM task_runs LEFT JOIN task_attempts ON task_run_id = task_runs.id AND try = last_try
     WHERE run_id IN (SELECT value FROM json_each(?)) ORDER BY run_id, position, map_index`,
    JSON.stringify(runs.map(({ id }) => id)),
  );
  const cells = new Map<number, Cell[]>();
  for (let at = 0; at < rows.length;) {
    const { run_id, task_id } = rows[at] as CellRow;
    const from = at;
    while (rows[at]?.run_id === run_id && rows[at]?.task_id === task_id) at++;
    const ofRun = cells.get(run_id) ?? [];
    if (ofRun.length === 0) cells.set(run_id, ofRun);
    ofRun.push(rowsToCell(rows.slice(from, at)));
  }
  return cells;
}

/** Instances of a map as one: from the first that began to the last that ended, once all are over. */
function rowsToCell(rows: readonly CellRow[]): Cell {
  const [first] = rows as [CellRow, ...CellRow[]];
  if (first.map_index < 0) {
    const { task_id: taskId, state, part, last_try: tries } = first;
    return {
      taskId,
      state,
      part,
      startedAt: first.started_at,
      endedAt: first.ended_at,
      tries,
      instances: null,
    };
  }
  const began = rows.filter(({ started_at }) => started_at !== null);
  const instances: Partial<Record<TaskState, number>> = {};
  for (const { state } of rows) instances[state] = (instances[state] ?? 0) + 1;
  return {
    taskId: first.task_id,
    state: tellingState(rows.map(({ state }) => state)),
    part: rows.some(({ part }) => part === 'run') ? 'run' : first.part,
    startedAt: began.length === 0 ? null : Math.min(...began.map(({ started_at }) => started_at ?? 0)),
    endedAt: began.some(({ ended_at }) => ended_at === null)
      ? null
      : began.reduce<number | null>((last, { ended_at }) => Math.max(last ?? 0, ended_at ?? 0), null),
    tries: Math.max(...rows.map(({ last_try }) => last_try)),
    instances,
  };
}

function rowToGridRun(row: GridRow, cells: Cell[]): GridRun {
  return {
    pipelineRunId: row.uuid,
    state: row.state,
    trigger: row.trigger_kind,
    logicalAt: row.logical_at,
    queuedAt: row.queued_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    definitionHash: row.definition_hash,
    backfillId: row.backfill_id,
    isMadeUpFor: row.made_up_for === 1,
    cells,
  };
}

function durationOf({ started_at, ended_at }: RunRow): number[] {
  return started_at === null || ended_at === null ? [] : [ended_at - started_at];
}
