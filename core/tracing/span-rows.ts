import type { Span } from '#contract/tracing.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import {
  attributesToPlain,
  isList,
  isMap,
  storedToMap,
  storedToValue,
  valueToStored,
  type AttributeMap,
} from './attribute-values.ts';
import type { SpanData, SpanEvent, SpanLink } from './span-data.ts';
import { attributeText } from './span-summary.ts';

const columns =
  'parent_id, name, type, kind, status, status_message, start_ns, end_ns, trace_state, flags, attributes, events, links';
const names = columns.split(', ');
const upsert = `INSERT INTO spans (trace_id, span_id, ${columns}) VALUES (?, ?, ${names.map(() => '?').join(', ')})
  ON CONFLICT (trace_id, span_id) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(', ')}
  WHERE (${names.map((name) => `spans.${name}`).join(', ')}) IS NOT (${names.map((name) => `excluded.${name}`).join(', ')})`;

/** Keeps a span; one with the same id is written over. @returns whether anything is other than before */
export function writeSpan(tx: WriteTx, traceRowId: number, span: SpanData): boolean {
  const { changes } = tx.db.run(
    upsert,
    traceRowId,
    span.spanId,
    span.parentId,
    span.name,
    attributeText(span.attributes, 'mlflow.spanType'),
    span.kind,
    span.status,
    span.statusMessage,
    span.startNs,
    span.endNs,
    span.traceState,
    span.flags,
    valueToStored(span.attributes),
    eventsToStored(span.events),
    linksToStored(span.links),
  );
  return changes > 0;
}

interface SpanRow {
  trace_row: number;
  trace_id: string;
  span_id: string;
  parent_id: string | null;
  name: string;
  type: string | null;
  kind: number;
  status: SpanData['status'];
  status_message: string;
  start: string;
  end: string | null;
  trace_state: string;
  flags: number;
  attributes: string;
  events: string;
  links: string;
}

/** A span as it was given, with the type that MLflow knows it by. */
export interface StoredSpan extends SpanData {
  type: string | null;
}

/**
 * The spans of many traces with one statement, in the order in which they began.
 * @param traceRowIds `traces.id`; traces without spans are not in the answer
 */
export function readSpans(db: ReadableDb, traceRowIds: readonly number[]): Map<number, StoredSpan[]> {
  const rows = db.all<SpanRow>(
    `SELECT s.*, CAST(s.start_ns AS TEXT) AS start, CAST(s.end_ns AS TEXT) AS end, t.id AS trace_row, t.trace_id
     FROM json_each(?) j JOIN traces t ON t.id = j.value JOIN spans s ON s.trace_id = t.id
     ORDER BY t.id, s.start_ns, s.id`,
    JSON.stringify(traceRowIds),
  );
  const spans = new Map<number, StoredSpan[]>();
  for (const row of rows) {
    const known = spans.get(row.trace_row) ?? [];
    known.push(rowToSpan(row));
    spans.set(row.trace_row, known);
  }
  return spans;
}

/** For screens and the command. */
export function describeSpan(span: StoredSpan): Span {
  return {
    spanId: span.spanId,
    parentId: span.parentId,
    name: span.name,
    type: span.type,
    status: span.status,
    statusMessage: span.statusMessage,
    startNs: String(span.startNs),
    endNs: span.endNs === null ? null : String(span.endNs),
    attributes: attributesToPlain(span.attributes),
    events: span.events.map(({ name, timeNs, attributes }) => ({
      name,
      timeNs: String(timeNs),
      attributes: attributesToPlain(attributes),
    })),
    links: span.links.map(({ traceId, spanId }) => ({ traceId: `tr-${traceId}`, spanId })),
  };
}

function rowToSpan(row: SpanRow): StoredSpan {
  return {
    traceId: row.trace_id.replace(/^tr-/, ''),
    spanId: row.span_id,
    parentId: row.parent_id,
    name: row.name,
    type: row.type,
    kind: row.kind,
    startNs: BigInt(row.start),
    endNs: row.end === null ? null : BigInt(row.end),
    status: row.status,
    statusMessage: row.status_message,
    traceState: row.trace_state,
    flags: row.flags,
    attributes: storedToMap(row.attributes),
    events: storedItems(row.events).map(storedToEvent),
    links: storedItems(row.links).map(storedToLink),
  };
}

function eventsToStored(events: readonly SpanEvent[]): string {
  return valueToStored(events.map((event) => new Map(Object.entries(event))));
}

function linksToStored(links: readonly SpanLink[]): string {
  return valueToStored(links.map((link) => new Map(Object.entries(link))));
}

function storedItems(stored: string): AttributeMap[] {
  const items = storedToValue(stored);
  return isList(items) ? items.filter(isMap) : [];
}

function storedToEvent(item: AttributeMap): SpanEvent {
  const time = item.get('timeNs');
  return {
    name: textOf(item, 'name'),
    timeNs: typeof time === 'bigint' ? time : 0n,
    attributes: mapOf(item, 'attributes'),
  };
}

function storedToLink(item: AttributeMap): SpanLink {
  return {
    traceId: textOf(item, 'traceId'),
    spanId: textOf(item, 'spanId'),
    traceState: textOf(item, 'traceState'),
    attributes: mapOf(item, 'attributes'),
  };
}

function textOf(item: AttributeMap, key: string): string {
  const value = item.get(key);
  return typeof value === 'string' ? value : '';
}

function mapOf(item: AttributeMap, key: string): AttributeMap {
  const value = item.get(key);
  return value !== undefined && isMap(value) ? value : new Map();
}
