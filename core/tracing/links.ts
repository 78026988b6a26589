import { findActiveRun } from '#core/tracking/index.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { announceTrace, emitChange } from './announce.ts';
import { findTrace } from './find-trace.ts';

/** As many as MLflow takes in one call. */
const maxLinks = 100;

/**
 * Says that traces belong to a run, beside those that were made in it. What is said already changes nothing.
 * @throws NOT_FOUND, INVALID_STATE for a deleted run, INVALID_ARGUMENT for more than 100 traces
 */
export function linkTracesToRun(
  ctx: EngineContext,
  { traceIds, runId }: { traceIds: readonly string[]; runId: string },
): Promise<void> {
  if (traceIds.length > maxLinks) {
    throw invalidArgument(
      'trace_ids',
      `${traceIds.length} traces`,
      `one call links at most ${maxLinks}`,
      'Split it into several calls.',
    );
  }
  return ctx.write((tx) => {
    const run = findActiveRun(tx.db, runId);
    const linked = traceIds
      .map((traceId) => findTrace(tx.db, traceId))
      .filter((trace) => linkTrace(tx, trace.id, run.id));
    if (linked.length === 0) {
      tx.unchanged();
      return;
    }
    const after = { traces: linked.map(({ trace_id }) => trace_id) };
    tx.record({ action: 'run.link_traces', entityKind: 'run', entityId: run.uuid, after });
    for (const trace of linked) emitChange(tx, trace);
    tx.emit({ type: 'run.changed', experimentId: String(run.experiment_id), runId: run.uuid });
  });
}

/** Inside another write. @returns whether it was new */
export function linkTrace(tx: WriteTx, traceRowId: number, runRowId: number): boolean {
  const sql = 'INSERT OR IGNORE INTO trace_runs (trace_id, run_id) VALUES (?, ?)';
  return tx.db.run(sql, traceRowId, runRowId).changes > 0;
}

/** Says which versions of prompts a trace has used. @throws NOT_FOUND */
export function linkPromptsToTrace(
  ctx: EngineContext,
  { traceId, prompts }: { traceId: string; prompts: readonly { name: string; version: string }[] },
): Promise<void> {
  return ctx.write((tx) => {
    const trace = findTrace(tx.db, traceId);
    const added = prompts
      .map(({ name, version }) => `${name}/${version}`)
      .filter(
        (prompt) =>
          tx.db.run('INSERT OR IGNORE INTO trace_prompts (trace_id, prompt) VALUES (?, ?)', trace.id, prompt)
            .changes > 0,
      );
    if (added.length === 0) tx.unchanged();
    else announceTrace(tx, trace, 'trace.link_prompts', null, { prompts: added });
  });
}
