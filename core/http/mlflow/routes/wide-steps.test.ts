import { describe, expect, it } from 'vitest';
import type { TestHost } from '#core/testing/with-http-host.ts';
import { withHttpHost } from '#core/testing/with-http-host.ts';
import { parseJson } from '#core/kernel/json.ts';
import { createMlflowCaller, textAt } from '#core/testing/mlflow-client.ts';

const base = '/api/2.0/mlflow';
/** As `time.time_ns()` gives them: next to each other they are one number of JavaScript. */
const steps = ['1732620000000000001', '1732620000000000002', '1732620000000000003'] as const;
const [first, second, third] = steps;

interface Place {
  test: TestHost;
  runId: string;
  post(path: string, body: string): Promise<string>;
  get(path: string): Promise<string>;
}

function withRun(fn: (place: Place) => Promise<void>): Promise<void> {
  return withHttpHost(async (test) => {
    const runId = await createMlflowCaller(test).createRun();
    const headers = { 'content-type': 'application/json' };
    await fn({
      test,
      runId,
      post: async (path, body) => (await test.send(`${base}${path}`, { method: 'POST', headers, body })).body,
      get: async (path) => (await test.send(`${base}${path}`)).body,
    });
  });
}

/** Bodies are texts here: what a test writes by `JSON.stringify` would lose the digits itself. */
function metric(step: string, value: number | string = 1, more = ''): string {
  return `{"key":"m","value":${value},"timestamp":7,"step":${step}${more}}`;
}

function stepsIn(text: string): string[] {
  return [...text.matchAll(/"step":("?-?\d+"?)/g)].map(([, step = '']) => step);
}

describe('steps beyond 2^53', () => {
  it('come back as numbers with all their digits, in every answer that has steps', () =>
    withRun(async ({ runId, post, get }) => {
      expect(
        await post(
          '/runs/log-metric',
          `{"run_id":"${runId}","key":"m","value":1,"timestamp":7,"step":${first}}`,
        ),
      ).toBe('{}');
      const rest = [metric(third, 3), metric(second, 2)].join();
      expect(await post('/runs/log-batch', `{"run_id":"${runId}","metrics":[${rest}]}`)).toBe('{}');
      expect(stepsIn(await get(`/metrics/get-history?run_id=${runId}&metric_key=m`))).toEqual(steps);
      const sampled = `/metrics/get-history-bulk-interval?run_ids=${runId}&metric_key=m`;
      expect(stepsIn(await get(sampled))).toEqual(steps);
      expect(stepsIn(await get(`${sampled}&start_step=${second}&end_step=${second}`))).toEqual([second]);
      expect(stepsIn(await get(`/runs/get?run_id=${runId}`))).toEqual([third]);
      const search = await post('/runs/search', '{"experiment_ids":["0"],"filter":"metrics.m = 3"}');
      expect(stepsIn(search)).toEqual([third]);
    }));

  it.each([
    ['the greatest', '9223372036854775807', '9223372036854775807'],
    ['the least', '-9223372036854775808', '-9223372036854775808'],
    ['the first that is too wide for a number', '9007199254740993', '9007199254740993'],
    ['a text', '"1732620000000000001"', first],
    ['a float', '1.5e18', '1500000000000000000'],
    ['a small one beside a value of twenty digits', '3', '3', '12345678901234567890'],
  ])('%s', (_, sent, kept, value = '1') =>
    withRun(async ({ runId, post, get }) => {
      expect(await post('/runs/log-batch', `{"run_id":"${runId}","metrics":[${metric(sent, value)}]}`)).toBe(
        '{}',
      );
      const history = await get(`/metrics/get-history?run_id=${runId}&metric_key=m`);
      expect(stepsIn(history)).toEqual([kept]);
    }),
  );

  it.each(['9223372036854775808', '-9223372036854775809', '1e19', '1.5', '"9.5"'])('%s is none', (step) =>
    withRun(async ({ runId, post }) => {
      const answer = await post('/runs/log-batch', `{"run_id":"${runId}","metrics":[${metric(step)}]}`);
      expect(answer).toContain("for parameter 'metrics[0].step' supplied");
    }),
  );

  it('page after page give each point once', () =>
    withRun(async ({ runId, post, get }) => {
      const metrics = [...steps, '-1732620000000000001', '5'].map((step) => metric(step)).join();
      await post('/runs/log-batch', `{"run_id":"${runId}","metrics":[${metrics}]}`);
      const seen: string[] = [];
      for (let token = ''; ;) {
        const page = await get(
          `/metrics/get-history?run_id=${runId}&metric_key=m&max_results=2&page_token=${token}`,
        );
        seen.push(...stepsIn(page));
        token = /"next_page_token":"([^"]+)"/.exec(page)?.[1] ?? '';
        if (token === '') break;
      }
      expect(seen).toEqual(['-1732620000000000001', '5', ...steps]);
    }));

  it('that are sent again are kept once, and the later of two neighbours is the latest', () =>
    withRun(async ({ test, runId, post }) => {
      for (const step of [second, second, first]) {
        await post(
          '/runs/log-batch',
          `{"run_id":"${runId}","metrics":[${metric(step, Number(step === first))}]}`,
        );
      }
      const [latest] = (await test.client.runs.get({ runId })).metrics;
      expect(latest).toMatchObject({ step: second, value: 0, count: 2 });
    }));

  it('are texts to the screen and the command, page by page, and are taken as such', () =>
    withRun(async ({ test: { client }, runId }) => {
      await client.runs.logMetric({ runId, key: 'm', value: 1, step: first });
      await client.runs.logMetric({ runId, key: 'm', value: 2, step: 4 });
      await client.runs.logMetric({ runId, key: 'm', value: 3, step: second });
      const page = await client.runs.metricHistory({ runId, key: 'm', maxResults: 2 });
      expect(page.points.map(({ step }) => step)).toEqual([4, first]);
      const rest = await client.runs.metricHistory({ runId, key: 'm', pageToken: page.nextPageToken ?? '' });
      expect(rest.points.map(({ step }) => step)).toEqual([second]);
      for (const step of ['5', 'five', '9223372036854775808', '9007199254740993.0'])
        await expect(client.runs.logMetric({ runId, key: 'm', value: 1, step })).rejects.toThrow('64 bits');
    }));

  it('stand with logged models too', () =>
    withRun(async ({ runId, post, get }) => {
      const made = await post('/logged-models', '{"experiment_id":"0","name":"m"}');
      const model = textAt(parseJson(made), 'model', 'info', 'model_id');
      await post(
        '/runs/outputs',
        `{"run_id":"${runId}","models":[{"model_id":"${model}","step":${second}}]}`,
      );
      const points = metric(first, 1, `,"model_id":"${model}"`);
      await post('/runs/log-batch', `{"run_id":"${runId}","metrics":[${points}]}`);
      expect(stepsIn(await get(`/logged-models/${model}`))).toEqual([first]);
      expect(stepsIn(await get(`/runs/get?run_id=${runId}`))).toEqual([first, second]);
    }));
});
