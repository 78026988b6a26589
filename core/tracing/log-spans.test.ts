import { describe, expect, it } from 'vitest';
import { failureOf } from '#core/testing/factories.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { AttributeValue } from './attribute-values.ts';
import { getTrace, getTracesWithSpans, getTraceWithSpans, isComplete } from './read-traces.ts';
import { startTrace } from './start-trace.ts';
import { logTestSpans, makeTraceInput, traceIdOf, withTracing } from './testing.ts';

const root = { attributes: attributes({ 'mlflow.spanInputs': 'what?', 'mlflow.spanOutputs': [1n, 2n] }) };
const child = { parentId: '0000000000000001', name: 'child' };

function attributes(items: Record<string, AttributeValue>): Map<string, AttributeValue> {
  return new Map(Object.entries(items));
}

function countActivity({ db }: EngineContext): number {
  return db.get<{ n: number }>('SELECT count(*) AS n FROM activity')?.n ?? 0;
}

describe('spans that are logged', () => {
  it('make their trace, with what the root says of it', () =>
    withTracing(async ({ ctx }) => {
      const usage = attributes({ input_tokens: 3n, output_tokens: 4n });
      await logTestSpans(
        ctx,
        1,
        [
          {
            ...root,
            name: 'answer',
            startNs: 1_700_000_000_000_000_000n,
            endNs: 1_700_000_000_250_999_999n,
            attributes: attributes({
              'mlflow.spanInputs': 'what?',
              'mlflow.spanOutputs': [1n, 2n],
              'mlflow.spanType': '"AGENT"',
              'mlflow.traceTag.team': 'growth',
              'session.id': 's-1',
              'user.id': 'åsa',
            }),
          },
          { ...child, attributes: attributes({ 'mlflow.chat.tokenUsage': usage }) },
          {
            parentId: '0000000000000002',
            attributes: attributes({ 'mlflow.chat.tokenUsage': usage }),
          },
        ],
        {
          resource: new Map([
            ['service.name', 'app'],
            ['telemetry.sdk.name', 'otel'],
            ['mlflow.x', 'y'],
          ]),
        },
      );
      const trace = getTrace(ctx, traceIdOf(1));
      expect(trace).toMatchObject({
        experimentId: '0',
        name: 'answer',
        state: 'OK',
        startedAt: 1_700_000_000_000,
        durationMs: 250,
        requestPreview: 'what?',
        responsePreview: '[1,2]',
        spanCount: 3,
      });
      expect(trace.tags).toEqual([
        { key: 'mlflow.artifactLocation', value: `mlflow-artifacts:/0/traces/${traceIdOf(1)}/artifacts` },
        { key: 'mlflow.trace.spansLocation', value: 'TRACKING_STORE' },
        { key: 'service.name', value: 'app' },
        { key: 'team', value: 'growth' },
      ]);
      expect(trace.metadata).toEqual([
        { key: 'mlflow.trace.session', value: 's-1' },
        // The parent speaks for its child.
        { key: 'mlflow.trace.tokenUsage', value: '{"input_tokens":3,"output_tokens":4}' },
        { key: 'mlflow.trace.user', value: 'åsa' },
      ]);
      expect(trace.spans.map(({ name, type }) => [name, type])).toEqual([
        ['answer', 'AGENT'],
        ['child', null],
        ['span 3', null],
      ]);
    }));

  it('change nothing when they come again, and leave no second row of activity', () =>
    withTracing(async ({ ctx }) => {
      await logTestSpans(ctx, 1, [root, child]);
      const [before, activity] = [getTrace(ctx, traceIdOf(1)), countActivity(ctx)];
      await logTestSpans(ctx, 1, [root, child]);
      expect(getTrace(ctx, traceIdOf(1))).toEqual(before);
      expect(countActivity(ctx)).toBe(activity);
    }));

  it('are written over by what is known later', () =>
    withTracing(async ({ ctx }) => {
      await logTestSpans(ctx, 1, [{ endNs: null, status: 'UNSET' }]);
      expect(getTrace(ctx, traceIdOf(1))).toMatchObject({ state: 'IN_PROGRESS', durationMs: null });
      await logTestSpans(ctx, 1, [{ status: 'ERROR', statusMessage: 'no' }]);
      const { state, durationMs, spans } = getTrace(ctx, traceIdOf(1));
      expect([state, durationMs, spans.length, spans[0]?.statusMessage]).toEqual(['ERROR', 100, 1, 'no']);
    }));

  it('may come child by child, before their root', () =>
    withTracing(async ({ ctx }) => {
      await logTestSpans(ctx, 1, [
        { ...child, spanId: '0000000000000009', startNs: 5_000_000n, endNs: 6_000_000n },
      ]);
      expect(getTrace(ctx, traceIdOf(1))).toMatchObject({
        state: 'IN_PROGRESS',
        startedAt: 5,
        durationMs: 1,
        name: null,
      });
      await logTestSpans(ctx, 1, [{ name: 'top', startNs: 4_000_000n, endNs: 9_000_000n }]);
      expect(getTrace(ctx, traceIdOf(1))).toMatchObject({
        state: 'OK',
        startedAt: 4,
        durationMs: 5,
        name: 'top',
      });
    }));

  it('of several traces go in one call, each to its own', () =>
    withTracing(async ({ ctx }) => {
      await logTestSpans(ctx, 1, [{}, { traceId: traceIdOf(2).slice(3) }]);
      expect(getTracesWithSpans(ctx, [traceIdOf(2), 'tr-none', traceIdOf(1), traceIdOf(2)])).toMatchObject([
        { trace: { traceId: traceIdOf(2), spanCount: 1 } },
        { trace: { traceId: traceIdOf(1), spanCount: 1 } },
      ]);
    }));

  it('keep every nanosecond and every digit', () =>
    withTracing(async ({ ctx }) => {
      const startNs = 1_795_636_964_759_481_067n;
      const big = attributes({ big: 2n ** 63n - 1n, one: 1, nan: Number.NaN });
      await logTestSpans(ctx, 1, [
        {
          startNs,
          endNs: startNs + 1n,
          attributes: big,
          events: [{ name: 'e', timeNs: startNs, attributes: big }],
        },
      ]);
      const { spans } = getTraceWithSpans(ctx, traceIdOf(1));
      expect(spans[0]).toMatchObject({
        startNs,
        endNs: startNs + 1n,
        attributes: big,
        events: [{ timeNs: startNs }],
      });
      expect(getTrace(ctx, traceIdOf(1)).spans[0]?.attributes).toEqual({
        big: String(2n ** 63n - 1n),
        one: 1,
        nan: 'NaN',
      });
    }));

  it('link their trace to a run when the root is among them', () =>
    withTracing(async ({ ctx, client }) => {
      const { runId } = await client.runs.create({ experimentId: '0' });
      await logTestSpans(ctx, 1, [child], { runId });
      expect(getTrace(ctx, traceIdOf(1)).linkedRunIds).toEqual([]);
      await logTestSpans(ctx, 1, [{ spanId: '00000000000000aa' }], { runId });
      expect(getTrace(ctx, traceIdOf(1)).linkedRunIds).toEqual([runId]);
    }));

  it('need an experiment that is there and not deleted', () =>
    withTracing(async ({ ctx, client }) => {
      expect(await failureOf(logTestSpans(ctx, 1, [{}], { experimentId: '9' }))).toMatchObject({
        code: 'NOT_FOUND',
      });
      const { experimentId } = await client.experiments.create({ name: 'gone' });
      await client.experiments.delete({ experimentId });
      const deleted = await failureOf(logTestSpans(ctx, 1, [{}], { experimentId }));
      expect(deleted).toMatchObject({ code: 'INVALID_STATE' });
      expect(await failureOf(client.traces.get({ traceId: traceIdOf(1) }))).toMatchObject({
        code: 'NOT_FOUND',
        data: { kind: 'trace', id: traceIdOf(1) },
      });
    }));
});

describe('what a client says of a trace', () => {
  it.each(['before', 'after'])('counts more than what its spans say, when they come %s', (order) =>
    withTracing(async ({ ctx }) => {
      const told = makeTraceInput(1, {
        durationMs: 7,
        state: 'ERROR',
        requestPreview: 'told',
        tags: [{ key: 'mlflow.traceName', value: 'named' }],
        metadata: [{ key: 'mlflow.trace.tokenUsage', value: '{"input_tokens":1}' }],
      });
      const usage = attributes({ 'mlflow.chat.tokenUsage': attributes({ input_tokens: 99n }) });
      if (order === 'before') await logTestSpans(ctx, 1, [{ ...root, attributes: usage }]);
      await startTrace(ctx, told);
      if (order === 'after') await logTestSpans(ctx, 1, [{ ...root, attributes: usage }]);
      const trace = getTrace(ctx, traceIdOf(1));
      expect(trace).toMatchObject({
        durationMs: 7,
        state: 'ERROR',
        requestPreview: 'told',
        name: 'named',
        startedAt: told.startedAt,
        metadata: told.metadata,
      });
    }),
  );

  it('changes nothing when it is said again, assessments included', () =>
    withTracing(async ({ ctx }) => {
      const assessments = [
        {
          spanId: null,
          name: 'correct',
          kind: 'feedback' as const,
          value: 0.5,
          error: null,
          rationale: 'half',
          source: { type: 'CODE', id: '' },
          metadata: { a: 'b' },
          createdAt: 5,
          updatedAt: 5,
          overrides: null,
          isValid: true,
        },
      ];
      const input = makeTraceInput(1, { assessments, tags: [{ key: 'a', value: 'b' }] });
      const first = await startTrace(ctx, input);
      expect(await startTrace(ctx, input)).toEqual(first);
      expect(first.assessments).toMatchObject([
        { name: 'correct', value: 0.5, rationale: 'half', createdAt: 5 },
      ]);
    }));

  it('does not say where its files are, and its texts are cut', () =>
    withTracing(async ({ ctx }) => {
      const tags = [
        { key: 'mlflow.artifactLocation', value: 'mlflow-artifacts:/0/other' },
        { key: 'k'.repeat(300), value: '😀'.repeat(9000) },
      ];
      const trace = await startTrace(ctx, makeTraceInput(1, { tags }));
      expect(trace.tags).toEqual([
        { key: 'k'.repeat(250), value: '😀'.repeat(8000) },
        { key: 'mlflow.artifactLocation', value: `mlflow-artifacts:/0/traces/${traceIdOf(1)}/artifacts` },
      ]);
    }));

  it.each(['', '..', 'a/b', 'tr-å', 'x'.repeat(101), '-x'])(
    'has an id that can be a folder: not "%s"',
    (traceId) =>
      withTracing(async ({ ctx }) => {
        const failure = await failureOf(
          Promise.resolve().then(() => startTrace(ctx, makeTraceInput(1, { traceId }))),
        );
        expect(failure).toMatchObject({ code: 'INVALID_ARGUMENT' });
      }),
  );

  it('says how many spans there are: until then the trace is not complete', () =>
    withTracing(async ({ ctx }) => {
      const metadata = [{ key: 'mlflow.trace.sizeStats', value: '{"num_spans": 2}' }];
      await startTrace(ctx, makeTraceInput(1, { metadata }));
      await logTestSpans(ctx, 1, [root]);
      expect(isComplete(getTraceWithSpans(ctx, traceIdOf(1)))).toBe(false);
      expect(getTracesWithSpans(ctx, [traceIdOf(1)])).toEqual([]);
      await logTestSpans(ctx, 1, [root, child]);
      expect(isComplete(getTraceWithSpans(ctx, traceIdOf(1)))).toBe(true);
    }));
});
