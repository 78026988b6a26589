import { findActiveExperiment, findRun } from '#core/tracking/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { emitChange } from './announce.ts';
import type { AttributeMap } from './attribute-values.ts';
import { lookUpTrace, type TraceRow } from './find-trace.ts';
import { linkTrace } from './links.ts';
import { makeTrace } from './make-trace.ts';
import type { ResourceSpans, SpanData } from './span-data.ts';
import { writeSpan } from './span-rows.ts';
import { resourceTags, summarizeSpans, summaryMetadata, type SpanSummary } from './span-summary.ts';
import { addTokenUsage, hasTokenUsage } from './token-usage.ts';
import { traceKeys, writeTexts } from './trace-texts.ts';

export interface SpansToLog {
  /** For traces that are new; known ones stay where they are. */
  experimentId: string;
  resourceSpans: readonly ResourceSpans[];
  /** The run that traces whose root is among the spans are linked to. */
  runId?: string | undefined;
}

/**
 * Keeps spans, all or none, and makes their traces when they are the first of them. Sent again they change nothing.
 * What the client has said of a finished trace itself stays.
 * @throws NOT_FOUND, INVALID_STATE for a deleted experiment
 */
export function logSpans(ctx: EngineContext, input: SpansToLog): Promise<void> {
  const groups = groupByTrace(input.resourceSpans);
  if (groups.length === 0) return Promise.resolve();
  return ctx.write((tx) => {
    const experiment = findActiveExperiment(tx.db, input.experimentId);
    const runRowId = input.runId === undefined ? null : findRun(tx.db, input.runId).id;
    const changed = groups
      .map((group) => logGroup(tx, experiment.id, group, runRowId))
      .filter((trace) => trace !== null);
    record(tx, changed, experiment.id, groups);
  });
}

interface TraceSpans {
  traceId: string;
  resource: AttributeMap;
  spans: SpanData[];
}

function groupByTrace(all: readonly ResourceSpans[]): TraceSpans[] {
  const groups = new Map<string, TraceSpans>();
  for (const { resource, spans } of all) {
    for (const span of spans) {
      const traceId = `tr-${span.traceId}`;
      const group = groups.get(traceId) ?? { traceId, resource, spans: [] };
      groups.set(traceId, group);
      group.spans.push(span);
    }
  }
  return [...groups.values()];
}

/** @returns the trace, or null when it knew all of this */
function logGroup(
  tx: WriteTx,
  experimentId: number,
  group: TraceSpans,
  runRowId: number | null,
): TraceRow | null {
  const summary = summarizeSpans(group.spans);
  const known = lookUpTrace(tx.db, group.traceId);
  const trace = known ?? makeTrace(tx, newTrace(experimentId, group.traceId, summary));
  const isNew = known === undefined;
  const hasNewSpans = group.spans.map((span) => writeSpan(tx, trace.id, span)).includes(true);
  const isLinked = runRowId !== null && summary.root !== null && linkTrace(tx, trace.id, runRowId);
  if (!isNew && !hasNewSpans && !isLinked) return null;
  applySummary(tx, trace, summary);
  const tags = [
    ...resourceTags(group.resource),
    ...(summary.root?.tags ?? []),
    { key: traceKeys.spansLocation, value: 'TRACKING_STORE' },
  ];
  writeTexts(tx, 'trace_tags', trace, tags);
  writeMissing(tx, trace, summary);
  if (trace.is_final === 0 && group.spans.some(hasTokenUsage)) addTokenUsage(tx, trace);
  return trace;
}

function newTrace(
  experimentId: number,
  traceId: string,
  summary: SpanSummary,
): Parameters<typeof makeTrace>[1] {
  return {
    trace_id: traceId,
    experiment_id: experimentId,
    started_at: summary.startedAt,
    duration_ms: null,
    state: 'IN_PROGRESS',
    client_request_id: null,
    request_preview: null,
    response_preview: null,
    source_run_id: null,
    is_final: 0,
  };
}

function applySummary(tx: WriteTx, trace: TraceRow, summary: SpanSummary): void {
  const { root } = summary;
  const { start, end } = trace.is_final === 1 ? timesOf(trace) : widen(trace, summary);
  const isOpen = trace.state === 'IN_PROGRESS' || trace.state === 'STATE_UNSPECIFIED';
  tx.db.run(
    `UPDATE traces SET started_at = ?, duration_ms = ?, state = ?, name = coalesce(name, ?),
       request_preview = coalesce(request_preview, ?), response_preview = coalesce(response_preview, ?) WHERE id = ?`,
    start,
    end === null ? null : end - start,
    isOpen && root !== null ? root.state : trace.state,
    root?.name ?? null,
    root?.requestPreview ?? null,
    root?.responsePreview ?? null,
    trace.id,
  );
}

/** ms since 1970 UTC; an end of null is not known yet. */
interface Times {
  start: number;
  end: number | null;
}

function timesOf({ started_at: start, duration_ms: duration }: TraceRow): Times {
  return { start, end: duration === null ? null : start + duration };
}

function widen(trace: TraceRow, { startedAt, endedAt }: SpanSummary): Times {
  const known = timesOf(trace);
  return { start: Math.min(known.start, startedAt), end: laterOf(known.end, endedAt) };
}

function laterOf(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}

/** The client's own word on session and user stays. */
function writeMissing(tx: WriteTx, trace: TraceRow, summary: SpanSummary): void {
  for (const { key, value } of summaryMetadata(summary)) {
    const sql = 'SELECT 1 FROM trace_metadata WHERE trace_id = ? AND key = ?';
    if (tx.db.get(sql, trace.id, key) === undefined)
      writeTexts(tx, 'trace_metadata', trace, [{ key, value }]);
  }
}

function record(
  tx: WriteTx,
  changed: readonly TraceRow[],
  experimentId: number,
  groups: readonly TraceSpans[],
): void {
  const [first] = changed;
  if (first === undefined) {
    tx.unchanged();
    return;
  }
  const spans = groups.reduce((sum, group) => sum + group.spans.length, 0);
  const after = { spans, ...(changed.length > 1 && { traces: changed.length }) };
  const isOne = changed.length === 1;
  tx.record({
    action: 'trace.log_spans',
    entityKind: isOne ? 'trace' : 'experiment',
    entityId: isOne ? first.trace_id : String(experimentId),
    after,
  });
  for (const trace of changed) emitChange(tx, trace);
}
