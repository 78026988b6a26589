import type { Tag } from '#contract/entities.ts';
import type { Assessment, Trace } from '#contract/tracing.ts';
import {
  isList,
  isMap,
  statusCodes,
  type AttributeMap,
  type AttributeValue,
  type StoredSpan,
  type TraceWithSpans,
} from '#core/tracing/index.ts';
import { orOmit } from '../wire/values.ts';

/** A trace without its spans: TraceInfoV3 of service.proto. */
export function buildTraceInfo(trace: Trace): object {
  return {
    trace_id: trace.traceId,
    client_request_id: trace.clientRequestId ?? undefined,
    trace_location: {
      type: 'MLFLOW_EXPERIMENT',
      mlflow_experiment: { experiment_id: trace.experimentId },
    },
    request_preview: trace.requestPreview ?? undefined,
    response_preview: trace.responsePreview ?? undefined,
    request_time: timeText(trace.startedAt),
    execution_duration: trace.durationMs === null ? undefined : `${(trace.durationMs / 1000).toFixed(3)}s`,
    state: trace.state,
    trace_metadata: toObject(trace.metadata),
    assessments: orOmit(trace.assessments.map(buildAssessment)),
    tags: toObject(trace.tags),
  };
}

/** A trace as clients of MLflow 2 know it: TraceInfo of service.proto. */
export function buildTraceInfoV2(trace: Trace): object {
  return {
    request_id: trace.traceId,
    experiment_id: trace.experimentId,
    timestamp_ms: trace.startedAt,
    execution_time_ms: trace.durationMs ?? undefined,
    status: trace.state === 'STATE_UNSPECIFIED' ? 'TRACE_STATUS_UNSPECIFIED' : trace.state,
    request_metadata: orOmit(trace.metadata),
    tags: orOmit(trace.tags),
  };
}

/** A trace with its spans, each as OpenTelemetry's Span. */
export function buildTrace({ trace, spans }: TraceWithSpans): object {
  return { trace_info: buildTraceInfo(trace), spans: orOmit(spans.map(buildSpan)) };
}

export function buildAssessment(assessment: Assessment): object {
  const { metadata } = assessment;
  return {
    assessment_id: assessment.assessmentId,
    assessment_name: assessment.name,
    trace_id: assessment.traceId,
    span_id: assessment.spanId ?? undefined,
    source: { source_type: assessment.source.type, source_id: assessment.source.id },
    create_time: timeText(assessment.createdAt),
    last_update_time: timeText(assessment.updatedAt),
    ...buildJudgement(assessment),
    rationale: assessment.rationale ?? undefined,
    metadata: Object.keys(metadata).length === 0 ? undefined : metadata,
    overrides: assessment.overrides ?? undefined,
    valid: assessment.isValid,
  };
}

function buildJudgement({ kind, value, error }: Assessment): object {
  if (kind === 'issue') return { issue: { issue_name: String(value) } };
  if (kind === 'feedback') {
    return {
      feedback: {
        value,
        ...(error !== null && {
          error: { error_code: error.code, error_message: error.message, stack_trace: error.stackTrace },
        }),
      },
    };
  }
  // Clients read lists and objects from a text only.
  if (typeof value !== 'object') return { expectation: { value } };
  const serialized_value = { serialization_format: 'JSON_FORMAT', value: JSON.stringify(value) };
  return { expectation: { serialized_value } };
}

/** opentelemetry/proto/trace/v1/trace.proto as the JSON of protobuf: ids in base64, integers of 64 bits as texts. */
function buildSpan(span: StoredSpan): object {
  return {
    trace_id: toBase64(span.traceId),
    span_id: toBase64(span.spanId),
    trace_state: span.traceState,
    parent_span_id: span.parentId === null ? '' : toBase64(span.parentId),
    name: span.name,
    kind: span.kind,
    start_time_unix_nano: String(span.startNs),
    end_time_unix_nano: span.endNs === null ? undefined : String(span.endNs),
    attributes: buildAttributes(span.attributes),
    events: orOmit(
      span.events.map(({ name, timeNs, attributes }) => ({
        time_unix_nano: String(timeNs),
        name,
        attributes: buildAttributes(attributes),
      })),
    ),
    links: orOmit(
      span.links.map((link) => ({
        trace_id: toBase64(link.traceId),
        span_id: toBase64(link.spanId),
        trace_state: link.traceState,
        attributes: buildAttributes(link.attributes),
      })),
    ),
    status: { message: span.statusMessage, code: statusCodes[span.status] },
    flags: span.flags,
  };
}

function buildAttributes(attributes: AttributeMap): object[] {
  return [...attributes].map(([key, value]) => ({ key, value: buildValue(value) }));
}

/** AnyValue; one that was left unset is empty. */
function buildValue(value: AttributeValue): object {
  if (value === null) return {};
  if (typeof value === 'string') return { string_value: value };
  if (typeof value === 'boolean') return { bool_value: value };
  if (typeof value === 'bigint') return { int_value: String(value) };
  if (typeof value === 'number') return { double_value: Number.isFinite(value) ? value : String(value) };
  if (isList(value)) return { array_value: { values: value.map(buildValue) } };
  if (isMap(value)) return { kvlist_value: { values: buildAttributes(value) } };
  return { bytes_value: Buffer.from(value).toString('base64') };
}

function toBase64(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64');
}

function toObject(tags: readonly Tag[]): Record<string, string> | undefined {
  if (tags.length === 0) return undefined;
  return Object.fromEntries(tags.map(({ key, value }) => [key, value]));
}

function timeText(ms: number): string {
  return new Date(ms).toISOString();
}
