import { dropTrace, findExperiment, removePendingFiles } from '#core/tracking/index.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { emitChange } from './announce.ts';
import { findRows } from './read-traces.ts';
import type { TraceRow } from './find-trace.ts';

/** Which traces of an experiment go: these, or the oldest up to a time. */
export interface TracesToDelete {
  experimentId: string;
  traceIds?: readonly string[] | undefined;
  /** ms since 1970 UTC; this one included */
  startedUntil?: number | undefined;
  /** The oldest first. */
  maxTraces?: number | undefined;
}

/** How many one transaction deletes: some milliseconds, so that other work gets in between. */
const tracesPerWrite = 100;

/**
 * Deletes traces of an experiment for good, with spans, assessments and files. @returns how many were there
 * @throws NOT_FOUND for the experiment, INVALID_ARGUMENT when nothing says which
 */
export async function deleteTraces(ctx: EngineContext, wanted: TracesToDelete): Promise<number> {
  const { id } = findExperiment(ctx.db, wanted.experimentId);
  if (wanted.traceIds === undefined && wanted.startedUntil === undefined) {
    throw invalidArgument(
      'max_timestamp_millis',
      '',
      'a delete of traces says which ones',
      'Give the ids of traces, or a time up to which they go.',
    );
  }
  return deleteRows(ctx, selectTraces(ctx.db, id, wanted));
}

/** As `deleteTraces`, of any experiment. Those that are not there are passed over. */
export function deleteTracesById(ctx: EngineContext, traceIds: readonly string[]): Promise<number> {
  return deleteRows(
    ctx,
    findRows(ctx.db, traceIds).map(({ id }) => id),
  );
}

function selectTraces(db: ReadableDb, experimentId: number, wanted: TracesToDelete): number[] {
  const { traceIds, startedUntil, maxTraces } = wanted;
  const rows = db.all<{ id: number }>(
    `SELECT id FROM traces WHERE experiment_id = ? AND started_at <= ?
     ${traceIds === undefined ? '' : 'AND trace_id IN (SELECT value FROM json_each(?))'}
     ORDER BY started_at, trace_id LIMIT ?`,
    experimentId,
    startedUntil ?? Number.MAX_SAFE_INTEGER,
    ...(traceIds === undefined ? [] : [JSON.stringify(traceIds)]),
    maxTraces ?? -1,
  );
  return rows.map(({ id }) => id);
}

async function deleteRows(ctx: EngineContext, ids: readonly number[]): Promise<number> {
  let deleted = 0;
  for (let from = 0; from < ids.length; from += tracesPerWrite) {
    deleted += await ctx.write((tx) => deleteSome(ctx, tx, ids.slice(from, from + tracesPerWrite)));
  }
  if (deleted > 0) await removePendingFiles(ctx);
  return deleted;
}

function deleteSome(ctx: EngineContext, tx: WriteTx, ids: readonly number[]): number {
  const rows = ids
    .map((id) => tx.db.get<TraceRow>('SELECT * FROM traces WHERE id = ?', id))
    .filter((row) => row !== undefined);
  const [first] = rows;
  if (first === undefined) {
    tx.unchanged();
    return 0;
  }
  for (const row of rows) {
    const { artifact_location } = findExperiment(tx.db, String(row.experiment_id));
    dropTrace(ctx.paths, tx, { ...row, artifact_location });
    emitChange(tx, row);
  }
  tx.record({
    action: 'trace.delete',
    entityKind: 'experiment',
    entityId: String(first.experiment_id),
    before: { traces: rows.map(({ trace_id, name }) => ({ traceId: trace_id, name })) },
  });
  return rows.length;
}
