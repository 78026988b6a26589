import type { AttributeMap } from './attribute-values.ts';

export type SpanStatus = 'UNSET' | 'OK' | 'ERROR';

export interface SpanEvent {
  name: string;
  /** ns since 1970 UTC */
  timeNs: bigint;
  attributes: AttributeMap;
}

export interface SpanLink {
  /** 32 hex */
  traceId: string;
  /** 16 hex */
  spanId: string;
  traceState: string;
  attributes: AttributeMap;
}

/** One span as OpenTelemetry has it. */
export interface SpanData {
  /** 32 hex */
  traceId: string;
  /** 16 hex */
  spanId: string;
  /** Null for the root. */
  parentId: string | null;
  name: string;
  /** OpenTelemetry's SpanKind */
  kind: number;
  /** ns since 1970 UTC */
  startNs: bigint;
  /** Null while it goes on. */
  endNs: bigint | null;
  status: SpanStatus;
  statusMessage: string;
  traceState: string;
  flags: number;
  attributes: AttributeMap;
  events: readonly SpanEvent[];
  links: readonly SpanLink[];
}

/** Spans with what their program says of itself. */
export interface ResourceSpans {
  resource: AttributeMap;
  spans: readonly SpanData[];
}

/** By OpenTelemetry's numbers; what is unknown counts as unset. */
export function statusOf(code: number): SpanStatus {
  if (code === 1) return 'OK';
  return code === 2 ? 'ERROR' : 'UNSET';
}

export const statusCodes: Readonly<Record<SpanStatus, number>> = { UNSET: 0, OK: 1, ERROR: 2 };
