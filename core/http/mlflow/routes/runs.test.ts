import { describe, expect, it } from 'vitest';
import type { Json } from '#core/kernel/json.ts';
import { at, createMlflowCaller, textAt, type MlflowCaller } from '#core/testing/mlflow-client.ts';
import { withHttpHost } from '#core/testing/with-http-host.ts';

const invalid = 'INVALID_PARAMETER_VALUE';
const missing = 'RESOURCE_DOES_NOT_EXIST';

function idsOf(body: Record<string, Json>): string[] {
  const runs = body['runs'];
  return Array.isArray(runs) ? runs.map((run) => textAt(run, 'info', 'run_id')) : [];
}

describe('runs', () => {
  it('are made with a name of their own, and say all that MLflow says of a new one', () =>
    withHttpHost(async (test) => {
      const mlflow = createMlflowCaller(test);
      const { status, body } = await mlflow.post('/runs/create', {
        experiment_id: '0',
        user_id: 'ada',
        start_time: '1700000000000',
        tags: [{ key: 'mlflow.user', value: 'ada' }],
      });
      const run_id = textAt(body, 'run', 'info', 'run_id');
      const name = textAt(body, 'run', 'info', 'run_name');
      expect(run_id).toMatch(/^[0-9a-f]{32}$/);
      expect(name).toMatch(/^[a-z]+-[a-z]+-\d{1,3}$/);
      expect({ status, body }).toEqual({
        status: 200,
        body: {
          run: {
            info: {
              run_uuid: run_id,
              run_id,
              run_name: name,
              experiment_id: '0',
              user_id: 'ada',
              status: 'RUNNING',
              start_time: 1_700_000_000_000,
              artifact_uri: `mlflow-artifacts:/0/${run_id}/artifacts`,
              lifecycle_stage: 'active',
            },
            data: {
              tags: [
                { key: 'mlflow.runName', value: name },
                { key: 'mlflow.user', value: 'ada' },
              ],
            },
            inputs: {},
          },
        },
      });
    }));

  it('land in experiment 0 when no other is named, from the start of time when none is', () =>
    withHttpHost(async (test) => {
      const { body } = await createMlflowCaller(test).post('/runs/create', '');
      expect(at(body, 'run', 'info')).toMatchObject({ experiment_id: '0', start_time: 0, user_id: '' });
    }));

  it('remember which client made them, and who did is in the activity', () =>
    withHttpHost(async (test) => {
      const runId = await createMlflowCaller(test).createRun();
      expect((await test.client.runs.get({ runId })).client).toBe('mlflow-python-client/3.17.2');
      const { entries } = await test.client.activity.list({});
      expect(entries[0]).toMatchObject({
        actor: { kind: 'client', name: 'mlflow 3.17.2' },
        action: 'run.create',
      });
    }));

  it('go by either of their ids, and are got whole by both ways of asking', () =>
    withHttpHost(async (test) => {
      const mlflow = createMlflowCaller(test);
      const run_id = await mlflow.createRun();
      for (const key of ['run_id', 'run_uuid']) {
        await mlflow.post('/runs/set-tag', { [key]: run_id, key: 'by', value: key });
        const { body } = await mlflow.get('/runs/get', { [key]: run_id });
        expect(at(body, 'run')).toMatchObject({
          info: { run_uuid: run_id, run_id },
          inputs: {},
          outputs: {},
        });
        expect(JSON.stringify(body)).toContain(`{"key":"by","value":"${key}"}`);
      }
      const both = await mlflow.get('/runs/get', { run_id, run_uuid: run_id });
      expect(both.status).toBe(200);
    }));

  it('end, are renamed and get a status by number', () =>
    withHttpHost(async (test) => {
      const mlflow = createMlflowCaller(test);
      const run_id = await mlflow.createRun();
      const update = { run_id, run_uuid: run_id, status: 3, end_time: '1700000000005', run_name: 'done' };
      const { body } = await mlflow.post('/runs/update', update);
      expect(at(body, 'run_info')).toMatchObject({
        run_id,
        run_name: 'done',
        status: 'FINISHED',
        end_time: 1_700_000_000_005,
      });
      await mlflow.post('/runs/set-tag', { run_id, key: 'mlflow.runName', value: 'again' });
      const got = await mlflow.get('/runs/get', { run_id });
      expect(at(got.body, 'run', 'info', 'run_name')).toBe('again');
    }));

  it('are deleted and restored, each as often as one likes, without their children', () =>
    withHttpHost(async (test) => {
      const mlflow = createMlflowCaller(test);
      const run_id = await mlflow.createRun();
      const child = await mlflow.createRun({ tags: [{ key: 'mlflow.parentRunId', value: run_id }] });
      for (const path of ['/runs/restore', '/runs/delete', '/runs/delete']) {
        expect(await mlflow.post(path, { run_id })).toEqual({ status: 200, body: {} });
      }
      const got = await mlflow.get('/runs/get', { run_id });
      expect(at(got.body, 'run', 'info', 'lifecycle_stage')).toBe('deleted');
      const refused = await mlflow.post('/runs/log-metric', { run_id, key: 'm', value: 1, timestamp: 1 });
      expect(refused).toMatchObject({ status: 400, body: { error_code: invalid } });
      expect(idsOf((await mlflow.post('/runs/search', { experiment_ids: ['0'] })).body)).toEqual([child]);
      expect(await mlflow.post('/runs/restore', { run_id })).toEqual({ status: 200, body: {} });
    }));

  it('cut what is too long, as the server of MLflow does', () =>
    withHttpHost(async (test) => {
      const mlflow = createMlflowCaller(test);
      const run_id = await mlflow.createRun({ tags: [{ key: 'long', value: 'x'.repeat(9000) }] });
      await mlflow.post('/runs/log-parameter', { run_id, key: 'p', value: 'y'.repeat(7000) });
      // The same again is cut to the same.
      const again = await mlflow.post('/runs/log-parameter', { run_id, key: 'p', value: 'y'.repeat(7000) });
      expect(again.status).toBe(200);
      const { body } = await mlflow.get('/runs/get', { run_id });
      expect(at(body, 'run', 'data', 'params')).toEqual([{ key: 'p', value: 'y'.repeat(6000) }]);
      expect(at(body, 'run', 'data', 'tags', 0)).toEqual({ key: 'long', value: 'x'.repeat(8000) });
    }));
});

describe('searches of runs', () => {
  async function makeRuns(mlflow: MlflowCaller): Promise<string[]> {
    const ids: string[] = [];
    for (const [index, value] of [0.3, 'NaN', 0.1, null, 0.2].entries()) {
      const run_id = await mlflow.createRun({ start_time: index });
      ids.push(run_id);
      if (value !== null) await mlflow.post('/runs/log-metric', { run_id, key: 'm', value, timestamp: 1 });
    }
    return ids;
  }

  it('are newest first, or in the order asked for, with NaN and missing values last', () =>
    withHttpHost(async (test) => {
      const mlflow = createMlflowCaller(test);
      const [a = '', nan = '', b = '', none = '', c = ''] = await makeRuns(mlflow);
      const search = async (message: object): Promise<string[]> =>
        idsOf((await mlflow.post('/runs/search', { experiment_ids: ['0'], ...message })).body);
      expect(await search({})).toEqual([c, none, b, nan, a]);
      expect(await search({ order_by: ['metrics.m ASC'] })).toEqual([b, c, a, nan, none]);
      expect(await search({ order_by: ['metrics.`m` DESC'] })).toEqual([a, c, b, nan, none]);
      expect(await search({ filter: 'metrics.m > 0.15', order_by: ['start_time'] })).toEqual([a, c]);
      expect(await search({ filter: 'metrics.m >= 0' })).not.toContain(nan);
    }));

  it('stay right page by page while runs are added', () =>
    withHttpHost(async (test) => {
      const mlflow = createMlflowCaller(test);
      const ids = await makeRuns(mlflow);
      const seen: string[] = [];
      let page_token: Json | undefined = '';
      for (let page = 0; page_token !== undefined; page++) {
        const message = { experiment_ids: ['0'], max_results: 2, order_by: ['metrics.m'], page_token };
        const { body } = await mlflow.post('/runs/search', message);
        seen.push(...idsOf(body));
        page_token = body['next_page_token'];
        const run_id = await mlflow.createRun({ start_time: 100 + page });
        await mlflow.post('/runs/log-metric', { run_id, key: 'm', value: -1, timestamp: 1 });
      }
      expect(seen.filter((id) => ids.includes(id)).toSorted()).toEqual(ids.toSorted());
      expect(new Set(seen).size).toBe(seen.length);
    }));

  it('find nothing in no experiments and in unknown ones, and say so with an empty answer', () =>
    withHttpHost(async (test) => {
      const mlflow = createMlflowCaller(test);
      await mlflow.createRun();
      for (const message of [{}, { experiment_ids: [] }, { experiment_ids: ['99'] }]) {
        expect(await mlflow.post('/runs/search', message)).toEqual({ status: 200, body: {} });
      }
      const mixed = await mlflow.post('/runs/search', { experiment_ids: ['99', '0'] });
      expect(idsOf(mixed.body)).toHaveLength(1);
    }));

  it('look where the view says', () =>
    withHttpHost(async (test) => {
      const mlflow = createMlflowCaller(test);
      const [kept, gone] = [await mlflow.createRun(), await mlflow.createRun()];
      await mlflow.post('/runs/delete', { run_id: gone });
      const search = async (run_view_type: unknown): Promise<string[]> =>
        idsOf((await mlflow.post('/runs/search', { experiment_ids: ['0'], run_view_type })).body);
      expect(await search('ACTIVE_ONLY')).toEqual([kept]);
      expect(await search(2)).toEqual([gone]);
      expect((await search('ALL')).toSorted()).toEqual([kept, gone].toSorted());
    }));
});

describe('requests about runs that are refused', () => {
  const posts: readonly (readonly [string, object, number, string, string])[] = [
    [
      '/runs/create',
      { experiment_id: 0 },
      400,
      invalid,
      "Invalid value 0 for parameter 'experiment_id' supplied",
    ],
    ['/runs/create', { experiment_id: '99' }, 404, missing, '99'],
    [
      '/runs/create',
      { start_time: 'foo' },
      400,
      invalid,
      `Invalid value "foo" for parameter 'start_time' supplied`,
    ],
    ['/runs/create', { run_name: 5 }, 400, invalid, "'run_name'"],
    [
      '/runs/create',
      { run_name: 'a', tags: [{ key: 'mlflow.runName', value: 'b' }] },
      400,
      invalid,
      'mlflow.runName',
    ],
    ['/runs/create', { tags: [{ key: 'a\\b', value: 'x' }] }, 400, invalid, 'a\\b'],
    ['/runs/update', {}, 400, invalid, "Missing value for required parameter 'run_id'"],
    ['/runs/update', { run_id: 'none', status: 'FINISHED' }, 404, missing, 'none'],
    [
      '/runs/update',
      { run_id: 'none', status: 'foo' },
      400,
      invalid,
      `Invalid value "foo" for parameter 'status'`,
    ],
    ['/runs/delete', { run_id: 'none' }, 404, missing, 'none'],
    ['/runs/restore', { run_id: 'none' }, 404, missing, 'none'],
    ['/runs/set-tag', { run_id: '' }, 400, invalid, "'key'"],
    [
      '/runs/set-tag',
      { run_id: 'none', value: 'x' },
      400,
      invalid,
      "Missing value for required parameter 'key'",
    ],
    ['/runs/delete-tag', { run_id: 'none', key: 'x' }, 404, missing, 'none'],
    ['/runs/search', { experiment_ids: ['abc'] }, 400, invalid, '"abc"'],
    ['/runs/search', { experiment_ids: '0' }, 400, invalid, "'experiment_ids'"],
    ['/runs/search', { max_results: 50_001 }, 400, invalid, "'max_results'"],
    ['/runs/search', { max_results: 0 }, 400, invalid, "'max_results'"],
    ['/runs/search', { filter: 'bogus.x = 1' }, 400, invalid, 'bogus'],
    ['/runs/search', { filter: 7 }, 400, invalid, "Invalid value 7 for parameter 'filter' supplied"],
    ['/runs/search', { order_by: ['start_time', 'start_time'] }, 400, invalid, 'start_time'],
    ['/runs/search', { order_by: [1] }, 400, invalid, "'order_by[0]'"],
    ['/runs/search', { page_token: 'garbage' }, 400, invalid, 'garbage'],
  ];

  it('are answered with the code and the words of MLflow', () =>
    withHttpHost(async (test) => {
      const mlflow = createMlflowCaller(test);
      for (const [path, message, status, error_code, words] of posts) {
        const answer = await mlflow.post(path, message);
        expect([path, message, answer]).toMatchObject([path, message, { status, body: { error_code } }]);
        expect(textAt(answer.body, 'message')).toContain(words);
      }
    }));

  it('GET without an id, and of a run that is not there', () =>
    withHttpHost(async (test) => {
      const mlflow = createMlflowCaller(test);
      expect(await mlflow.get('/runs/get')).toMatchObject({ status: 400, body: { error_code: invalid } });
      expect(await mlflow.get('/runs/get', { run_id: 'no' })).toMatchObject({
        status: 404,
        body: { error_code: missing },
      });
    }));

  it('a tag that is not there', () =>
    withHttpHost(async (test) => {
      const mlflow = createMlflowCaller(test);
      const run_id = await mlflow.createRun({ tags: [{ key: 'a', value: 'b' }] });
      expect(await mlflow.post('/runs/delete-tag', { run_id, key: 'a' })).toEqual({ status: 200, body: {} });
      expect((await mlflow.post('/runs/delete-tag', { run_id, key: 'a' })).status).toBe(404);
    }));
});
