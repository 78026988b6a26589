import type { ActorKind } from '#contract/entities.ts';
import type { TaskPart } from '#contract/pipeline-states.ts';
import type { PipelineRun, PipelineRunState, TaskState } from '#contract/pipelines.ts';
import { StileError } from '#core/kernel/errors.ts';
import type { ReadableDb } from '#core/store/database.ts';

export interface RunRow {
  id: number;
  uuid: string;
  pipeline: string;
  definition_hash: string;
  state: PipelineRunState;
  params: string;
  trigger_kind: PipelineRun['trigger']['kind'];
  trigger_detail: string;
  actor_kind: ActorKind;
  actor_name: string;
  logical_at: number;
  interval_start: number;
  interval_end: number;
  due_at: number | null;
  backfill_id: number | null;
  /** JSON: which tasks were asked for; null: all. */
  selection: string | null;
  coverage: 'whole' | 'completed' | 'part';
  late: number;
  from_catchup: number;
  queued_at: number;
  started_at: number | null;
  ended_at: number | null;
  reason: string | null;
  has_failed_tasks: number;
  recovered: number;
}

export interface TaskRow {
  id: number;
  run_id: number;
  task_id: string;
  type: string;
  needs: string;
  state: TaskState;
  map_index: number;
  map_label: string | null;
  map_item: string | null;
  waits_for: string | null;
  next_at: number | null;
  question: string | null;
  last_try: number;
  tries_before: number;
  interruptions: number;
  part: TaskPart;
}

export interface AttemptRow {
  task_run_id: number;
  try: number;
  state: TaskState;
  started_at: number | null;
  ended_at: number | null;
  reason: string | null;
  error_code: string | null;
  error_data: string | null;
  exit_code: number | null;
  log_path: string;
  folder: string;
  outputs: string | null;
  flow: string | null;
  decision: string | null;
  cached_from: number | null;
  /** JSON: `with`, its templates filled in. */
  input: string | null;
  environment_hash: string | null;
  code_hash: string | null;
  cache_key: string | null;
  signal: string | null;
  pid: number | null;
}

/** @throws NOT_FOUND */
export function findRunRow(db: ReadableDb, pipelineRunId: string): RunRow {
  const row = db.get<RunRow>('SELECT * FROM pipeline_runs WHERE uuid = ?', pipelineRunId);
  if (row !== undefined) return row;
  throw new StileError(
    'NOT_FOUND',
    `There is no pipeline run "${pipelineRunId}" in this workspace. \`stile pipeline runs\` lists them.`,
    { kind: 'pipeline_run', id: pipelineRunId },
  );
}

export function isRunOver(state: PipelineRunState): boolean {
  return state === 'success' || state === 'failed' || state === 'canceled';
}

/** Ids of the runs that work, or may yet. */
export function listUnfinishedRuns(db: ReadableDb): string[] {
  const sql = "SELECT uuid FROM pipeline_runs WHERE state NOT IN ('success', 'failed', 'canceled')";
  return db.all<{ uuid: string }>(sql).map(({ uuid }) => uuid);
}
