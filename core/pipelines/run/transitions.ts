import type { PipelineRunState, TaskState } from '#contract/pipelines.ts';
import type { Json } from '#core/kernel/json.ts';
import type { ArtifactRef } from '#core/lineage/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { SqlValue } from '#core/store/database.ts';
import { recordTrigger } from '#core/store/trigger-events.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import type { Deferral, TaskDecision, TaskFlow } from '#core/tasks/index.ts';
import { pipelineKeys } from '../schedule/trigger-spec.ts';
import { recordTryEnd } from './task-lineage.ts';

/* Every change of state: one write, which only happens from the states that the machine allows. */

/** A run as transitions know it. */
export interface RunRef {
  rowId: number;
  pipeline: string;
  pipelineRunId: string;
}

export interface TaskRef {
  rowId: number;
  taskId: string;
}

/** From where a run may come to a state (reference: orchestration.md 2.1). */
const runSources: Readonly<Partial<Record<PipelineRunState, readonly PipelineRunState[]>>> = {
  queued: ['scheduled', 'success', 'failed', 'canceled'],
  running: ['queued', 'paused'],
  paused: ['running'],
  success: ['running'],
  failed: ['queued', 'running', 'paused'],
  canceled: ['scheduled', 'queued', 'running', 'paused'],
};

/** From where a task may come to a state (reference: orchestration.md 2.2); all that is unfinished can be canceled. */
export const unfinished = [
  'none',
  'scheduled',
  'queued',
  'running',
  'up_for_retry',
  'up_for_reschedule',
  'restarting',
  'awaiting_input',
] as const;
const taskSources: Readonly<Partial<Record<TaskState, readonly TaskState[]>>> = {
  scheduled: ['none', 'up_for_retry', 'up_for_reschedule', 'awaiting_input'],
  queued: ['scheduled'],
  running: ['queued'],
  success: ['running', 'awaiting_input'],
  failed: ['none', 'queued', 'running', 'awaiting_input', 'up_for_retry', 'interrupted'],
  up_for_retry: ['queued', 'running', 'interrupted'],
  up_for_reschedule: ['running'],
  awaiting_input: ['queued', 'running', 'interrupted'],
  interrupted: ['queued', 'running'],
  canceled: unfinished,
  skipped: ['none', 'scheduled', 'running'],
  upstream_failed: ['none', 'scheduled'],
  removed: ['none', 'scheduled'],
};

export interface RunChange {
  to: PipelineRunState;
  reasonCode?: string;
  reason?: string;
  hasFailedTasks?: boolean;
  recovered?: boolean;
}

/**
 * A run ends when all of its tasks have: an end whose tasks' ends were not written is refused.
 * @throws Error when the run is in no state that leads there: another hand has moved it
 */
export function moveRun(ctx: EngineContext, run: RunRef, change: RunChange): Promise<void> {
  const { to, reason } = change;
  return ctx.write((tx) => {
    const before = moveRunInTx(tx, run, change);
    tx.record({
      action: `pipeline_run.${to}`,
      entityKind: 'pipeline_run',
      entityId: run.pipelineRunId,
      before: { state: before },
      after: { state: to, ...(reason !== undefined && { reason }) },
    });
  });
}

/**
 * The same as a part of a write that does more and records it. A run that is queued again begins anew: when it started
 * and that tasks had failed is of the time before.
 * @returns the state that it was in
 */
export function moveRunInTx(tx: WriteTx, run: RunRef, change: RunChange): string {
  const { to, reasonCode = null, reason = null } = change;
  const sources = runSources[to] ?? [];
  const isEnd = to === 'success' || to === 'failed' || to === 'canceled';
  const isQueued = Number(to === 'queued');
  const before = stateOf(tx, 'pipeline_runs', run.rowId);
  const { changes } = tx.db.run(
    `UPDATE pipeline_runs SET state = ?, reason_code = ?, reason = ?,
       started_at = CASE WHEN ? THEN NULL WHEN ? THEN coalesce(started_at, ?) ELSE started_at END,
       ended_at = CASE WHEN ? THEN ? ELSE NULL END,
       has_failed_tasks = CASE WHEN ? THEN 0 ELSE max(has_failed_tasks, ?) END, recovered = max(recovered, ?)
     WHERE id = ? AND state IN (${marks(sources)})
       AND NOT (? AND EXISTS (SELECT 1 FROM task_runs WHERE run_id = pipeline_runs.id AND state IN (${marks(unfinished)})))`,
    to,
    reasonCode,
    reason,
    isQueued,
    Number(to === 'running'),
    tx.now,
    Number(isEnd),
    tx.now,
    isQueued,
    Number(change.hasFailedTasks === true),
    Number(change.recovered === true),
    run.rowId,
    ...sources,
    Number(isEnd),
    ...unfinished,
  );
  if (changes !== 1) throw new Error(`pipeline run ${run.pipelineRunId} cannot go from ${before} to ${to}`);
  addEvent(tx, run, { from: before, to, detail: reason ?? '' });
  if (isEnd) tellEnd(tx, run, to);
  announce(tx, run);
  return before;
}

/** A fact for the pipelines that wait for this one; of a run of a part there is none. */
function tellEnd(
  tx: WriteTx,
  { rowId, pipeline, pipelineRunId }: RunRef,
  state: 'success' | 'failed' | 'canceled',
): void {
  // What was left out may be what others wait for.
  const isPart =
    tx.db.get("SELECT 1 FROM pipeline_runs WHERE id = ? AND coverage = 'part'", rowId) !== undefined;
  if (isPart) return;
  const payload = { text: `pipeline ${pipeline}: ${state}`, pipeline, run: pipelineRunId, state };
  recordTrigger(tx, { kind: 'pipeline', keys: pipelineKeys(pipeline, state), payload });
}

export interface TaskChange {
  to: TaskState;
  waitsFor?: string | null;
  /** ms since 1970 UTC */
  nextAt?: number | null;
  /** What a person is asked. */
  question?: string | null;
  /** The engine ended in the middle: that is no try that counts. */
  isInterruption?: boolean;
  detail?: string;
  /** A map ends as a whole: instances that an earlier start has made, and that were cleared, are no part of it any more. */
  isWholeMap?: boolean;
  /** What happens to the attempt in the same write. */
  attempt?: { try: number; change(tx: WriteTx, taskRunId: number): void };
}

/** @throws Error when the task is in no state that leads there */
export function moveTask(ctx: EngineContext, run: RunRef, task: TaskRef, change: TaskChange): Promise<void> {
  const { to, waitsFor = null, nextAt = null, question = null, detail = '', attempt } = change;
  const sources = taskSources[to] ?? [];
  return ctx.write((tx) => {
    const before = stateOf(tx, 'task_runs', task.rowId);
    const { changes } = tx.db.run(
      `UPDATE task_runs SET state = ?, waits_for = ?, next_at = ?, question = ?, last_try = max(last_try, ?),
         interruptions = interruptions + ?
       WHERE id = ? AND state IN (${marks(sources)})`,
      to,
      waitsFor,
      nextAt,
      question,
      attempt?.try ?? 0,
      Number(change.isInterruption === true),
      task.rowId,
      ...sources,
    );
    if (changes !== 1)
      throw new Error(`task ${task.taskId} of ${run.pipelineRunId} cannot go from ${before} to ${to}`);
    if (change.isWholeMap === true)
      tx.db.run(
        "UPDATE task_runs SET state = 'removed' WHERE run_id = ? AND task_id = ? AND id <> ? AND state = 'none'",
        run.rowId,
        task.taskId,
        task.rowId,
      );
    attempt?.change(tx, task.rowId);
    if (to === 'success') noteSuccess(tx, run, task.taskId);
    addEvent(tx, run, { task, from: before, to, detail, ...(attempt && { try: attempt.try }) });
    tx.record({
      action: `pipeline_run.task_${to}`,
      entityKind: 'pipeline_run',
      entityId: run.pipelineRunId,
      before: { task: task.taskId, state: before },
      after: { task: task.taskId, state: to, ...(attempt && { try: attempt.try }) },
    });
    announce(tx, run);
  });
}

/** The newest run in which a task ended well is found without a search. */
export function noteSuccess(tx: WriteTx, { rowId, pipeline }: RunRef, taskId: string): void {
  tx.db.run(
    `UPDATE pipeline_tasks SET success_run_id = max(coalesce(success_run_id, 0), ?)
     WHERE pipeline = ? AND task_id = ?`,
    rowId,
    pipeline,
    taskId,
  );
}

/** Writes what a person has decided for an attempt that waits for it; it is to go on. */
export function decideAttempt(
  attemptNumber: number,
  decision: TaskDecision,
): NonNullable<TaskChange['attempt']> {
  return {
    try: attemptNumber,
    change: (tx, taskRunId) => {
      const { changes } = tx.db.run(
        "UPDATE task_attempts SET decision = ? WHERE task_run_id = ? AND try = ? AND state = 'awaiting_input'",
        JSON.stringify(decision),
        taskRunId,
        attemptNumber,
      );
      if (changes !== 1) throw new Error(`try ${attemptNumber} awaits no decision`);
    },
  };
}

/** What is written ahead of the work: the attempt with all that it was given. */
export function insertAttempt(facts: {
  try: number;
  logPath: string;
  folder: string;
  input: Json;
  cacheKey: string | null;
  codeHash: string | null;
  inputsHash: string | null;
}): NonNullable<TaskChange['attempt']> {
  return {
    try: facts.try,
    change: (tx, taskRunId) => {
      tx.db.run(
        `INSERT INTO task_attempts (task_run_id, try, state, queued_at, log_path, folder, input, cache_key, code_hash,
           inputs_hash)
         VALUES (?, ?, 'queued', ?, ?, ?, ?, ?, ?, ?)`,
        taskRunId,
        facts.try,
        tx.now,
        facts.logPath,
        facts.folder,
        JSON.stringify(facts.input),
        facts.cacheKey,
        facts.codeHash,
        facts.inputsHash,
      );
    },
  };
}

/** The same attempt again, after a wait. */
export function requeueAttempt(attemptNumber: number): NonNullable<TaskChange['attempt']> {
  return {
    try: attemptNumber,
    change: (tx, taskRunId) => {
      const { changes } = tx.db.run(
        `UPDATE task_attempts SET state = 'queued'
         WHERE task_run_id = ? AND try = ? AND state IN ('up_for_reschedule', 'awaiting_input')`,
        taskRunId,
        attemptNumber,
      );
      if (changes !== 1) throw new Error(`try ${attemptNumber} did not wait`);
    },
  };
}

export function startAttempt(attemptNumber: number): NonNullable<TaskChange['attempt']> {
  return {
    try: attemptNumber,
    change: (tx, taskRunId) => {
      const { changes } = tx.db.run(
        `UPDATE task_attempts SET state = 'running', started_at = coalesce(started_at, ?)
         WHERE task_run_id = ? AND try = ? AND state = 'queued'`,
        tx.now,
        taskRunId,
        attemptNumber,
      );
      if (changes !== 1) throw new Error(`try ${attemptNumber} was not queued`);
    },
  };
}

export interface AttemptEnd {
  state: 'success' | 'failed' | 'skipped' | 'canceled' | 'interrupted';
  reason?: string;
  errorCode?: string;
  errorData?: object;
  outputs?: Json;
  flow?: TaskFlow;
  /** A further try cannot mend it. */
  isFinal?: boolean;
  exit?: { code: number | null; signal: string | null };
  /** What a success has made, for the lineage. */
  made?: readonly ArtifactRef[];
  /** The attempt whose outputs these are. */
  cachedFrom?: number;
}

/** An attempt that is not over: it goes on when it is due, or when someone has decided. */
export type AttemptPause =
  | { state: 'up_for_reschedule'; reason: string; until: Deferral }
  | { state: 'awaiting_input'; reason: string };

/** Writes that an attempt waits. */
export function pauseAttempt(attemptNumber: number, pause: AttemptPause): NonNullable<TaskChange['attempt']> {
  return {
    try: attemptNumber,
    change: (tx, taskRunId) => {
      const { changes } = tx.db.run(
        "UPDATE task_attempts SET state = ?, reason = ? WHERE task_run_id = ? AND try = ? AND state = 'running'",
        pause.state,
        pause.reason,
        taskRunId,
        attemptNumber,
      );
      if (changes !== 1) throw new Error(`try ${attemptNumber} did not work`);
    },
  };
}

export function endAttempt(attemptNumber: number, end: AttemptEnd): NonNullable<TaskChange['attempt']> {
  return {
    try: attemptNumber,
    change: (tx, taskRunId) => {
      const values: SqlValue[] = [
        end.state,
        tx.now,
        end.reason ?? null,
        end.errorCode ?? null,
        end.errorData === undefined ? null : JSON.stringify(end.errorData),
        end.outputs === undefined ? null : JSON.stringify(end.outputs),
        end.flow === undefined ? null : JSON.stringify(end.flow),
        end.exit?.code ?? null,
        end.exit?.signal ?? null,
        end.cachedFrom ?? null,
      ];
      const { changes } = tx.db.run(
        `UPDATE task_attempts SET state = ?, ended_at = ?, reason = ?, error_code = ?, error_data = ?, outputs = ?,
           flow = ?, exit_code = ?, signal = ?, cached_from = ?
         WHERE task_run_id = ? AND try = ?
           AND state IN ('queued', 'running', 'up_for_reschedule', 'awaiting_input')`,
        ...values,
        taskRunId,
        attemptNumber,
      );
      if (changes !== 1) throw new Error(`try ${attemptNumber} was over already`);
      recordTryEnd(tx, taskRunId, attemptNumber, end);
    },
  };
}

export function addEvent(
  tx: WriteTx,
  run: RunRef,
  event: { task?: TaskRef; try?: number; from: string; to: string; detail: string },
): void {
  tx.db.run(
    `INSERT INTO pipeline_events (run_id, task_run_id, try, at, from_state, to_state, detail)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    run.rowId,
    event.task?.rowId ?? null,
    event.try ?? null,
    tx.now,
    event.from,
    event.to,
    event.detail,
  );
}

export function announce(tx: WriteTx, { pipeline, pipelineRunId }: RunRef): void {
  tx.emit({ type: 'pipelineRun.changed', pipeline, pipelineRunId });
}

function stateOf(tx: WriteTx, table: 'pipeline_runs' | 'task_runs', rowId: number): string {
  return tx.db.get<{ state: string }>(`SELECT state FROM ${table} WHERE id = ?`, rowId)?.state ?? 'nothing';
}

function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}
