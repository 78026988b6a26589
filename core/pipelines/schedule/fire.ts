import type { WriteTx } from '#core/store/write-queue.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { AutomatedPipeline, StartRequest, StartRun } from './automation.ts';
import { findState } from './backfill-plan.ts';
import { graceMs, type MissedPlan } from './plan-missed.ts';
import { findScheduleRow, moveRow, planRow, type ScheduleRow } from './schedule-rows.ts';
import type { CronSpec, EverySpec, ScheduleSpec } from './spec.ts';
import { wallToText } from './time-zones.ts';
import type { Fire, Timetable } from './timetable.ts';

/**
 * Starts the run of one time and moves the row beyond it, in one write: what a crash leaves is either both or neither.
 * @returns the run; null when it was there already, or the schedule was paused or changed in the meantime
 */
export function fireInTx<P extends AutomatedPipeline>(
  tx: WriteTx,
  startRun: StartRun<P>,
  facts: { pipeline: P; spec: CronSpec | EverySpec; timetable: Timetable; fire: Fire; plan: MissedPlan },
): string | null {
  const { pipeline, spec, timetable, fire, plan } = facts;
  const row = findReadyRow(tx, pipeline, spec);
  if (row === null || row.last_fired_at >= fire.at) return giveUp(tx);
  moveRow(tx, pipeline.name, fire.at, timetable.after(fire.at)?.at ?? null);
  if (findState(tx.db, pipeline.name, fire.logicalAt) !== null) return giveUp(tx);
  noteLogical(tx, pipeline.name, fire.logicalAt);
  return startRun(tx, {
    pipeline,
    trigger: { kind: 'schedule', detail: describeFire(spec, fire, plan) },
    params: {},
    facts: {
      logicalAt: fire.logicalAt,
      intervalStart: fire.intervalStart,
      intervalEnd: fire.intervalEnd,
      dueAt: fire.at,
      isLate: tx.now - fire.at > graceMs,
      isFromCatchup: plan.isCatchup,
    },
  });
}

/** Moves the row beyond times that are not made up for. */
export function skipInTx(
  tx: WriteTx,
  {
    pipeline,
    spec,
    handled,
    why,
  }: { pipeline: AutomatedPipeline; spec: ScheduleSpec; handled: number; why: object },
): void {
  const row = findReadyRow(tx, pipeline, spec);
  if (row === null || row.last_fired_at >= handled) return tx.unchanged();
  planRow(tx, row, spec, handled);
  tx.record({
    action: 'pipeline.schedule_skip',
    entityKind: 'pipeline',
    entityId: pipeline.name,
    after: { handled, ...why },
  });
  tx.emit({ type: 'pipeline.changed', name: pipeline.name });
}

/** `@continuous` and `@once`: the logical date is the time of starting. */
export function startUntimedInTx<P extends AutomatedPipeline>(
  tx: WriteTx,
  startRun: StartRun<P>,
  { pipeline, spec }: { pipeline: P; spec: { kind: 'continuous' | 'once' } },
): string | null {
  const row = findReadyRow(tx, pipeline, spec);
  const isDone = spec.kind === 'once' && row?.once_hash === pipeline.definitionHash;
  if (row?.next_due_at == null || row.next_due_at > tx.now || isDone) return giveUp(tx);
  // Two within one millisecond are still two.
  const logicalAt = Math.max(tx.now, (row.last_logical_at ?? 0) + 1);
  const request: StartRequest<P> = {
    pipeline,
    trigger: { kind: 'schedule', detail: `@${spec.kind}` },
    params: {},
    facts: { logicalAt, intervalStart: logicalAt, intervalEnd: logicalAt, dueAt: row.next_due_at },
  };
  const pipelineRunId = startRun(tx, request);
  tx.db.run(
    'UPDATE pipeline_schedules SET next_due_at = NULL, last_fired_at = ?, once_hash = ?, updated_at = ? WHERE pipeline = ?',
    tx.now,
    spec.kind === 'once' ? pipeline.definitionHash : row.once_hash,
    tx.now,
    pipeline.name,
  );
  noteLogical(tx, pipeline.name, logicalAt);
  return pipelineRunId;
}

/** How long a pipeline waits that cannot start without another file, in ms. */
const refusedWaitMs = 60 * 60_000;

/** What was refused is tried again when its file changes, or much later. */
export function holdUntimedInTx(tx: WriteTx, pipeline: AutomatedPipeline, reason: string): void {
  tx.db.run(
    'UPDATE pipeline_schedules SET next_due_at = ?, updated_at = ? WHERE pipeline = ?',
    tx.now + refusedWaitMs,
    tx.now,
    pipeline.name,
  );
  tx.record({
    action: 'pipeline.schedule_skip',
    entityKind: 'pipeline',
    entityId: pipeline.name,
    after: { reason },
  });
}

/**
 * Whether a run of the schedule still waits for its turn: a further one would only queue up behind it, so its time waits
 * and is made up for by the policy.
 */
export function hasWaitingRun(db: ReadableDb, pipeline: string): boolean {
  // The first condition is that of the index of unfinished runs, which are few.
  const sql = `SELECT 1 AS one FROM pipeline_runs
               WHERE state IN ('scheduled', 'queued', 'running', 'paused') AND state = 'queued'
                 AND +pipeline = ? AND +trigger_kind = 'schedule' LIMIT 1`;
  return db.get<{ one: number }>(sql, pipeline) !== undefined;
}

/** null when the row is not what it was decided upon: paused, or planned by another schedule. */
function findReadyRow(tx: WriteTx, { name }: AutomatedPipeline, spec: ScheduleSpec): ScheduleRow | null {
  const row = findScheduleRow(tx.db, name);
  const isReady = row?.is_paused === 0 && row.file_state === 'ready' && row.spec === JSON.stringify(spec);
  return isReady ? row : null;
}

function giveUp(tx: WriteTx): null {
  tx.unchanged();
  return null;
}

function noteLogical(tx: WriteTx, pipeline: string, logicalAt: number): void {
  tx.db.run('UPDATE pipeline_schedules SET last_logical_at = ? WHERE pipeline = ?', logicalAt, pipeline);
}

function describeFire(spec: CronSpec | EverySpec, fire: Fire, { skipped, isCatchup }: MissedPlan): string {
  const what = spec.kind === 'cron' ? `${spec.cron} (${spec.timezone})` : `every ${spec.everyMs / 1000} s`;
  const missed = skipped.count === 0 ? '' : `, ${skipped.count} missed before it left out`;
  return `${what}, due ${wallToText(fire.at)}Z${isCatchup ? `, made up for${missed}` : ''}`;
}
