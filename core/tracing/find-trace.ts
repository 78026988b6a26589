import type { TraceState } from '#contract/tracing.ts';
import { invalidArgument, showValue, StileError } from '#core/kernel/errors.ts';
import type { ReadableDb } from '#core/store/database.ts';

export interface TraceRow {
  id: number;
  trace_id: string;
  experiment_id: number;
  started_at: number;
  duration_ms: number | null;
  state: TraceState;
  name: string | null;
  client_request_id: string | null;
  request_preview: string | null;
  response_preview: string | null;
  source_run_id: string | null;
  is_final: 0 | 1;
}

export function lookUpTrace(db: ReadableDb, traceId: string): TraceRow | undefined {
  return db.get<TraceRow>('SELECT * FROM traces WHERE trace_id = ?', traceId);
}

/** @throws NOT_FOUND */
export function findTrace(db: ReadableDb, traceId: string): TraceRow {
  return lookUpTrace(db, traceId) ?? fail(traceId);
}

function fail(traceId: string): never {
  const shown = showValue(traceId);
  throw new StileError(
    'NOT_FOUND',
    `There is no trace with id "${shown}". \`stile trace list\` shows those that exist.`,
    { kind: 'trace', id: shown },
  );
}

/** Ids become names of folders. @throws INVALID_ARGUMENT */
export function checkTraceId(traceId: string): void {
  if (/^[a-zA-Z0-9][\w-]{0,99}$/.test(traceId)) return;
  throw invalidArgument(
    'trace_id',
    traceId,
    'an id of a trace has letters, digits, underscores and dashes, at most 100',
    'Take the one that MLflow makes: tr- and 32 hex characters.',
  );
}
