import { join } from 'node:path';
import { openEngine } from '#core/engine.ts';
import { systemClock } from '#core/kernel/clock.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { Bench, BenchRow } from '#core/testing/bench-types.ts';
import { testActor, testEngineOptions } from '#core/testing/with-engine.ts';
import type { AttributeValue } from './attribute-values.ts';
import { logSpans } from './log-spans.ts';
import { decodeOtlpRequest } from './otlp/decode-request.ts';
import { encodeOtlpRequest, makeSpan } from './otlp/testing.ts';
import { getTraceWithSpans } from './read-traces.ts';
import type { SpanData } from './span-data.ts';
import { findTraces } from './search.ts';
import { startTrace } from './start-trace.ts';
import { makeTraceInput, traceIdOf } from './testing.ts';

const traceCount = 20_000;
const spansPerTrace = 5;
const inFlight = 32;
/** The same promise as for searches of runs. */
const pageBudgetMs = 50;

/** Spans in, from the bytes of the exporter to the disk, and pages of a search among many traces. */
export const bench: Bench = {
  name: 'tracing',
  run: async ({ folder, say }) => {
    const engine = await openEngine({ ...testEngineOptions(join(folder, 'w')), clock: systemClock });
    const { engine: ctx } = engine.rpcContext(testActor);
    const rows = [
      await measure('spans, one a call, awaited', 1, 1, 500, ctx),
      await measure(`spans, one a call, ${inFlight} in flight`, 1, inFlight, 4000, ctx),
      await measure(`spans, 100 a call, ${inFlight} in flight`, 100, inFlight, 40_000, ctx),
    ];
    say(`making ${traceCount} traces of ${spansPerTrace} spans`);
    await fill(ctx);
    rows.push(measureRead(ctx), ...measureSearch(ctx));
    await engine.stop();
    return rows;
  },
};

/** As `mlflow.trace` makes them: inputs, outputs, a model, some numbers. */
function typicalSpan(trace: number, index: number): SpanData {
  const attributes = new Map<string, AttributeValue>([
    ['mlflow.spanType', ['LLM', 'TOOL', 'CHAIN'][index % 3] ?? 'LLM'],
    ['mlflow.traceRequestId', traceIdOf(trace)],
    ['mlflow.spanInputs', new Map([['question', `What is ${trace} times ${index}? ${'word '.repeat(20)}`]])],
    ['mlflow.spanOutputs', `It is ${trace * index}. ${'word '.repeat(20)}`],
    ['model', trace % 2 === 0 ? 'small' : 'large'],
    ['temperature', 0.5],
    ['tokens', BigInt(trace % 100)],
  ]);
  return makeSpan(index + 1, {
    traceId: traceIdOf(trace).slice(3),
    parentId: index === 0 ? null : '0000000000000001',
    attributes,
  });
}

let nextTrace = 1_000_000;

async function measure(
  name: string,
  spansPerCall: number,
  parallel: number,
  total: number,
  ctx: EngineContext,
): Promise<BenchRow> {
  const bodies = Array.from({ length: total / spansPerCall }, () => {
    const trace = nextTrace++;
    const spans = Array.from({ length: spansPerCall }, (_, index) => typicalSpan(trace, index));
    return encodeOtlpRequest([{ resource: new Map(), spans }]);
  });
  const start = performance.now();
  for (let from = 0; from < bodies.length; from += parallel) {
    const some = bodies.slice(from, from + parallel);
    await Promise.all(
      some.map((body) => logSpans(ctx, { experimentId: '0', resourceSpans: decodeOtlpRequest(body) })),
    );
  }
  const seconds = (performance.now() - start) / 1000;
  return { case: name, value: Math.round(total / seconds), unit: '/s' };
}

async function fill(ctx: EngineContext): Promise<void> {
  for (let from = 0; from < traceCount; from += inFlight) {
    const numbers = Array.from({ length: Math.min(inFlight, traceCount - from) }, (_, i) => from + i + 1);
    await Promise.all(numbers.map((number) => makeTrace(ctx, number)));
  }
}

async function makeTrace(ctx: EngineContext, number: number): Promise<void> {
  const spans = Array.from({ length: spansPerTrace }, (_, index) => typicalSpan(number, index));
  await logSpans(ctx, { experimentId: '0', resourceSpans: [{ resource: new Map(), spans }] });
  const tags = [{ key: 'team', value: `team ${number % 50}` }];
  const state = number % 100 === 0 ? 'ERROR' : 'OK';
  await startTrace(ctx, makeTraceInput(number, { tags, state, durationMs: (number * 7919) % 1000 }));
}

function measureRead(ctx: EngineContext): BenchRow {
  const ms = median(() => void getTraceWithSpans(ctx, traceIdOf(777)));
  return { case: `read a trace of ${spansPerTrace} spans`, value: ms, unit: 'ms' };
}

const searches: [name: string, filter: string, orderBy: string[]][] = [
  ['no filter', '', []],
  ['by state', "status = 'ERROR'", []],
  ['by tag', "tag.team = 'team 7'", []],
  ['slowest first', '', ['execution_time_ms DESC']],
  ['by type and name of a span', "span.type = 'LLM' AND span.name = 'span 4'", []],
  ['by an attribute of a span', "span.attributes.model = 'large'", []],
  ['by a rare text in spans', "trace.text LIKE '%What is 77 times%'", []],
];

function measureSearch(ctx: EngineContext): BenchRow[] {
  return searches.map(([name, filter, orderBy]) => {
    const query = { experimentIds: ['0'], filter, orderBy, maxResults: 100 };
    const value = median(() => void findTraces(ctx, query));
    const isScan = filter.includes('text');
    return {
      case: `first 100 of ${traceCount.toLocaleString('en')} traces, ${name}`,
      value,
      unit: 'ms',
      ...(!isScan && { budget: `< ${pageBudgetMs} ms`, ok: value < pageBudgetMs }),
    };
  });
}

/** ms of the middle one of nine. */
function median(run: () => void): number {
  const times = Array.from({ length: 9 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.round((times.sort((a, b) => a - b)[4] ?? 0) * 100) / 100;
}
