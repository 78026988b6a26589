import { invalidArgument } from '#core/kernel/errors.ts';
import type { SpanData } from '../span-data.ts';

/** A span before anything is known of it. */
export const noIds = {
  traceId: '',
  spanId: '',
  parentId: null,
  name: '',
  kind: 0,
  startNs: 0n,
  endNs: null,
  status: 'UNSET',
  statusMessage: '',
  traceState: '',
  flags: 0,
} as const satisfies Omit<SpanData, 'attributes' | 'events' | 'links'>;

/** SQLite's greatest integer; in nanoseconds the year 2262. */
const maxNs = 2n ** 63n - 1n;

/**
 * What OpenTelemetry asks of each span: ids of 16 and 8 bytes that are not all zero. An empty or zero parent is none, an
 * end of zero means that the span goes on.
 * @throws INVALID_ARGUMENT
 */
export function checkSpan(span: SpanData): SpanData {
  const parentId = span.parentId === null || /^0*$/.test(span.parentId) ? null : span.parentId;
  requireId('trace_id', span.traceId, 16);
  requireId('span_id', span.spanId, 8);
  if (parentId !== null) requireId('parent_span_id', parentId, 8);
  for (const time of [span.startNs, span.endNs ?? 0n, ...span.events.map(({ timeNs }) => timeNs)]) {
    if (time < 0n || time > maxNs) throw badTime(time);
  }
  return {
    ...span,
    parentId,
    endNs: span.endNs === 0n ? null : span.endNs,
    links: span.links.filter(({ traceId, spanId }) => isId(traceId, 32) && isId(spanId, 16)),
  };
}

function requireId(field: string, value: string, bytes: number): void {
  if (isId(value, 2 * bytes)) return;
  throw invalidArgument(
    field,
    value,
    `an id of OpenTelemetry has ${bytes} bytes that are not all zero`,
    'Let an exporter of OpenTelemetry make it.',
  );
}

function isId(text: string, digits: number): boolean {
  return text.length === digits && /^[0-9a-f]+$/.test(text) && !/^0+$/.test(text);
}

function badTime(time: bigint): Error {
  return invalidArgument(
    'time_unix_nano',
    String(time),
    'times are nanoseconds since 1970 up to the year 2262',
    'Check the clock of the program.',
  );
}
