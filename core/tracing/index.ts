/** Traces of applications: their spans, what was said of them, and their search. */
export { tracingActivity } from './activity-parts.ts';
export {
  createAssessment,
  deleteAssessment,
  getAssessment,
  updateAssessment,
  type AssessmentChange,
} from './assessments.ts';
export type { NewAssessment } from './assessment-rows.ts';
export {
  attributesToPlain,
  isList,
  isMap,
  type AttributeMap,
  type AttributeValue,
} from './attribute-values.ts';
export { correlateFilters } from './correlation.ts';
export { deleteTraces, deleteTracesById } from './delete-traces.ts';
export { linkPromptsToTrace, linkTracesToRun } from './links.ts';
export { logSpans } from './log-spans.ts';
export { decodeOtlpJson } from './otlp/decode-json.ts';
export { decodeOtlpRequest } from './otlp/decode-request.ts';
export {
  getTrace,
  getTraceInfo,
  getTraceInfos,
  getTracesWithSpans,
  getTraceWithSpans,
  isComplete,
  type TraceWithSpans,
} from './read-traces.ts';
export { findTraces, searchTraces } from './search.ts';
export { statusCodes } from './span-data.ts';
export type { StoredSpan } from './span-rows.ts';
export { beginTrace, endTrace, startTrace } from './start-trace.ts';
export { deleteTraceTag, setTraceTag } from './trace-texts.ts';
