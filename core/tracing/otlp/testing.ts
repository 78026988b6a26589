import { isList, isMap, type AttributeMap, type AttributeValue } from '../attribute-values.ts';
import type { ResourceSpans, SpanData, SpanEvent, SpanLink } from '../span-data.ts';
import { statusCodes } from '../span-data.ts';

/* The other direction of `decodeOtlpRequest`: tests say spans in TypeScript and send them as an exporter does. */

/** One span; `overrides` as needed. */
export function makeSpan(number: number, overrides: Partial<SpanData> = {}): SpanData {
  return {
    traceId: '0102030405060708090a0b0c0d0e0f10',
    spanId: number.toString(16).padStart(16, '0'),
    parentId: null,
    name: `span ${number}`,
    kind: 1,
    startNs: 1_700_000_000_000_000_001n + BigInt(number),
    endNs: 1_700_000_000_100_000_001n + BigInt(number),
    status: 'OK',
    statusMessage: '',
    traceState: '',
    flags: 0,
    attributes: new Map(),
    events: [],
    links: [],
    ...overrides,
  };
}

/** The protobuf of an ExportTraceServiceRequest. */
export function encodeOtlpRequest(all: readonly ResourceSpans[]): Buffer {
  return Buffer.concat(
    all.map(({ resource, spans }) => {
      const scope = Buffer.concat(spans.map((span) => message(2, encodeSpan(span))));
      return message(1, message(1, encodeAttributes(1, resource)), message(2, scope));
    }),
  );
}

function encodeSpan(span: SpanData): Buffer {
  return Buffer.concat([
    message(1, Buffer.from(span.traceId, 'hex')),
    message(2, Buffer.from(span.spanId, 'hex')),
    message(3, Buffer.from(span.traceState)),
    message(4, Buffer.from(span.parentId ?? '', 'hex')),
    message(5, Buffer.from(span.name)),
    number(6, BigInt(span.kind)),
    fixed64(7, span.startNs),
    ...(span.endNs === null ? [] : [fixed64(8, span.endNs)]),
    encodeAttributes(9, span.attributes),
    ...span.events.map((event) => message(11, encodeEvent(event))),
    ...span.links.map((link) => message(13, encodeLink(link))),
    message(15, message(2, Buffer.from(span.statusMessage)), number(3, BigInt(statusCodes[span.status]))),
    fixed32(16, span.flags),
  ]);
}

function encodeEvent({ name, timeNs, attributes }: SpanEvent): Buffer {
  return Buffer.concat([fixed64(1, timeNs), message(2, Buffer.from(name)), encodeAttributes(3, attributes)]);
}

function encodeLink({ traceId, spanId, traceState, attributes }: SpanLink): Buffer {
  return Buffer.concat([
    message(1, Buffer.from(traceId, 'hex')),
    message(2, Buffer.from(spanId, 'hex')),
    message(3, Buffer.from(traceState)),
    encodeAttributes(4, attributes),
  ]);
}

function encodeAttributes(field: number, attributes: AttributeMap): Buffer {
  return Buffer.concat(
    [...attributes].map(([key, value]) =>
      message(field, message(1, Buffer.from(key)), message(2, encodeValue(value))),
    ),
  );
}

function encodeValue(value: AttributeValue): Buffer {
  if (value === null) return Buffer.alloc(0);
  if (typeof value === 'string') return message(1, Buffer.from(value));
  if (typeof value === 'boolean') return number(2, value ? 1n : 0n);
  if (typeof value === 'bigint') return number(3, BigInt.asUintN(64, value));
  if (typeof value === 'number') return double(4, value);
  if (isList(value)) return message(5, ...value.map((item) => message(1, encodeValue(item))));
  if (isMap(value)) return message(6, encodeAttributes(1, value));
  return message(7, Buffer.from(value));
}

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  let left = value;
  for (; left > 0x7fn; left >>= 7n) bytes.push(Number(left & 0x7fn) | 0x80);
  return Buffer.from([...bytes, Number(left)]);
}

function tag(field: number, wireType: number): Buffer {
  return varint(BigInt(field * 8 + wireType));
}

function number(field: number, value: bigint): Buffer {
  return Buffer.concat([tag(field, 0), varint(value)]);
}

function message(field: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([tag(field, 2), varint(BigInt(content.length)), content]);
}

function fixed64(field: number, value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return Buffer.concat([tag(field, 1), bytes]);
}

function double(field: number, value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return Buffer.concat([tag(field, 1), bytes]);
}

function fixed32(field: number, value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return Buffer.concat([tag(field, 5), bytes]);
}
