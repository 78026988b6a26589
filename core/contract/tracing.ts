import * as z from 'zod';
import { base, nextPageToken, nothing, page } from './base.ts';
import { tag, timestamp } from './entities.ts';

export const traceState = z.enum(['STATE_UNSPECIFIED', 'OK', 'ERROR', 'IN_PROGRESS']);
export type TraceState = z.infer<typeof traceState>;

export const assessmentKind = z.enum(['feedback', 'expectation', 'issue']);
export type AssessmentKind = z.infer<typeof assessmentKind>;

/** What a person, a judge or a program has said of a trace, or of one of its spans. */
export const assessment = z.object({
  /** `a-` and 32 hex characters. */
  assessmentId: z.string(),
  traceId: z.string(),
  spanId: z.string().nullable(),
  name: z.string(),
  kind: assessmentKind,
  /** JSON; null when only an error came of it. */
  value: z.unknown(),
  error: z.object({ code: z.string(), message: z.string(), stackTrace: z.string() }).nullable(),
  rationale: z.string().nullable(),
  source: z.object({ type: z.string(), id: z.string() }),
  metadata: z.record(z.string(), z.string()),
  createdAt: timestamp,
  updatedAt: timestamp,
  /** The assessment that this one replaces. */
  overrides: z.string().nullable(),
  /** False once another one has replaced it. */
  isValid: z.boolean(),
});
export type Assessment = z.infer<typeof assessment>;

/** One request to an application, from its start to its answer. */
export const trace = z.object({
  /** `tr-` and the 32 hex characters of OpenTelemetry. */
  traceId: z.string(),
  experimentId: z.string(),
  /** What the client calls it, otherwise the name of the root span. */
  name: z.string().nullable(),
  state: traceState,
  startedAt: timestamp,
  durationMs: z.number().nullable(),
  requestPreview: z.string().nullable(),
  responsePreview: z.string().nullable(),
  clientRequestId: z.string().nullable(),
  /** The run that it was made in. */
  sourceRunId: z.string().nullable(),
  /** Runs that it was linked to afterwards. */
  linkedRunIds: z.array(z.string()),
  tags: z.array(tag),
  metadata: z.array(tag),
  assessments: z.array(assessment),
  spanCount: z.number().int(),
});
export type Trace = z.infer<typeof trace>;

/** One step of a trace. Times are ns since 1970 UTC as texts: a number would lose digits. */
export const span = z.object({
  spanId: z.string(),
  /** Null for the root. */
  parentId: z.string().nullable(),
  name: z.string(),
  /** e.g. LLM, TOOL, RETRIEVER */
  type: z.string().nullable(),
  status: z.enum(['UNSET', 'OK', 'ERROR']),
  statusMessage: z.string(),
  startNs: z.string(),
  /** Null while it goes on. */
  endNs: z.string().nullable(),
  /** JSON; integers beyond 2^53 and what JSON has no number for are texts. */
  attributes: z.record(z.string(), z.unknown()),
  events: z.array(
    z.object({ name: z.string(), timeNs: z.string(), attributes: z.record(z.string(), z.unknown()) }),
  ),
  links: z.array(z.object({ traceId: z.string(), spanId: z.string() })),
});
export type Span = z.infer<typeof span>;

const traceRef = z.strictObject({ traceId: z.string() });

export const traceProcedures = {
  search: base
    .input(
      z.strictObject({
        /** Left out: all. */
        experimentIds: z.array(z.string()).optional(),
        filter: z.string().default(''),
        orderBy: z.array(z.string()).default([]),
        ...page,
      }),
    )
    .output(z.object({ traces: z.array(trace), nextPageToken })),
  /** With its spans in the order in which they began. */
  get: base.input(traceRef).output(trace.extend({ spans: z.array(span) })),
  setTag: base.input(traceRef.extend({ key: z.string(), value: z.string() })).output(nothing),
  deleteTag: base.input(traceRef.extend({ key: z.string() })).output(nothing),
  /** For good, with spans, assessments and files. Those that are not there are passed over. */
  delete: base
    .input(z.strictObject({ traceIds: z.array(z.string()).min(1).max(1000) }))
    .output(z.object({ deleted: z.number().int() })),
};
