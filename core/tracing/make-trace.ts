import { findActiveExperiment } from '#core/tracking/index.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { findTrace, type TraceRow } from './find-trace.ts';
import { traceKeys, writeTexts } from './trace-texts.ts';

export type NewTrace = Omit<TraceRow, 'id' | 'name'>;

/**
 * A new trace; clients upload files of it to the place that its tag names.
 * @throws NOT_FOUND, INVALID_STATE for a deleted experiment
 */
export function makeTrace(tx: WriteTx, trace: NewTrace): TraceRow {
  const { artifact_location } = findActiveExperiment(tx.db, String(trace.experiment_id));
  const { lastId: id } = tx.db.run(
    `INSERT INTO traces (trace_id, experiment_id, started_at, duration_ms, state, client_request_id, request_preview,
       response_preview, source_run_id, is_final) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    trace.trace_id,
    trace.experiment_id,
    trace.started_at,
    trace.duration_ms,
    trace.state,
    trace.client_request_id,
    trace.request_preview,
    trace.response_preview,
    trace.source_run_id,
    trace.is_final,
  );
  const value = `${artifact_location.replace(/\/$/, '')}/traces/${trace.trace_id}/artifacts`;
  writeTexts(tx, 'trace_tags', { id }, [{ key: traceKeys.artifactLocation, value }]);
  return findTrace(tx.db, trace.trace_id);
}
