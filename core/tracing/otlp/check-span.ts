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
  if (!isId(span.traceId, 32)) throw badId('trace_id', span.traceId, 16);
  if (!isId(span.spanId, 16)) throw badId('span_id', span.spanId, 8);
  const { parentId, startNs, endNs } = span;
  if (parentId !== null && !/^0*$/.test(parentId) && !isId(parentId, 16))
    throw badId('parent_span_id', parentId, 8);
  for (const time of [startNs, endNs ?? 0n, ...span.events.map(({ timeNs }) => timeNs)]) {
    if (time < 0n || time > maxNs) throw badTime(time);
  }
  return {
    ...span,
    parentId: parentId === null || /^0*$/.test(parentId) ? null : parentId,
    endNs: endNs === 0n ? null : endNs,
    links: span.links.filter(({ traceId, spanId }) => isId(traceId, 32) && isId(spanId, 16)),
  };
}

function isId(text: string, digits: number): boolean {
  return text.length === digits && /^[0-9a-f]+$/.test(text) && !/^0+$/.test(text);
}

function badId(field: string, value: string, bytes: number): Error {
  return invalidArgument(
    field,
    value,
    `an id of OpenTelemetry has ${bytes} bytes that are not all zero`,
    'Let an exporter of OpenTelemetry make it.',
  );
}

function badTime(time: bigint): Error {
  return invalidArgument(
    'time_unix_nano',
    String(time),
    'times are nanoseconds since 1970 up to the year 2262',
    'Check the clock of the program.',
  );
}
