import { describe, expect, it } from 'vitest';
import { at, createMlflowCaller, textAt } from '#core/testing/mlflow-client.ts';
import { withHttpHost } from '#core/testing/with-http-host.ts';

const invalid = 'INVALID_PARAMETER_VALUE';
const missing = 'RESOURCE_DOES_NOT_EXIST';

describe('experiments', () => {
  it('are made, got by id and by name, renamed, tagged', () =>
    withHttpHost(async (test) => {
      const mlflow = createMlflowCaller(test);
      const made = await mlflow.post('/experiments/create', {
        name: 'a',
        tags: [{ key: 'team', value: 'x' }],
      });
      expect(made).toEqual({ status: 200, body: { experiment_id: '1' } });
      const now = test.clock.now();
      const experiment = {
        experiment_id: '1',
        name: 'a',
        artifact_location: 'mlflow-artifacts:/1',
        lifecycle_stage: 'active',
        last_update_time: now,
        creation_time: now,
        tags: [{ key: 'team', value: 'x' }],
      };
      expect(await mlflow.get('/experiments/get', { experiment_id: '1' })).toEqual({
        status: 200,
        body: { experiment },
      });
      const rename = await mlflow.post('/experiments/update', { experiment_id: '1', new_name: 'b' });
      expect(rename).toEqual({ status: 200, body: {} });
      await mlflow.post('/experiments/set-experiment-tag', { experiment_id: '1', key: 'note' });
      await mlflow.post('/experiments/delete-experiment-tag', { experiment_id: '1', key: 'team' });
      const found = await mlflow.get('/experiments/get-by-name', { experiment_name: 'b' });
      expect(found.body).toMatchObject({ experiment: { name: 'b', tags: [{ key: 'note', value: '' }] } });
    }));

  it('the default one is there from the start, and answers on both bases', () =>
    withHttpHost(async (test) => {
      for (const base of ['/api/2.0/mlflow', '/ajax-api/2.0/mlflow']) {
        const { body } = await createMlflowCaller(test, base).get('/experiments/get', { experiment_id: '0' });
        expect(body).toMatchObject({ experiment: { experiment_id: '0', name: 'Default' } });
        expect(body['experiment']).not.toHaveProperty('tags');
      }
    }));

  it('are found by search in pages, newest first, over POST and GET', () =>
    withHttpHost(async (test) => {
      const mlflow = createMlflowCaller(test);
      for (const name of ['a', 'b', 'c']) {
        test.clock.advance(1);
        await mlflow.createExperiment(name);
      }
      const first = await mlflow.post('/experiments/search', { max_results: 2, filter: "name != 'Default'" });
      expect(namesOf(first.body)).toEqual(['c', 'b']);
      test.clock.advance(1);
      await mlflow.createExperiment('newer');
      const query = {
        max_results: '2',
        filter: "name != 'Default'",
        page_token: textAt(first.body, 'next_page_token'),
      };
      const second = await mlflow.get('/experiments/search', query);
      expect(namesOf(second.body)).toEqual(['a']);
      expect(second.body).not.toHaveProperty('next_page_token');
      const ordered = await mlflow.get('/experiments/search', { max_results: '9', order_by: ['name ASC'] });
      expect(namesOf(ordered.body)).toEqual(['Default', 'a', 'b', 'c', 'newer']);
      const none = await mlflow.post('/experiments/search', { max_results: 5, view_type: 'DELETED_ONLY' });
      expect(none.body).toEqual({});
    }));

  it('are deleted with their runs and come back with them, each only once', () =>
    withHttpHost(async (test) => {
      const mlflow = createMlflowCaller(test);
      const experiment_id = await mlflow.createExperiment('a');
      const run_id = await mlflow.createRun({ experiment_id });
      const stageOfRun = async (): Promise<unknown> =>
        at((await mlflow.get('/runs/get', { run_id })).body, 'run', 'info', 'lifecycle_stage');
      expect(await mlflow.post('/experiments/delete', { experiment_id })).toEqual({ status: 200, body: {} });
      expect(await stageOfRun()).toBe('deleted');
      const got = await mlflow.get('/experiments/get-by-name', { experiment_name: 'a' });
      expect(got.body).toMatchObject({ experiment: { lifecycle_stage: 'deleted' } });
      const again = await mlflow.post('/experiments/delete', { experiment_id });
      expect(again).toMatchObject({ status: 404, body: { error_code: missing } });
      expect(await mlflow.post('/experiments/restore', { experiment_id })).toEqual({ status: 200, body: {} });
      expect(await stageOfRun()).toBe('active');
      const back = await mlflow.post('/experiments/restore', { experiment_id });
      expect(back).toMatchObject({ status: 404, body: { error_code: missing } });
    }));

  it('that are deleted take no change and keep their name, with a status that clients do not try again on', () =>
    withHttpHost(async (test) => {
      const mlflow = createMlflowCaller(test);
      const experiment_id = await mlflow.createExperiment('a');
      await mlflow.post('/experiments/delete', { experiment_id });
      for (const [path, message, error_code] of [
        ['/experiments/update', { experiment_id, new_name: 'b' }, invalid],
        ['/experiments/set-experiment-tag', { experiment_id, key: 'k', value: 'v' }, invalid],
        ['/runs/create', { experiment_id }, invalid],
        ['/experiments/create', { name: 'a' }, 'RESOURCE_ALREADY_EXISTS'],
      ] as const) {
        expect(await mlflow.post(path, message)).toMatchObject({ status: 400, body: { error_code } });
      }
    }));

  it('keep a place for artifacts that a client names, for their runs too', () =>
    withHttpHost(async (test) => {
      const mlflow = createMlflowCaller(test);
      const place = 's3://bucket/folder/?versionId=1';
      const { body } = await mlflow.post('/experiments/create', { name: 'a', artifact_location: place });
      const run = await mlflow.post('/runs/create', { experiment_id: body['experiment_id'] });
      const run_id = textAt(run.body, 'run', 'info', 'run_id');
      expect(at(run.body, 'run', 'info', 'artifact_uri')).toBe(
        `s3://bucket/folder/${run_id}/artifacts?versionId=1`,
      );
    }));
});

describe('requests about experiments that are refused', () => {
  const posts: readonly (readonly [string, object, number, string, string])[] = [
    ['/experiments/create', {}, 400, invalid, "Missing value for required parameter 'name'"],
    ['/experiments/create', { name: '' }, 400, invalid, "Missing value for required parameter 'name'"],
    ['/experiments/create', { name: 5 }, 400, invalid, "Invalid value 5 for parameter 'name' supplied"],
    ['/experiments/create', { name: 'x'.repeat(501) }, 400, invalid, '500'],
    ['/experiments/create', { name: 'Default' }, 400, 'RESOURCE_ALREADY_EXISTS', 'Default'],
    ['/experiments/create', { name: 'a', artifact_location: 'runs:/x/y' }, 400, invalid, 'runs'],
    ['/experiments/create', { name: 'a', artifact_location: 's3://b/#x' }, 400, invalid, 'fragment'],
    ['/experiments/create', { name: 'a', artifact_location: 's3://b/a;b' }, 400, invalid, 'parameters'],
    ['/experiments/create', { name: 'a', artifact_location: 's3://b?x=%252e%252e/y' }, 400, invalid, '..'],
    [
      '/experiments/create',
      { name: 'a', artifact_location: `s3://${'x'.repeat(2048)}` },
      400,
      invalid,
      '2048',
    ],
    ['/experiments/create', { name: 'a', tags: 'foo' }, 400, invalid, "for parameter 'tags' supplied"],
    ['/experiments/create', { name: 'a', tags: [{ value: 'v' }] }, 400, invalid, "'tags[0].key'"],
    ['/experiments/update', { experiment_id: '0' }, 400, invalid, "'new_name'"],
    ['/experiments/update', { experiment_id: '99', new_name: 'b' }, 404, missing, '99'],
    [
      '/experiments/delete',
      { experiment_id: 1 },
      400,
      invalid,
      "Invalid value 1 for parameter 'experiment_id'",
    ],
    ['/experiments/delete', { experiment_id: 'abc' }, 400, invalid, '"abc"'],
    ['/experiments/delete', { experiment_id: '99' }, 404, missing, '99'],
    ['/experiments/restore', {}, 400, invalid, "Missing value for required parameter 'experiment_id'"],
    ['/experiments/set-experiment-tag', { experiment_id: '0', key: 'x'.repeat(251) }, 400, invalid, '250'],
    [
      '/experiments/set-experiment-tag',
      { experiment_id: '0', key: 'k', value: 'x'.repeat(20_001) },
      400,
      invalid,
      '20000',
    ],
    ['/experiments/delete-experiment-tag', { experiment_id: '0', key: 'none' }, 404, missing, 'none'],
    ['/experiments/search', {}, 400, invalid, "'max_results'"],
    ['/experiments/search', { max_results: 0 }, 400, invalid, "'max_results'"],
    ['/experiments/search', { max_results: 50_001 }, 400, invalid, "'max_results'"],
    ['/experiments/search', { max_results: 5, filter: 'attributes.name = 1' }, 400, invalid, 'attributes'],
    ['/experiments/search', { max_results: 5, page_token: 'garbage' }, 400, invalid, 'garbage'],
    ['/experiments/search', { max_results: 5, order_by: ['name', 'name'] }, 400, invalid, 'name'],
    ['/experiments/search', { max_results: 5, view_type: 'NONE' }, 400, invalid, "'view_type'"],
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

  const gets: readonly (readonly [string, Record<string, string>, number, string])[] = [
    ['/experiments/get', {}, 400, invalid],
    ['/experiments/get', { experiment_id: 'abc' }, 400, invalid],
    ['/experiments/get', { experiment_id: '-1' }, 400, invalid],
    ['/experiments/get', { experiment_id: '99' }, 404, missing],
    ['/experiments/get', { experiment_id: '99999999999999999999' }, 404, missing],
    ['/experiments/get-by-name', { experiment_name: 'none' }, 404, missing],
    ['/experiments/get-by-name', {}, 400, invalid],
  ];

  it('are answered so when they come as queries too', () =>
    withHttpHost(async (test) => {
      const mlflow = createMlflowCaller(test);
      for (const [path, query, status, error_code] of gets) {
        const answer = await mlflow.get(path, query);
        expect([path, query, answer]).toMatchObject([path, query, { status, body: { error_code } }]);
      }
    }));
});

function namesOf(body: Parameters<typeof at>[0]): unknown[] {
  const experiments = at(body, 'experiments');
  return Array.isArray(experiments) ? experiments.map((item) => at(item, 'name')) : [];
}
