import { findActiveExperiment } from '#core/tracking/index.ts';
import type { Tag } from '#contract/entities.ts';
import type { Trace, TraceState } from '#contract/tracing.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { announceTrace } from './announce.ts';
import { writeAssessment, type NewAssessment } from './assessment-rows.ts';
import { checkTraceId, findTrace, lookUpTrace, type TraceRow } from './find-trace.ts';
import { makeTrace } from './make-trace.ts';
import { readTrace } from './read-traces.ts';
import { traceKeys, writeTexts } from './trace-texts.ts';

/** A trace as a client tells of it once it has ended. */
export interface TraceInput {
  traceId: string;
  experimentId: string;
  /** ms since 1970 UTC */
  startedAt: number;
  durationMs: number | null;
  state: TraceState;
  clientRequestId: string | null;
  requestPreview: string | null;
  responsePreview: string | null;
  tags: readonly Tag[];
  metadata: readonly Tag[];
  assessments: readonly NewAssessment[];
}

/**
 * Keeps what a client says of a trace, whether its spans have come before or not. Tags, metadata and assessments are
 * added to those that are there. Said again it changes nothing.
 * @throws NOT_FOUND, INVALID_STATE for a deleted experiment, INVALID_ARGUMENT
 */
export function startTrace(ctx: EngineContext, input: TraceInput): Promise<Trace> {
  checkTraceId(input.traceId);
  return ctx.write((tx) => {
    const experiment = findActiveExperiment(tx.db, input.experimentId);
    const known = lookUpTrace(tx.db, input.traceId);
    const told = toRow(input, experiment.id);
    const trace = known ?? makeTrace(tx, told);
    if (known !== undefined) writeOver(tx, known, told);
    writeTexts(tx, 'trace_tags', trace, input.tags.filter(isOwn));
    writeTexts(tx, 'trace_metadata', trace, input.metadata);
    for (const assessment of input.assessments) writeAssessment(tx, trace, assessment);
    const row = findTrace(tx.db, input.traceId);
    const { name, state, duration_ms: durationMs } = row;
    announceTrace(tx, row, 'trace.create', null, { name, state, durationMs });
    return readTrace(tx.db, row);
  });
}

/** A trace that has only begun, as clients of MLflow 2 make it. @throws as `startTrace` */
export function beginTrace(
  ctx: EngineContext,
  input: Pick<TraceInput, 'experimentId' | 'startedAt' | 'tags' | 'metadata'>,
): Promise<Trace> {
  return startTrace(ctx, {
    ...input,
    traceId: `tr-${ctx.ids.runId()}`,
    durationMs: null,
    state: 'IN_PROGRESS',
    clientRequestId: null,
    requestPreview: null,
    responsePreview: null,
    assessments: [],
  });
}

/** Ends what `beginTrace` has begun. @throws NOT_FOUND */
export function endTrace(
  ctx: EngineContext,
  input: Pick<TraceInput, 'traceId' | 'state' | 'tags' | 'metadata'> & {
    /** ms since 1970 UTC */
    endedAt: number;
  },
): Promise<Trace> {
  return ctx.write((tx) => {
    const trace = findTrace(tx.db, input.traceId);
    tx.db.run(
      'UPDATE traces SET duration_ms = ?, state = ?, source_run_id = coalesce(?, source_run_id) WHERE id = ?',
      Math.max(0, input.endedAt - trace.started_at),
      input.state,
      sourceRunOf(input.metadata),
      trace.id,
    );
    writeTexts(tx, 'trace_tags', trace, input.tags);
    writeTexts(tx, 'trace_metadata', trace, input.metadata);
    const row = findTrace(tx.db, input.traceId);
    announceTrace(tx, row, 'trace.end', { state: trace.state }, { state: row.state });
    return readTrace(tx.db, row);
  });
}

/** Where its files are is not for the client to say. */
function isOwn({ key }: Tag): boolean {
  return key !== traceKeys.artifactLocation;
}

type Told = Omit<TraceRow, 'id' | 'name'>;

function toRow(input: TraceInput, experimentId: number): Told {
  return {
    trace_id: input.traceId,
    experiment_id: experimentId,
    started_at: input.startedAt,
    duration_ms: input.durationMs,
    state: input.state,
    client_request_id: input.clientRequestId,
    request_preview: input.requestPreview,
    response_preview: input.responsePreview,
    source_run_id: sourceRunOf(input.metadata),
    is_final: 1,
  };
}

function sourceRunOf(metadata: readonly Tag[]): string | null {
  return metadata.find(({ key }) => key === traceKeys.sourceRun)?.value ?? null;
}

/** Spans have made it already: the client knows better, except for what it leaves out. */
function writeOver(tx: WriteTx, trace: TraceRow, told: Told): void {
  tx.db.run(
    `UPDATE traces SET experiment_id = ?, started_at = ?, duration_ms = ?, state = ?, is_final = 1,
       client_request_id = coalesce(?, client_request_id), request_preview = coalesce(?, request_preview),
       response_preview = coalesce(?, response_preview), source_run_id = coalesce(?, source_run_id) WHERE id = ?`,
    told.experiment_id,
    told.started_at,
    told.duration_ms,
    told.state,
    told.client_request_id,
    told.request_preview,
    told.response_preview,
    told.source_run_id,
    trace.id,
  );
}
