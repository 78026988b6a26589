import type { ActivityAction } from '#contract/activity.ts';
import { invalidArgument, StileError } from '#core/kernel/errors.ts';
import { parseJson, type Json } from '#core/kernel/json.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { asObject } from '../definition/outline.ts';
import type { AutomatedPipeline, StartRun } from './automation.ts';
import { findState, isToRun, planBackfill, type BackfillRange, type Reprocess } from './backfill-plan.ts';

export interface BackfillInput extends BackfillRange {
  /** Runs of it that work or wait at a time; the pipeline's own limit holds too. */
  maxActive: number;
  params: Record<string, Json>;
}

export interface Backfill extends BackfillInput {
  backfillId: number;
  pipeline: string;
  state: 'running' | 'done' | 'canceled';
  createdAt: number;
  endedAt: number | null;
  reason: string | null;
  /** Dates by what became of them; `passed`: another hand had made their run by then. */
  progress: {
    total: number;
    waiting: number;
    active: number;
    success: number;
    failed: number;
    canceled: number;
    passed: number;
  };
}

interface BackfillRow {
  id: number;
  pipeline: string;
  from_at: number;
  until_at: number;
  reprocess: Reprocess;
  max_active: number;
  newest_first: number;
  params: string;
  state: Backfill['state'];
  created_at: number;
  ended_at: number | null;
  reason: string | null;
}

interface DateRow {
  position: number;
  logical_at: number;
  interval_start: number;
  interval_end: number;
}

/**
 * Writes the backfill with its dates; nothing starts yet. @returns its id
 * @throws INVALID_STATE, INVALID_ARGUMENT: see `planBackfill`, and for a range in which nothing is to be done
 */
export function createBackfillInTx(tx: WriteTx, pipeline: AutomatedPipeline, input: BackfillInput): number {
  const { fromAt, untilAt, reprocess, newestFirst, maxActive, params } = input;
  const dates = planBackfill(tx.db, pipeline, input, tx.now).filter(({ willRun }) => willRun);
  if (dates.length === 0) throw nothingToDo(input);
  const { lastId } = tx.db.run(
    `INSERT INTO backfills (pipeline, from_at, until_at, reprocess, max_active, newest_first, params, state,
       actor_kind, actor_name, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'running', ?, ?, ?)`,
    pipeline.name,
    fromAt,
    untilAt,
    reprocess,
    maxActive,
    Number(newestFirst),
    JSON.stringify(params),
    tx.actor.kind,
    tx.actor.name,
    tx.now,
  );
  for (const [position, { logicalAt, intervalStart, intervalEnd }] of dates.entries()) {
    tx.db.run(
      `INSERT INTO backfill_dates (backfill_id, position, logical_at, interval_start, interval_end)
       VALUES (?, ?, ?, ?, ?)`,
      lastId,
      position,
      logicalAt,
      intervalStart,
      intervalEnd,
    );
  }
  recordBackfill(tx, 'pipeline.backfill', pipeline.name, {
    backfillId: lastId,
    dates: dates.length,
    ...input,
  });
  return lastId;
}

/** How many further runs of a backfill may start now; -1: it is over. */
export function countFreeSlots(db: ReadableDb, backfillId: number): number {
  const row = findRow(db, backfillId);
  if (row.state !== 'running') return -1;
  const { waiting, active } = readProgress(db, backfillId);
  return waiting === 0 && active === 0 ? -1 : Math.min(waiting, Math.max(0, row.max_active - active));
}

/**
 * Starts the run of the next date, in one write with the note that it has started; a date that has got its run from
 * another hand is passed over.
 */
export function startNextInTx<P extends AutomatedPipeline>(
  tx: WriteTx,
  startRun: StartRun<P>,
  pipeline: P,
  backfillId: number,
): string | null {
  const row = findRow(tx.db, backfillId);
  const date = row.state === 'running' ? nextDate(tx, row) : undefined;
  if (date === undefined || countFreeSlots(tx.db, backfillId) < 1) {
    tx.unchanged();
    return null;
  }
  const pipelineRunId = startRun(tx, {
    pipeline,
    trigger: { kind: 'manual', detail: `backfill ${backfillId}` },
    params: asObject(parseJson(row.params) ?? null) as Record<string, Json>,
    facts: {
      logicalAt: date.logical_at,
      intervalStart: date.interval_start,
      intervalEnd: date.interval_end,
      backfillId,
    },
  });
  noteRun(tx, backfillId, date, pipelineRunId);
  return pipelineRunId;
}

/** Ends a backfill all of whose runs are over. */
export function endBackfillInTx(tx: WriteTx, backfillId: number): void {
  const row = findRow(tx.db, backfillId);
  if (row.state !== 'running' || countFreeSlots(tx.db, backfillId) !== -1) return tx.unchanged();
  setState(tx, row, 'done', null);
}

/**
 * Starts nothing more of it. @returns the runs of it that work or wait
 * @throws NOT_FOUND, INVALID_STATE when it is over
 */
export function cancelBackfillInTx(tx: WriteTx, backfillId: number, reason: string): string[] {
  const row = findRow(tx.db, backfillId);
  if (row.state !== 'running') throw overAlready(row);
  setState(tx, row, 'canceled', reason);
  return tx.db
    .all<{ uuid: string }>(
      `SELECT uuid FROM pipeline_runs WHERE pipeline = ? AND backfill_id = ?
       AND state NOT IN ('success', 'failed', 'canceled') ORDER BY id`,
      row.pipeline,
      backfillId,
    )
    .map(({ uuid }) => uuid);
}

/** Newest first. */
export function listBackfills(db: ReadableDb, pipeline: string): Backfill[] {
  const rows = db.all<BackfillRow>('SELECT * FROM backfills WHERE pipeline = ? ORDER BY id DESC', pipeline);
  return rows.map((row) => rowToBackfill(db, row));
}

/** @throws NOT_FOUND */
export function readBackfill(db: ReadableDb, backfillId: number): Backfill {
  return rowToBackfill(db, findRow(db, backfillId));
}

export function listRunning(db: ReadableDb): { id: number; pipeline: string }[] {
  return db.all("SELECT id, pipeline FROM backfills WHERE state = 'running' ORDER BY id");
}

function rowToBackfill(db: ReadableDb, row: BackfillRow): Backfill {
  return {
    backfillId: row.id,
    pipeline: row.pipeline,
    fromAt: row.from_at,
    untilAt: row.until_at,
    reprocess: row.reprocess,
    maxActive: row.max_active,
    newestFirst: row.newest_first === 1,
    params: asObject(parseJson(row.params) ?? null) as Record<string, Json>,
    state: row.state,
    createdAt: row.created_at,
    endedAt: row.ended_at,
    reason: row.reason,
    progress: readProgress(db, row.id),
  };
}

function readProgress(db: ReadableDb, backfillId: number): Backfill['progress'] {
  const progress = { total: 0, waiting: 0, active: 0, success: 0, failed: 0, canceled: 0, passed: 0 };
  const counts = db.all<{ kind: keyof typeof progress; n: number }>(
    `SELECT CASE WHEN d.pipeline_run_id IS NULL THEN 'waiting' WHEN d.pipeline_run_id = '' THEN 'passed'
       WHEN r.state IN ('success', 'failed', 'canceled') THEN r.state WHEN r.id IS NULL THEN 'canceled'
       ELSE 'active' END AS kind, count(*) AS n
     FROM backfill_dates d LEFT JOIN pipeline_runs r ON r.uuid = d.pipeline_run_id
     WHERE d.backfill_id = ? GROUP BY kind`,
    backfillId,
  );
  for (const { kind, n } of counts) {
    progress[kind] = n;
    progress.total += n;
  }
  return progress;
}

function nextDate(tx: WriteTx, row: BackfillRow): DateRow | undefined {
  for (;;) {
    const date = tx.db.get<DateRow>(
      `SELECT * FROM backfill_dates WHERE backfill_id = ? AND pipeline_run_id IS NULL ORDER BY position LIMIT 1`,
      row.id,
    );
    if (date === undefined) return undefined;
    if (isToRun(row.reprocess, findState(tx.db, row.pipeline, date.logical_at))) return date;
    noteRun(tx, row.id, date, '');
  }
}

function noteRun(tx: WriteTx, backfillId: number, { position }: DateRow, pipelineRunId: string): void {
  tx.db.run(
    'UPDATE backfill_dates SET pipeline_run_id = ? WHERE backfill_id = ? AND position = ?',
    pipelineRunId,
    backfillId,
    position,
  );
}

function setState(
  tx: WriteTx,
  row: BackfillRow,
  state: Exclude<Backfill['state'], 'running'>,
  reason: string | null,
): void {
  tx.db.run(
    'UPDATE backfills SET state = ?, reason = ?, ended_at = ? WHERE id = ?',
    state,
    reason,
    tx.now,
    row.id,
  );
  const facts = { backfillId: row.id, state, ...(reason !== null && { reason }) };
  recordBackfill(tx, `pipeline.backfill_${state}`, row.pipeline, facts);
}

function recordBackfill(tx: WriteTx, action: ActivityAction, pipeline: string, after: object): void {
  tx.record({ action, entityKind: 'pipeline', entityId: pipeline, after });
  tx.emit({ type: 'pipeline.changed', name: pipeline });
}

function findRow(db: ReadableDb, backfillId: number): BackfillRow {
  const row = db.get<BackfillRow>('SELECT * FROM backfills WHERE id = ?', backfillId);
  if (row !== undefined) return row;
  throw new StileError('NOT_FOUND', `There is no backfill ${backfillId} in this workspace.`, {
    kind: 'pipeline',
    id: `backfill ${backfillId}`,
  });
}

function nothingToDo({ fromAt, untilAt, reprocess }: BackfillInput): StileError {
  const range = `${new Date(fromAt).toISOString()} to ${new Date(untilAt).toISOString()}`;
  const rule = `no date in it is to run by reprocess "${reprocess}"`;
  return invalidArgument('fromAt', range, rule, 'A dry run lists the dates with what has run.');
}

function overAlready({ id, pipeline, state }: BackfillRow): StileError {
  const remedy = 'There is nothing left to cancel.';
  return new StileError('INVALID_STATE', `The backfill ${id} of ${pipeline} is over: ${state}. ${remedy}`, {
    kind: 'pipeline',
    id: pipeline,
    state,
    needed: 'running',
    remedy,
  });
}
