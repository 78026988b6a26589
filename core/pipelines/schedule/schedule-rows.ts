import { parseJson } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { consumeWaiting } from '#core/store/trigger-events.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import type { AutomatedPipeline } from './automation.ts';
import { continuousDue } from './continuous.ts';
import { isTimed, type ScheduleSpec } from './spec.ts';
import { createTimetable } from './timetable.ts';

/** A row of `pipeline_schedules`. Times in ms since 1970 UTC. */
export interface ScheduleRow {
  pipeline: string;
  definition_hash: string;
  spec: string | null;
  file_state: 'ready' | 'broken' | 'gone';
  is_paused: number;
  last_fired_at: number;
  last_logical_at: number | null;
  next_due_at: number | null;
  once_hash: string | null;
}

export function findScheduleRow(db: ReadableDb, pipeline: string): ScheduleRow | undefined {
  return db.get<ScheduleRow>('SELECT * FROM pipeline_schedules WHERE pipeline = ?', pipeline);
}

export function readSpec({ spec }: ScheduleRow): ScheduleSpec | null {
  return spec === null ? null : ((parseJson(spec) ?? null) as ScheduleSpec | null);
}

/** What may start now, the longest due first. */
export function listDue(db: ReadableDb, now: number): ScheduleRow[] {
  return db.all<ScheduleRow>(
    `SELECT * FROM pipeline_schedules
     WHERE next_due_at IS NOT NULL AND is_paused = 0 AND file_state = 'ready' AND next_due_at <= ?
     ORDER BY next_due_at, pipeline`,
    now,
  );
}

/** When the next of all is due after `now`; null when nothing waits for a time. */
export function nextDueAt(db: ReadableDb, now: number): number | null {
  const sql = `SELECT min(next_due_at) AS at FROM pipeline_schedules
               WHERE next_due_at > ? AND is_paused = 0 AND file_state = 'ready'`;
  return db.get<{ at: number | null }>(sql, now)?.at ?? null;
}

/**
 * Brings the rows in line with the files. A schedule that is new, or another one, or of a file that was gone, counts
 * from now on; that of a file that was broken goes on where it was, so that its missed times are made up for. A clock
 * that was set back counts from now on too: what has run already is found by its logical date.
 * @returns the names of the pipelines whose rows changed
 */
export function syncRows(tx: WriteTx, pipelines: readonly AutomatedPipeline[]): string[] {
  const changed: string[] = [];
  const here = new Set(pipelines.map(({ name }) => name));
  for (const pipeline of pipelines) if (syncRow(tx, pipeline)) changed.push(pipeline.name);
  const gone = tx.db
    .all<{ pipeline: string }>("SELECT pipeline FROM pipeline_schedules WHERE file_state <> 'gone'")
    .filter(({ pipeline }) => !here.has(pipeline));
  for (const { pipeline } of gone) {
    tx.db.run("UPDATE pipeline_schedules SET file_state = 'gone' WHERE pipeline = ?", pipeline);
    tx.db.run('DELETE FROM trigger_subscriptions WHERE pipeline = ?', pipeline);
    consumeWaiting(tx, pipeline, '');
    changed.push(pipeline);
  }
  return changed;
}

/** Writes when a row is due next. @param handled times up to here are dealt with */
export function planRow(
  tx: WriteTx,
  row: Pick<ScheduleRow, 'pipeline' | 'definition_hash' | 'once_hash'>,
  spec: ScheduleSpec | null,
  handled: number,
): void {
  moveRow(tx, row.pipeline, handled, computeDue(tx, row, spec, handled));
}

/** As `planRow`, when it is known what comes next. */
export function moveRow(tx: WriteTx, pipeline: string, handled: number, nextDue: number | null): void {
  tx.db.run(
    'UPDATE pipeline_schedules SET last_fired_at = ?, next_due_at = ?, updated_at = ? WHERE pipeline = ?',
    handled,
    nextDue,
    tx.now,
    pipeline,
  );
}

/** `@continuous` pipelines whose run has ended become due. */
export async function planIdle(ctx: EngineContext): Promise<void> {
  const idle = listIdle(ctx.db, ctx.clock.now());
  if (idle.length === 0) return;
  await ctx.write((tx) => {
    for (const row of listIdle(tx.db, tx.now))
      planRow(tx, row, { kind: 'continuous' }, Math.min(row.last_fired_at, tx.now));
    tx.unchanged();
  });
}

function listIdle(db: ReadableDb, now: number): ScheduleRow[] {
  const rows = db.all<ScheduleRow>(
    `SELECT * FROM pipeline_schedules
     WHERE next_due_at IS NULL AND spec = ? AND is_paused = 0 AND file_state = 'ready'`,
    JSON.stringify({ kind: 'continuous' }),
  );
  return rows.filter(({ pipeline }) => continuousDue(db, pipeline, now) !== null);
}

function computeDue(
  tx: WriteTx,
  row: Pick<ScheduleRow, 'pipeline' | 'definition_hash' | 'once_hash'>,
  spec: ScheduleSpec | null,
  handled: number,
): number | null {
  if (spec === null) return null;
  if (isTimed(spec)) return createTimetable(spec).after(handled)?.at ?? null;
  if (spec.kind === 'continuous') return continuousDue(tx.db, row.pipeline, tx.now);
  return row.once_hash === row.definition_hash ? null : tx.now;
}

function syncRow(tx: WriteTx, pipeline: AutomatedPipeline): boolean {
  const { name, schedule, triggers, isBroken } = pipeline;
  const row = findScheduleRow(tx.db, name);
  if (isBroken) return markBroken(tx, row);
  const isSubscribed = syncSubscriptions(tx, pipeline);
  const isIdle = row === undefined && schedule === null && triggers.length === 0;
  return (!isIdle && replan(tx, pipeline, row)) || isSubscribed;
}

/** @returns whether there was anything to change */
function replan(tx: WriteTx, pipeline: AutomatedPipeline, row: ScheduleRow | undefined): boolean {
  const { name, definitionHash, schedule } = pipeline;
  const spec = schedule === null ? null : JSON.stringify(schedule);
  const isFresh = row === undefined || row.spec !== spec || row.file_state === 'gone';
  const handled = isFresh ? tx.now : Math.min(row.last_fired_at, tx.now);
  if (!isFresh && row.definition_hash === definitionHash && isGoingOn(row, handled)) return false;
  tx.db.run(
    `INSERT INTO pipeline_schedules (pipeline, definition_hash, spec, last_fired_at, updated_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (pipeline) DO UPDATE SET definition_hash = excluded.definition_hash, spec = excluded.spec,
       file_state = 'ready'`,
    name,
    definitionHash,
    spec,
    handled,
    tx.now,
  );
  const once_hash = row?.once_hash ?? null;
  planRow(tx, { pipeline: name, definition_hash: definitionHash, once_hash }, schedule, handled);
  return true;
}

function isGoingOn({ file_state, last_fired_at }: ScheduleRow, handled: number): boolean {
  return file_state === 'ready' && last_fired_at === handled;
}

function markBroken(tx: WriteTx, row: ScheduleRow | undefined): boolean {
  if (row?.file_state !== 'ready') return false;
  tx.db.run("UPDATE pipeline_schedules SET file_state = 'broken' WHERE pipeline = ?", row.pipeline);
  return true;
}

function syncSubscriptions(tx: WriteTx, { name, triggers }: AutomatedPipeline): boolean {
  const sql = "SELECT kind || ' ' || key AS text FROM trigger_subscriptions WHERE pipeline = ?";
  const before = tx.db.all<{ text: string }>(sql, name).map(({ text }) => text);
  const wanted = new Set(triggers.map(({ kind, key }) => `${kind} ${key}`));
  if (before.length === wanted.size && before.every((text) => wanted.has(text))) return false;
  tx.db.run('DELETE FROM trigger_subscriptions WHERE pipeline = ?', name);
  for (const { kind, key } of triggers)
    tx.db.run(
      'INSERT OR IGNORE INTO trigger_subscriptions (pipeline, kind, key) VALUES (?, ?, ?)',
      name,
      kind,
      key,
    );
  return true;
}
