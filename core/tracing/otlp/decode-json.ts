import { parseExactJson, type ExactJson } from '#core/kernel/json.ts';
import { maxAttributeDepth, type AttributeMap, type AttributeValue } from '../attribute-values.ts';
import { statusOf, type ResourceSpans, type SpanData, type SpanEvent, type SpanLink } from '../span-data.ts';
import { checkSpan, noIds } from './check-span.ts';
import { checkJsonSize, RequestSize } from './request-size.ts';
import { damaged } from './wire-reader.ts';

/**
 * Reads the JSON of an ExportTraceServiceRequest (opentelemetry.io/docs/specs/otlp, "JSON Protobuf Encoding"): names in
 * lowerCamelCase, ids in hex, integers of 64 bits as texts or numbers, enums as numbers.
 * @throws INVALID_ARGUMENT, LIMIT_EXCEEDED
 */
export function decodeOtlpJson(body: Buffer): ResourceSpans[] {
  checkJsonSize(body);
  const size = new RequestSize();
  const request = parseExactJson(body.toString('utf8'));
  if (request === undefined) throw damaged();
  return listOf(objectOf(request).resourceSpans).map((item) => {
    const { resource, scopeSpans } = objectOf(item);
    return {
      resource: readAttributes(objectOf(resource ?? {}).attributes, 0),
      spans: listOf(scopeSpans).flatMap((scope) =>
        listOf(objectOf(scope).spans).map((span) => readSpan(span, size)),
      ),
    };
  });
}

type JsonObject = Readonly<Record<string, ExactJson>>;

function readSpan(json: ExactJson, size: RequestSize): SpanData {
  size.addSpan();
  const span = objectOf(json);
  const status = objectOf(span.status ?? {});
  return checkSpan({
    ...noIds,
    traceId: textOf(span.traceId).toLowerCase(),
    spanId: textOf(span.spanId).toLowerCase(),
    parentId: textOf(span.parentSpanId).toLowerCase(),
    name: textOf(span.name),
    kind: Number(BigInt.asUintN(8, enumOf(span.kind, kinds))),
    startNs: integerOf(span.startTimeUnixNano),
    endNs: integerOf(span.endTimeUnixNano),
    status: statusOf(Number(enumOf(status.code, codes))),
    statusMessage: textOf(status.message),
    traceState: textOf(span.traceState),
    flags: Number(BigInt.asUintN(32, integerOf(span.flags))),
    attributes: readAttributes(span.attributes, 0),
    events: listOf(span.events).map(readEvent),
    links: listOf(span.links).map(readLink),
  });
}

function readEvent(json: ExactJson): SpanEvent {
  const { name, timeUnixNano, attributes } = objectOf(json);
  return { name: textOf(name), timeNs: integerOf(timeUnixNano), attributes: readAttributes(attributes, 0) };
}

function readLink(json: ExactJson): SpanLink {
  const { traceId, spanId, traceState, attributes } = objectOf(json);
  return {
    traceId: textOf(traceId).toLowerCase(),
    spanId: textOf(spanId).toLowerCase(),
    traceState: textOf(traceState),
    attributes: readAttributes(attributes, 0),
  };
}

function readAttributes(json: ExactJson | undefined, depth: number): AttributeMap {
  return new Map(
    listOf(json).map((item) => {
      const { key, value } = objectOf(item);
      return [textOf(key), readValue(value, depth + 1)];
    }),
  );
}

function readValue(json: ExactJson | undefined, depth: number): AttributeValue {
  if (depth > maxAttributeDepth) throw damaged();
  const value = objectOf(json ?? {});
  for (const [name, item] of Object.entries(value)) {
    const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
    if (reader !== undefined && item !== null) return reader(item, depth);
  }
  return null;
}

const readers: Readonly<Record<string, (json: ExactJson, depth: number) => AttributeValue>> = {
  stringValue: (json) => textOf(json),
  boolValue: (json) => (typeof json === 'boolean' ? json : fail()),
  intValue: (json) => {
    const value = integerOf(json);
    return BigInt.asIntN(64, value) === value ? value : fail();
  },
  doubleValue: doubleOf,
  arrayValue: (json, depth) => listOf(objectOf(json).values).map((item) => readValue(item, depth + 1)),
  kvlistValue: (json, depth) => readAttributes(objectOf(json).values, depth),
  bytesValue: (json) => Uint8Array.from(Buffer.from(textOf(json), 'base64')),
};

const specialDoubles = new Set(['NaN', 'Infinity', '-Infinity']);

function doubleOf(json: ExactJson): number {
  if (typeof json === 'number' || typeof json === 'bigint') return Number(json);
  if (typeof json !== 'string' || json.trim() === '') throw damaged();
  const value = Number(json);
  return Number.isNaN(value) && !specialDoubles.has(json) ? fail() : value;
}

const kinds = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'].map(
  (name) => `SPAN_KIND_${name}`,
);
const codes = ['UNSET', 'OK', 'ERROR'].map((name) => `STATUS_CODE_${name}`);

/** A number, or by name, which older exporters write. */
function enumOf(json: ExactJson | undefined, names: readonly string[]): bigint {
  const index = typeof json === 'string' ? names.indexOf(json) : -1;
  return index === -1 ? integerOf(json) : BigInt(index);
}

function integerOf(json: ExactJson | undefined): bigint {
  if (json === undefined || json === null || json === '') return 0n;
  if (typeof json === 'bigint') return json;
  if (typeof json === 'string' && /^-?\d{1,20}$/.test(json)) return BigInt(json);
  return typeof json === 'number' && Number.isSafeInteger(json) ? BigInt(json) : fail();
}

function textOf(json: ExactJson | undefined): string {
  if (json === undefined || json === null) return '';
  return typeof json === 'string' ? json : fail();
}

function objectOf(json: ExactJson): JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : fail();
}

function listOf(json: ExactJson | undefined): readonly ExactJson[] {
  if (json === undefined || json === null) return [];
  return Array.isArray(json) ? json : fail();
}

function fail(): never {
  throw damaged();
}
