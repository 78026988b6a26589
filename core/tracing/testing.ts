import type { EngineContext } from '#core/store/context.ts';
import { testActor, withEngine, type TestEngine } from '#core/testing/with-engine.ts';
import type { NewAssessment } from './assessment-rows.ts';
import { logSpans } from './log-spans.ts';
import { makeSpan } from './otlp/testing.ts';
import type { SpanData } from './span-data.ts';
import { startTrace, type TraceInput } from './start-trace.ts';

/** An engine with the context that features take. */
export function withTracing<T>(fn: (test: TestEngine & { ctx: EngineContext }) => Promise<T>): Promise<T> {
  return withEngine((test) => fn({ ...test, ctx: test.engine.rpcContext(testActor).engine }));
}

/** The hex of a made trace: its id is `tr-` and this. */
function hexOf(number: number): string {
  return number.toString(16).padStart(32, '0');
}

export function traceIdOf(number: number): string {
  return `tr-${hexOf(number)}`;
}

/** What a client says of trace `number` in experiment 0; `overrides` as needed. */
export function makeTraceInput(number: number, overrides: Partial<TraceInput> = {}): TraceInput {
  return {
    traceId: traceIdOf(number),
    experimentId: '0',
    startedAt: 1_700_000_000_000 + number,
    durationMs: number,
    state: 'OK',
    clientRequestId: null,
    requestPreview: null,
    responsePreview: null,
    tags: [],
    metadata: [],
    assessments: [],
    ...overrides,
  };
}

export function makeAssessment(overrides: Partial<NewAssessment> = {}): NewAssessment {
  return {
    spanId: null,
    name: 'correct',
    kind: 'feedback',
    value: true,
    error: null,
    rationale: null,
    source: { type: 'HUMAN', id: 'me' },
    metadata: {},
    overrides: null,
    isValid: true,
    ...overrides,
  };
}

/** Logs spans of trace `number`; each of `spans` says in what it differs from a plain one. */
export function logTestSpans(
  ctx: EngineContext,
  number: number,
  spans: readonly Partial<SpanData>[],
  more: { runId?: string; resource?: Map<string, string>; experimentId?: string } = {},
): Promise<void> {
  const { resource = new Map<string, string>(), experimentId = '0', runId } = more;
  const made = spans.map((span, index) => makeSpan(index + 1, { traceId: hexOf(number), ...span }));
  return logSpans(ctx, { experimentId, resourceSpans: [{ resource, spans: made }], runId });
}

/** A client's whole road: spans first, then the trace. */
export async function makeTestTrace(
  ctx: EngineContext,
  number: number,
  overrides: Partial<TraceInput> & { spans?: readonly Partial<SpanData>[] } = {},
): Promise<void> {
  const { spans = [{}], ...trace } = overrides;
  const { experimentId } = trace;
  await logTestSpans(ctx, number, spans, experimentId === undefined ? {} : { experimentId });
  await startTrace(ctx, makeTraceInput(number, trace));
}
