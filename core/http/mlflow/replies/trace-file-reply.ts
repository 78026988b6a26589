import {
  attributesToPlain,
  isList,
  isMap,
  type AttributeValue,
  type StoredSpan,
  type TraceWithSpans,
} from '#core/tracing/index.ts';

/** The attribute by which clients know their spans from those of others: they read none without it. */
const requestId = 'mlflow.traceRequestId';

/**
 * The text of `traces.json`, the artifact that clients before 3.5 read spans from, as `TraceData.to_dict` of
 * mlflow/entities/trace_data.py writes it.
 */
export function buildTraceFile({ trace, spans }: TraceWithSpans): string {
  return JSON.stringify({ spans: spans.map((span) => buildSpan(span, trace.traceId)) });
}

/** Times are numbers there, and have more digits than numbers here can hold. */
function buildSpan(span: StoredSpan, traceId: string): object {
  return {
    trace_id: toBase64(span.traceId),
    span_id: toBase64(span.spanId),
    parent_span_id: span.parentId === null ? '' : toBase64(span.parentId),
    name: span.name,
    start_time_unix_nano: JSON.rawJSON(String(span.startNs)),
    end_time_unix_nano: span.endNs === null ? null : JSON.rawJSON(String(span.endNs)),
    events: span.events.map(({ name, timeNs, attributes }) => ({
      name,
      time_unix_nano: JSON.rawJSON(String(timeNs)),
      attributes: attributesToPlain(attributes),
    })),
    status: { code: `STATUS_CODE_${span.status}`, message: span.statusMessage },
    attributes: { [requestId]: JSON.stringify(traceId), ...textsOf(span) },
  };
}

/** Each value is a text of JSON there, as Python writes it. */
function textsOf({ attributes }: StoredSpan): Record<string, string> {
  return Object.fromEntries([...attributes].map(([key, value]) => [key, valueToJson(value)]));
}

/** With every digit, and doubles told from integers; Python reads NaN and infinities too. */
function valueToJson(value: AttributeValue): string {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return Number.isInteger(value) ? value.toFixed(1) : String(value);
  if (value instanceof Uint8Array) return JSON.stringify(Buffer.from(value).toString('base64'));
  if (isList(value)) return `[${value.map(valueToJson).join(', ')}]`;
  if (!isMap(value)) return JSON.stringify(value);
  const items = [...value].map(([key, item]) => `${JSON.stringify(key)}: ${valueToJson(item)}`);
  return `{${items.join(', ')}}`;
}

function toBase64(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64');
}
