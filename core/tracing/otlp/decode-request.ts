import { maxAttributeDepth, type AttributeMap, type AttributeValue } from '../attribute-values.ts';
import { statusOf, type ResourceSpans, type SpanData, type SpanEvent, type SpanLink } from '../span-data.ts';
import { checkSpan, noIds } from './check-span.ts';
import { damaged, WireReader } from './wire-reader.ts';

/**
 * Reads the protobuf of an ExportTraceServiceRequest: field numbers of opentelemetry/proto/trace/v1/trace.proto and
 * common/v1/common.proto. Spans lose only which library made them.
 * @throws INVALID_ARGUMENT, LIMIT_EXCEEDED
 */
export function decodeOtlpRequest(body: Buffer): ResourceSpans[] {
  const reader = new WireReader(body);
  const all: ResourceSpans[] = [];
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) all.push(readResourceSpans(reader.message()));
  }
  return all;
}

function readResourceSpans(reader: WireReader): ResourceSpans {
  let resource: AttributeMap = new Map();
  const spans: SpanData[] = [];
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) resource = readResource(reader.message());
    else if (field === 2) readScopeSpans(reader.message(), spans);
  }
  return { resource, spans };
}

function readResource(reader: WireReader): AttributeMap {
  const attributes = new Map<string, AttributeValue>();
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) readKeyValue(reader.message(), attributes, 0);
  }
  return attributes;
}

function readScopeSpans(reader: WireReader, spans: SpanData[]): void {
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 2) spans.push(readSpan(reader.message()));
  }
}

interface OpenSpan extends SpanData {
  attributes: Map<string, AttributeValue>;
  events: SpanEvent[];
  links: SpanLink[];
}

function readSpan(reader: WireReader): SpanData {
  reader.size.addSpan();
  const span: OpenSpan = { ...noIds, attributes: new Map(), events: [], links: [] };
  for (let field = reader.next(); field !== 0; field = reader.next()) readSpanField(reader, field, span);
  return checkSpan(span);
}

type FieldReader = (reader: WireReader, span: OpenSpan) => void;

/** By field number. */
const spanFields = new Map<number, FieldReader>([
  [1, (reader, span) => void (span.traceId = reader.data().toString('hex'))],
  [2, (reader, span) => void (span.spanId = reader.data().toString('hex'))],
  [3, (reader, span) => void (span.traceState = reader.text())],
  [4, (reader, span) => void (span.parentId = reader.data().toString('hex'))],
  [5, (reader, span) => void (span.name = reader.text())],
  [6, (reader, span) => void (span.kind = Number(reader.varint() & 0xffn))],
  [7, (reader, span) => void (span.startNs = reader.fixed64())],
  [8, (reader, span) => void (span.endNs = reader.fixed64())],
  [9, (reader, span) => readKeyValue(reader.message(), span.attributes, 0)],
  [11, (reader, span) => void span.events.push(readEvent(reader.message()))],
  [13, (reader, span) => void span.links.push(readLink(reader.message()))],
  [15, (reader, span) => readStatus(reader.message(), span)],
  [16, (reader, span) => void (span.flags = reader.fixed32())],
]);

function readSpanField(reader: WireReader, field: number, span: OpenSpan): void {
  spanFields.get(field)?.(reader, span);
}

function readStatus(reader: WireReader, span: OpenSpan): void {
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 2) span.statusMessage = reader.text();
    else if (field === 3) span.status = statusOf(Number(reader.varint()));
  }
}

function readEvent(reader: WireReader): SpanEvent {
  const attributes = new Map<string, AttributeValue>();
  const event = { name: '', timeNs: 0n, attributes };
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) event.timeNs = reader.fixed64();
    else if (field === 2) event.name = reader.text();
    else if (field === 3) readKeyValue(reader.message(), attributes, 0);
  }
  return event;
}

function readLink(reader: WireReader): SpanLink {
  const attributes = new Map<string, AttributeValue>();
  const link = { traceId: '', spanId: '', traceState: '', attributes };
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) link.traceId = reader.data().toString('hex');
    else if (field === 2) link.spanId = reader.data().toString('hex');
    else if (field === 3) link.traceState = reader.text();
    else if (field === 4) readKeyValue(reader.message(), attributes, 0);
  }
  return link;
}

/** Of a key that comes twice the last one counts. */
function readKeyValue(reader: WireReader, into: Map<string, AttributeValue>, depth: number): void {
  let key = '';
  let value: AttributeValue = null;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) key = reader.text();
    else if (field === 2) value = readAnyValue(reader.message(), depth + 1);
  }
  into.set(key, value);
}

function readAnyValue(reader: WireReader, depth: number): AttributeValue {
  if (depth > maxAttributeDepth) throw damaged();
  let value: AttributeValue = null;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    value = valueReaders.get(field)?.(reader, depth) ?? value;
  }
  return value;
}

/** By field number of AnyValue. */
const valueReaders = new Map<number, (reader: WireReader, depth: number) => AttributeValue>([
  [1, (reader) => reader.text()],
  [2, (reader) => reader.varint() !== 0n],
  [3, (reader) => BigInt.asIntN(64, reader.varint())],
  [4, (reader) => reader.double()],
  [5, (reader, depth) => readArray(reader.message(), depth)],
  [6, (reader, depth) => readMap(reader.message(), depth)],
  [7, (reader) => Uint8Array.from(reader.data())],
]);

function readArray(reader: WireReader, depth: number): AttributeValue[] {
  const items: AttributeValue[] = [];
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) items.push(readAnyValue(reader.message(), depth + 1));
  }
  return items;
}

function readMap(reader: WireReader, depth: number): AttributeMap {
  const items = new Map<string, AttributeValue>();
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) readKeyValue(reader.message(), items, depth);
  }
  return items;
}
