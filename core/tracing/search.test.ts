import { describe, expect, it } from 'vitest';
import type { EngineContext } from '#core/store/context.ts';
import { failureOf } from '#core/testing/factories.ts';
import { createAssessment } from './assessments.ts';
import type { AttributeValue } from './attribute-values.ts';
import { correlateFilters } from './correlation.ts';
import { linkPromptsToTrace, linkTracesToRun } from './links.ts';
import { findTraces, type TraceQuery } from './search.ts';
import { makeAssessment, makeTestTrace, traceIdOf, withTracing } from './testing.ts';

function find(ctx: EngineContext, query: Partial<TraceQuery> & { filter?: string }): number[] {
  const { traces } = findTraces(ctx, { filter: '', orderBy: ['timestamp'], maxResults: 100, ...query });
  return traces.map(({ startedAt }) => startedAt - 1_700_000_000_000);
}

function attributes(items: Record<string, AttributeValue>): Map<string, AttributeValue> {
  return new Map(Object.entries(items));
}

/** Four traces that differ in everything a search can ask for; 4 has no spans of a kind, no tags and no name of its own. */
async function fill(ctx: EngineContext, runId: string): Promise<void> {
  await makeTestTrace(ctx, 1, {
    tags: [
      { key: 'team', value: 'growth' },
      { key: 'mlflow.traceName', value: 'answer' },
    ],
    metadata: [
      { key: 'mlflow.trace.session', value: 's1' },
      { key: 'mlflow.sourceRun', value: runId },
    ],
    clientRequestId: 'r-1',
    spans: [
      { name: 'plan', attributes: attributes({ 'mlflow.spanType': 'CHAIN', q: 'Göteborg' }) },
      {
        name: 'ask',
        attributes: attributes({
          'mlflow.spanType': 'LLM',
          model: 'gpt-4o',
          temperature: 1,
          n: 3n,
          ok: true,
          $x: 'dollar',
        }),
      },
    ],
  });
  await makeTestTrace(ctx, 2, {
    state: 'ERROR',
    tags: [
      { key: 'team', value: 'core' },
      { key: 'mlflow.traceName', value: 'Answer' },
    ],
    metadata: [{ key: 'mlflow.trace.session', value: 's2' }],
    spans: [
      {
        name: 'ask',
        status: 'ERROR',
        statusMessage: 'rate limit',
        attributes: attributes({ 'mlflow.spanType': 'TOOL' }),
      },
    ],
  });
  await makeTestTrace(ctx, 3, {
    durationMs: null,
    spans: [{ name: 'plan', attributes: attributes({ 'mlflow.spanType': 'LLM', model: 'small' }) }],
  });
  await makeTestTrace(ctx, 4, { spans: [{ name: 'plain' }] });
  await createAssessment(ctx, traceIdOf(1), makeAssessment({ value: true }));
  await createAssessment(ctx, traceIdOf(2), makeAssessment({ value: 0.25, name: 'score' }));
  await createAssessment(ctx, traceIdOf(3), makeAssessment({ value: 'yes', name: 'score' }));
  await createAssessment(
    ctx,
    traceIdOf(3),
    makeAssessment({ value: { a: [1] }, name: 'want', kind: 'expectation' }),
  );
  await createAssessment(
    ctx,
    traceIdOf(4),
    makeAssessment({ value: 'slow answers', name: 'iss-1', kind: 'issue' }),
  );
  await linkTracesToRun(ctx, { traceIds: [traceIdOf(4)], runId });
  await linkPromptsToTrace(ctx, { traceId: traceIdOf(2), prompts: [{ name: 'qa', version: '3' }] });
}

const cases: [filter: string, traces: number[]][] = [
  ['', [1, 2, 3, 4]],
  ["status = 'ERROR'", [2]],
  ["trace.status != 'ERROR'", [1, 3, 4]],
  ["attributes.state IN ('ERROR')", [2]],
  [`request_id = '${traceIdOf(3)}'`, [3]],
  [`trace_id IN ('${traceIdOf(3)}', '${traceIdOf(1)}')`, [1, 3]],
  ["name = 'answer'", [1]],
  ["trace.name ILIKE 'ANS%'", [1, 2]],
  ["name = 'plan'", [3]],
  ['timestamp_ms > 1700000000002', [3, 4]],
  ["timestamp >= '1700000000002' AND timestamp < 1700000000004", [2, 3]],
  ['execution_time_ms >= 2', [2, 4]],
  ['execution_time_ms IS NULL', [3]],
  ['end_time_ms <= 1700000000003', [1, 3]],
  ["client_request_id LIKE 'r-%'", [1]],
  ['client_request_id IS NOT NULL', [1]],
  ["tag.team = 'growth'", [1]],
  ["tags.team != 'growth'", [2]],
  ["NOT tag.team = 'growth'", [2, 3, 4]],
  ["tag.team RLIKE '^gro[vw]th$'", [1]],
  ["NOT tag.team rlike 'owt'", [2, 3, 4]],
  ["trace.name RLIKE '(?i)^ANS'", [1, 2]],
  ["metadata.`mlflow.trace.session` RLIKE 's\\d'", [1, 2]],
  ["span.name RLIKE '^a.k$' AND span.type = 'LLM'", [1]],
  ["span.attributes.model RLIKE '^(gpt-)?4o|small$'", [1, 3]],
  ["span.content RLIKE 'g(ö|o)teborg'", []],
  ["span.content RLIKE '(?i)g(ö|o)teborg'", [1]],
  ['tag.team IS NULL', [3, 4]],
  ["tag.`mlflow.traceName` = 'answer'", [1]],
  ["metadata.mlflow.trace.session = 's2'", [2]],
  ["request_metadata.`mlflow.trace.session` LIKE 's%'", [1, 2]],
  ["span.name = 'ask'", [1, 2]],
  ["span.type = 'LLM'", [1, 3]],
  ["span.name = 'ask' AND span.type = 'LLM'", [1]],
  ["span.name = 'plan' AND span.type = 'LLM'", [3]],
  ["(span.name = 'plan') AND (span.type = 'LLM')", [3]],
  ["NOT (span.name = 'plan' AND span.type = 'LLM')", [1, 2, 4]],
  ["span.name = 'plan' OR span.type = 'TOOL'", [1, 2, 3]],
  ['span.type IS NULL', [4]],
  ["span.status = 'ERROR'", [2]],
  ["span.attributes.model = 'gpt-4o'", [1]],
  ["span.attributes.model LIKE '%a%'", [3]],
  ["span.attributes.temperature = '1.0'", [1]],
  ["span.attributes.n = '3'", [1]],
  ["span.attributes.ok = 'true'", [1]],
  ["span.`attributes.$x` = 'dollar'", [1]],
  ["span.attributes.model = 'gpt-4o' AND span.name = 'plan'", []],
  ["span.content LIKE '%göteborg%'", []],
  ["span.content ILIKE '%göteborg%'", [1]],
  ["trace.text LIKE '%Göteborg%' OR text LIKE '%rate limit%'", [1, 2]],
  ['feedback.correct = "true"', [1]],
  ['feedback.score > 0.2', [2]],
  ['feedback.score <= 0.2', []],
  ["feedback.score = 'yes'", [3]],
  ['feedback.score = 0.25', [2]],
  ["feedback.score LIKE 'y%'", [3]],
  ['feedback.score IS NOT NULL AND feedback.score IS NOT NULL', [2, 3]],
  ['feedback.correct IS NULL', [2, 3, 4]],
  [`expectation.want LIKE '%"a"%'`, [3]],
  ['feedback.want IS NOT NULL', []],
  ["issue.id = 'iss-1'", [4]],
  ["prompt = 'qa/3'", [2]],
  ["run_id = '{run}'", [1, 4]],
  ["attributes.run_id != '{run}'", []],
  ['run_id IS NULL', [2, 3]],
];

describe('a search of traces', () => {
  it('finds by everything that MLflow knows, and joins it by AND, OR and NOT', () =>
    withTracing(async ({ ctx, client }) => {
      const { runId } = await client.runs.create({ experimentId: '0' });
      await fill(ctx, runId);
      const found = cases.map(([filter]) => [filter, find(ctx, { filter: filter.replace('{run}', runId) })]);
      expect(found).toEqual(cases);
    }));

  it.each<[string, object]>([
    ["bogus = 'x'", { code: 'FILTER_SYNTAX' }],
    ['metrics.a > 1', { code: 'FILTER_SYNTAX' }],
    ["span.bogus = 'x'", { code: 'INVALID_ARGUMENT' }],
    ["span.attributes. = 'x'", { code: 'FILTER_SYNTAX' }],
    ["text = 'x'", { code: 'FILTER_SYNTAX' }],
    ["timestamp_ms > 'soon'", { code: 'FILTER_SYNTAX' }],
    ["feedback.score > 'much'", { code: 'INVALID_ARGUMENT' }],
    ["tag.team RLIKE 'a('", { code: 'FILTER_SYNTAX' }],
    ["tag.team RLIKE '(?=a)'", { code: 'FILTER_SYNTAX' }],
    ["tag.team RLIKE '(a{400}){400}'", { code: 'FILTER_SYNTAX' }],
    ["timestamp_ms RLIKE '1'", { code: 'FILTER_SYNTAX' }],
    ['experiment_id = 1', { code: 'FILTER_SYNTAX' }],
  ])('refuses %s', (filter, expected) =>
    withTracing(async ({ ctx }) => {
      expect(await failureOf(Promise.resolve().then(() => find(ctx, { filter })))).toMatchObject(expected);
    }),
  );

  const orders: [orderBy: string[], traces: number[]][] = [
    [[], [4, 3, 2, 1]],
    [['timestamp_ms ASC'], [1, 2, 3, 4]],
    [['execution_time DESC'], [4, 2, 1, 3]],
    [['execution_time'], [1, 2, 4, 3]],
    [
      ['status DESC', 'timestamp'],
      [1, 3, 4, 2],
    ],
    [['tag.team'], [2, 1, 4, 3]],
    [['metadata.`mlflow.trace.session` DESC'], [2, 1, 4, 3]],
    [['name'], [2, 1, 4, 3]],
    [['end_time DESC'], [4, 2, 3, 1]],
    [['request_id DESC'], [4, 3, 2, 1]],
    [
      ['experiment_id', 'run_id DESC'],
      [1, 4, 3, 2],
    ],
  ];

  it('orders by attributes, tags and metadata; what lacks a value comes last; pages of one say the same', () =>
    withTracing(async ({ ctx, client }) => {
      const { runId } = await client.runs.create({ experimentId: '0' });
      await fill(ctx, runId);
      for (const [orderBy, expected] of orders) {
        expect([orderBy, find(ctx, { orderBy })]).toEqual([orderBy, expected]);
        expect([orderBy, await readPages(ctx, { orderBy, maxResults: 1 })]).toEqual([orderBy, expected]);
      }
      const failure = failureOf(Promise.resolve().then(() => find(ctx, { orderBy: ['span.name'] })));
      expect(await failure).toMatchObject({ code: 'FILTER_SYNTAX' });
    }));

  it('goes on where a page has ended while traces come and go', () =>
    withTracing(async ({ ctx }) => {
      for (let number = 10; number < 30; number++) await makeTestTrace(ctx, number);
      let next = 30;
      const pages = await readPages(ctx, { maxResults: 3, orderBy: [] }, async () => {
        await makeTestTrace(ctx, next++);
        await makeTestTrace(ctx, next - 25);
      });
      const old = pages.filter((number) => number >= 10 && number < 30);
      expect(old).toEqual(Array.from({ length: 20 }, (_, i) => 29 - i));
      expect(new Set(pages).size).toBe(pages.length);
      const { nextPageToken: token } = findTraces(ctx, { filter: '', orderBy: [], maxResults: 1 });
      const other = { filter: "status = 'OK'", maxResults: 1, pageToken: token ?? '' };
      expect(await failureOf(Promise.resolve().then(() => find(ctx, other)))).toMatchObject({
        code: 'INVALID_PAGE_TOKEN',
      });
    }));

  it('looks into the experiments that it is told', () =>
    withTracing(async ({ ctx, client }) => {
      const { experimentId } = await client.experiments.create({ name: 'second' });
      await makeTestTrace(ctx, 1);
      await makeTestTrace(ctx, 2, { experimentId });
      expect(find(ctx, { experimentIds: [experimentId] })).toEqual([2]);
      expect(find(ctx, { experimentIds: [experimentId, '0', '99'] })).toEqual([1, 2]);
      expect(find(ctx, { experimentIds: [] })).toEqual([]);
      expect(find(ctx, {})).toEqual([1, 2]);
    }));

  it('says how much two conditions go together', () =>
    withTracing(async ({ ctx }) => {
      for (let number = 1; number <= 8; number++) {
        const tags = number <= 4 ? [{ key: 'a', value: 'x' }] : [];
        await makeTestTrace(ctx, number, { tags, state: number <= 2 || number === 8 ? 'ERROR' : 'OK' });
      }
      const query = { experimentIds: ['0'], first: "tag.a = 'x'", second: "status = 'ERROR'" };
      const found = correlateFilters(ctx, query);
      expect(found).toMatchObject({ first: 4, second: 3, both: 2, total: 8 });
      expect(found.npmi).toBeCloseTo(Math.log((2 * 8) / (4 * 3)) / -Math.log(2 / 8), 12);
      expect(correlateFilters(ctx, { ...query, base: "status = 'ERROR'" })).toMatchObject({
        first: 2,
        total: 3,
      });
      expect(correlateFilters(ctx, { ...query, second: "tag.b = 'x'" }).npmi).toBeNaN();
      expect(correlateFilters(ctx, { ...query, second: 'tag.a IS NULL' }).npmi).toBe(-1);
    }));
});

async function readPages(
  ctx: EngineContext,
  query: Partial<TraceQuery>,
  between: () => Promise<void> = () => Promise.resolve(),
): Promise<number[]> {
  const all: number[] = [];
  let pageToken: string | undefined;
  do {
    const page = findTraces(ctx, { filter: '', orderBy: [], maxResults: 3, ...query, pageToken });
    all.push(...page.traces.map(({ startedAt }) => startedAt - 1_700_000_000_000));
    pageToken = page.nextPageToken ?? undefined;
    await between();
  } while (pageToken !== undefined);
  return all;
}
