import { parseJson } from '#core/kernel/json.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { consumeWaiting, type TriggerKind } from '#core/store/trigger-events.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { asObject } from '../definition/outline.ts';
import type { AutomatedPipeline, StartRun } from './automation.ts';
import { countUnfinished } from './continuous.ts';
import { findScheduleRow } from './schedule-rows.ts';

/** A fact that waits to start a pipeline, or has started one. */
export interface TriggerEvent {
  id: number;
  kind: TriggerKind;
  key: string;
  /** ms since 1970 UTC */
  at: number;
  payload: Record<string, unknown>;
}

/** Pipelines with facts that have started nothing yet. */
export function listWaiting(db: ReadableDb): string[] {
  const sql = 'SELECT DISTINCT pipeline FROM trigger_events WHERE consumed_by IS NULL ORDER BY pipeline';
  return db.all<{ pipeline: string }>(sql).map(({ pipeline }) => pipeline);
}

/** The facts that have started a run, oldest first: what templates call `alert` is the payload of the last alert. */
export function readTriggerEvents(db: ReadableDb, pipelineRunId: string): TriggerEvent[] {
  return readEvents(db, 'consumed_by = ?', pipelineRunId);
}

/** Whether facts of a pipeline go on waiting: it is paused, its file is broken, or it has as many runs as it may. */
export function mustWait(
  db: ReadableDb,
  { name, isBroken, maxActiveRuns }: Pick<AutomatedPipeline, 'name' | 'isBroken' | 'maxActiveRuns'>,
): boolean {
  return isBroken || findScheduleRow(db, name)?.is_paused === 1 || countUnfinished(db, name) >= maxActiveRuns;
}

/** Makes one run of all the facts that wait for a pipeline, in the write that consumes them; null when they `mustWait`. */
export function consumeInTx<P extends AutomatedPipeline>(
  tx: WriteTx,
  startRun: StartRun<P>,
  pipeline: P,
): string | null {
  const events = mustWait(tx.db, pipeline)
    ? []
    : readEvents(tx.db, 'pipeline = ? AND consumed_by IS NULL', pipeline.name);
  const last = events.at(-1);
  if (last === undefined) {
    tx.unchanged();
    return null;
  }
  const alert = events.findLast(({ kind }) => kind === 'alert')?.payload['id'];
  const pipelineRunId = startRun(tx, {
    pipeline,
    trigger: { kind: last.kind, detail: describeEvents(events) },
    params: {},
    facts: typeof alert === 'number' ? { alertId: alert } : {},
  });
  consumeWaiting(tx, pipeline.name, pipelineRunId);
  return pipelineRunId;
}

/** How long consumed facts are kept, in ms; the alert of a run for ever: running it again fills in its values again. */
const keptMs = 30 * 24 * 60 * 60_000;
/** So many go in one write: others wait behind it. */
const mostPruned = 10_000;

/** Deletes consumed facts that nothing asks for any more. @returns whether none is left */
export function pruneEventsInTx(tx: WriteTx): boolean {
  const { changes } = tx.db.run(
    `DELETE FROM trigger_events WHERE id IN (
       SELECT id FROM trigger_events WHERE consumed_at < ? AND (kind <> 'alert' OR consumed_by = '') LIMIT ?)`,
    tx.now - keptMs,
    mostPruned,
  );
  return changes < mostPruned;
}

function readEvents(db: ReadableDb, condition: string, value: string): TriggerEvent[] {
  const rows = db.all<Omit<TriggerEvent, 'payload'> & { payload: string }>(
    `SELECT id, kind, key, at, payload FROM trigger_events WHERE ${condition} ORDER BY id`,
    value,
  );
  return rows.map((row) => ({ ...row, payload: asObject(parseJson(row.payload) ?? null) }));
}

/** More are counted, not named: the rows have them all. */
const mostNamed = 20;

function describeEvents(events: readonly TriggerEvent[]): string {
  const texts = events.map(({ payload, kind, key }) =>
    typeof payload['text'] === 'string' ? payload['text'] : `${kind} ${key}`,
  );
  const named = [...new Set(texts)];
  const more = named.length > mostNamed ? [`and ${named.length - mostNamed} more`] : [];
  return [...named.slice(0, mostNamed), ...more].join('; ');
}
