import type { Tag } from '#contract/entities.ts';
import type { Assessment, Span, Trace } from '#contract/tracing.ts';
import { parseJson } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { readAssessments } from './assessment-rows.ts';
import { findTrace, type TraceRow } from './find-trace.ts';
import { describeSpan, readSpans, type StoredSpan } from './span-rows.ts';
import { traceKeys } from './trace-texts.ts';

type Ctx = Pick<EngineContext, 'db'>;

export interface TraceWithSpans {
  trace: Trace;
  spans: StoredSpan[];
}

/** @throws NOT_FOUND */
export function getTrace(ctx: Ctx, traceId: string): Trace & { spans: Span[] } {
  const { trace, spans } = getTraceWithSpans(ctx, traceId);
  return { ...trace, spans: spans.map(describeSpan) };
}

/** @throws NOT_FOUND */
export function getTraceInfo(ctx: Ctx, traceId: string): Trace {
  return readTrace(ctx.db, findTrace(ctx.db, traceId));
}

/** @throws NOT_FOUND */
export function getTraceWithSpans({ db }: Ctx, traceId: string): TraceWithSpans {
  const row = findTrace(db, traceId);
  return { trace: readTrace(db, row), spans: readSpans(db, [row.id]).get(row.id) ?? [] };
}

/** Those that are there, in the order asked for, each once. */
export function getTraceInfos({ db }: Ctx, traceIds: readonly string[]): Trace[] {
  return readTraces(db, findRows(db, traceIds));
}

/** As `getTraceInfos`, with their spans; those that are not complete yet are left out. */
export function getTracesWithSpans({ db }: Ctx, traceIds: readonly string[]): TraceWithSpans[] {
  const rows = findRows(db, traceIds);
  const spans = readSpans(
    db,
    rows.map(({ id }) => id),
  );
  const traces = readTraces(db, rows);
  return rows
    .flatMap(({ id }, index) => {
      const trace = traces[index];
      return trace === undefined ? [] : [{ trace, spans: spans.get(id) ?? [] }];
    })
    .filter(isComplete);
}

/** Whether as many spans are there as the client has said that there are; a trace of none is never complete. */
export function isComplete({ trace, spans }: TraceWithSpans): boolean {
  const text = trace.metadata.find(({ key }) => key === traceKeys.sizeStats)?.value;
  const stats = text === undefined ? undefined : parseJson(text);
  const isObject = typeof stats === 'object' && stats !== null && !Array.isArray(stats);
  const wanted = isObject && typeof stats.num_spans === 'number' ? stats.num_spans : 1;
  return spans.length >= Math.max(1, wanted);
}

export function readTrace(db: ReadableDb, row: TraceRow): Trace {
  const [trace] = readTraces(db, [row]);
  if (trace === undefined) throw new Error('a trace that was just found is not there');
  return trace;
}

/** Whole traces in the order of the rows, with five statements however many there are. */
export function readTraces(db: ReadableDb, rows: readonly TraceRow[]): Trace[] {
  const ids = rows.map(({ id }) => id);
  const list = JSON.stringify(ids);
  const tags = readTexts(db, 'trace_tags', list);
  const metadata = readTexts(db, 'trace_metadata', list);
  const assessments = readAssessments(db, ids);
  const runs = readLinkedRuns(db, list);
  const counts = countSpans(db, list);
  return rows.map((row) =>
    buildTrace(row, {
      tags: tags.get(row.id) ?? [],
      metadata: metadata.get(row.id) ?? [],
      assessments: assessments.get(row.id) ?? [],
      linkedRunIds: runs.get(row.id) ?? [],
      spanCount: counts.get(row.id) ?? 0,
    }),
  );
}

function buildTrace(
  row: TraceRow,
  parts: {
    tags: Tag[];
    metadata: Tag[];
    assessments: Assessment[];
    linkedRunIds: string[];
    spanCount: number;
  },
): Trace {
  return {
    traceId: row.trace_id,
    experimentId: String(row.experiment_id),
    name: row.name,
    state: row.state,
    startedAt: row.started_at,
    durationMs: row.duration_ms,
    requestPreview: row.request_preview,
    responsePreview: row.response_preview,
    clientRequestId: row.client_request_id,
    sourceRunId: row.source_run_id,
    ...parts,
  };
}

export function findRows(db: ReadableDb, traceIds: readonly string[]): TraceRow[] {
  return db.all<TraceRow>(
    `SELECT t.* FROM (SELECT value, min(key) AS place FROM json_each(?) GROUP BY value) j
     JOIN traces t ON t.trace_id = j.value ORDER BY j.place`,
    JSON.stringify(traceIds),
  );
}

function readTexts(db: ReadableDb, table: 'trace_tags' | 'trace_metadata', list: string): Map<number, Tag[]> {
  const rows = db.all<Tag & { trace_id: number }>(
    `SELECT x.* FROM json_each(?) j JOIN ${table} x ON x.trace_id = j.value ORDER BY x.trace_id, x.key`,
    list,
  );
  return group(rows, ({ key, value }) => ({ key, value }));
}

function readLinkedRuns(db: ReadableDb, list: string): Map<number, string[]> {
  const rows = db.all<{ trace_id: number; uuid: string }>(
    `SELECT l.trace_id, r.uuid FROM json_each(?) j JOIN trace_runs l ON l.trace_id = j.value
     JOIN runs r ON r.id = l.run_id ORDER BY l.trace_id, r.id`,
    list,
  );
  return group(rows, ({ uuid }) => uuid);
}

function countSpans(db: ReadableDb, list: string): Map<number, number> {
  const rows = db.all<{ trace_id: number; n: number }>(
    `SELECT s.trace_id, count(*) AS n FROM json_each(?) j JOIN spans s ON s.trace_id = j.value GROUP BY s.trace_id`,
    list,
  );
  return new Map(rows.map(({ trace_id, n }) => [trace_id, n]));
}

function group<R extends { trace_id: number }, T>(rows: readonly R[], read: (row: R) => T): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const known = groups.get(row.trace_id) ?? [];
    known.push(read(row));
    groups.set(row.trace_id, known);
  }
  return groups;
}
