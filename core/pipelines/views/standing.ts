import type { StaleReason, TaskStanding } from '#contract/pipeline-views.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import type { Json } from '#core/kernel/json.ts';
import { hashText } from '#core/store/blobs.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { PipelineDefinition } from '../definition/definition.ts';
import { whatItWaitsFor } from '../run/read-runs.ts';
import { findStale } from '../run/staleness.ts';
import { readHistory, type HistoryRow, type HistoryRun, type TaskRows } from '../run/task-history.ts';
import type { Runner } from '../runner-parts.ts';
import { tellingState } from './telling-state.ts';

/** How each task of a file stands; of a file with errors as far as its tasks can be read. @throws NOT_FOUND */
export async function readTaskStanding(
  runner: Runner,
  ctx: EngineContext,
  { name }: Inputs['pipelines']['standing'],
): Promise<Outputs['pipelines']['standing']> {
  const { definition, outline, text } = await runner.files.read(name);
  const history = readHistory(ctx.db, name);
  const stale = definition === null ? null : findOutdated(runner, ctx, history, definition, text);
  const maxTries = new Map(definition?.tasks.map(({ id, retry }) => [id, retry.retries + 1]));
  const tasks = outline.tasks.map(({ id }): TaskStanding => {
    const rows = history.tasks.get(id)?.newest;
    const facts = { taskId: id, maxTries: maxTries.get(id) ?? null, stale: stale?.get(id) ?? [] };
    const run = rows === undefined ? undefined : history.runs.get(rows[0].run_id);
    return rows === undefined || run === undefined
      ? { ...neverRan, ...facts }
      : { ...rowsToStanding(runner, rows, run), ...facts };
  });
  return { activeRunId: history.active?.uuid ?? null, tasks };
}

/** A run that begins now gets the defaults. */
function findOutdated(
  { services }: Runner,
  ctx: EngineContext,
  history: ReturnType<typeof readHistory>,
  definition: PipelineDefinition,
  text: string,
): Map<string, StaleReason[]> {
  const defaults = Object.entries(definition.params).filter(([, schema]) => schema.default !== undefined);
  const params = Object.fromEntries(defaults.map(([key, schema]) => [key, schema.default as Json]));
  return findStale({ services, ctx }, history, { definition, hash: hashText(text), params });
}

const neverRan = {
  state: 'none',
  pipelineRunId: null,
  try: 0,
  startedAt: null,
  endedAt: null,
  waitsFor: null,
  nextAt: null,
  progress: null,
  reason: null,
  instances: null,
} as const;

/** Instances of a map as one: from the first that began to the last that ended, once all are over. */
function rowsToStanding(
  { progress: look }: Runner,
  rows: TaskRows,
  run: HistoryRun,
): Omit<TaskStanding, 'taskId' | 'maxTries' | 'stale'> {
  const state = tellingState(rows.map((row) => row.state));
  const telling = rows.find((row) => row.state === state) ?? rows[0];
  const live = isLive(state)
    ? look(run.uuid, telling.task_id, telling.map_index)
    : { progress: null, lacks: null };
  return {
    state,
    pipelineRunId: run.uuid,
    try: Math.max(...rows.map(({ last_try }) => last_try)),
    ...timesOf(rows),
    waitsFor: live.lacks ?? whatItWaitsFor(run, telling),
    nextAt: telling.next_at,
    progress: live.progress,
    reason: telling.reason,
    instances: countInstances(rows),
  };
}

function isLive(state: TaskStanding['state']): boolean {
  return state === 'running' || state === 'scheduled' || state === 'none';
}

function timesOf(rows: readonly HistoryRow[]): Pick<TaskStanding, 'startedAt' | 'endedAt'> {
  const began = rows.filter(({ started_at }) => started_at !== null);
  if (began.length === 0) return { startedAt: null, endedAt: null };
  const isOver = rows.every(({ started_at, ended_at }) => started_at === null || ended_at !== null);
  return {
    startedAt: Math.min(...began.map(({ started_at }) => started_at ?? 0)),
    endedAt: isOver ? Math.max(...began.map(({ ended_at }) => ended_at ?? 0)) : null,
  };
}

function countInstances(rows: TaskRows): TaskStanding['instances'] {
  if (rows[0].map_index < 0) return null;
  const there = rows.filter(({ state }) => state !== 'removed');
  return { total: there.length, success: there.filter(({ state }) => state === 'success').length };
}
