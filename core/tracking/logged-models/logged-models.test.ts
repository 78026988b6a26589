import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LoggedModel } from '#contract/logged-models.ts';
import type { Inputs } from '#contract/procedures.ts';
import type { EngineContext } from '#core/store/context.ts';
import { createTestRun, failureOf } from '#core/testing/factories.ts';
import { withEngine, type TestEngine } from '#core/testing/with-engine.ts';
import { findRun } from '../find.ts';
import { createLoggedModel, finalizeLoggedModel, type NewLoggedModel } from './models.ts';
import {
  linkModelInputs,
  linkModelOutputs,
  readModelLinks,
  recordModelMetrics,
  type ModelPoint,
} from './links.ts';
import { findLoggedModels, type LoggedModelQuery } from './search.ts';
import { logModelParams } from './texts.ts';

function make({ engine }: TestEngine, overrides: Partial<NewLoggedModel> = {}): Promise<LoggedModel> {
  return createLoggedModel(engine.ctx, { experimentId: '0', name: 'model', ...overrides });
}

type Point = Partial<ModelPoint> & Pick<ModelPoint, 'modelId' | 'value'>;

function logPoints(ctx: EngineContext, runId: string, points: readonly Point[]): Promise<number> {
  return ctx.write((tx) => {
    tx.unchanged();
    const whole = points.map((point) => ({ key: 'acc', step: 0, timestamp: 1, ...point }));
    return recordModelMetrics(tx, findRun(tx.db, runId), whole);
  });
}

describe('a logged model', () => {
  it('tells screens, activity and lineage of itself', () =>
    withEngine(async (test) => {
      const { client, engine } = test;
      const { runId } = await createTestRun(client);
      const made = await make(test, { sourceRunId: runId, tags: [{ key: 'a', value: 'b' }] });
      expect(made).toMatchObject({ status: 'PENDING', lifecycle: 'active', sourceRunId: runId, metrics: [] });
      await finalizeLoggedModel(engine.ctx, made.modelId, 'READY');
      await engine.ctx.write((tx) => {
        tx.unchanged();
        linkModelOutputs(tx, findRun(tx.db, runId), [{ modelId: made.modelId, step: 3 }]);
      });
      await client.loggedModels.setTag({ modelId: made.modelId, key: 'a', value: 'c' });
      await client.loggedModels.deleteTag({ modelId: made.modelId, key: 'a' });
      await client.loggedModels.delete({ modelId: made.modelId });
      const { entries } = await client.activity.list({ entityKind: 'logged_model', entityId: made.modelId });
      expect(entries.map(({ action }) => action.replace('logged_model.', ''))).toEqual([
        'delete',
        'delete_tag',
        'set_tags',
        'finalize',
        'create',
      ]);
      expect(await client.loggedModels.get({ modelId: made.modelId })).toMatchObject({
        lifecycle: 'deleted',
      });
      const { nodes } = await client.lineage.trace({ uri: `models:/${made.modelId}` });
      expect(nodes.map(({ type, uri }) => [type, uri])).toEqual([
        ['LoggedModel', `models:/${made.modelId}`],
        ['Run', `runs:/${runId}`],
      ]);
    }));

  it('needs an experiment that is not deleted', () =>
    withEngine(async (test) => {
      const { experimentId } = await test.client.experiments.create({ name: 'x' });
      await test.client.experiments.delete({ experimentId });
      expect(await failureOf(make(test, { experimentId }))).toMatchObject({ code: 'INVALID_STATE' });
      expect(await failureOf(make(test, { experimentId: '9' }))).toMatchObject({ code: 'NOT_FOUND' });
    }));

  it('keeps params as they were first', () =>
    withEngine(async (test) => {
      const { modelId } = await make(test, { params: [{ key: 'c', value: '1' }] });
      await logModelParams(test.engine.ctx, modelId, [{ key: 'c', value: '1' }]);
      const change = logModelParams(test.engine.ctx, modelId, [
        { key: 'd', value: '1' },
        { key: 'c', value: '2' },
      ]);
      expect(await failureOf(change)).toMatchObject({ code: 'INVALID_ARGUMENT' });
      expect((await test.client.loggedModels.get({ modelId })).params).toEqual([{ key: 'c', value: '1' }]);
    }));
});

describe('metrics of a logged model', () => {
  it('may be NaN, count once, and keep run and dataset', () =>
    withEngine(async (test) => {
      const { ctx } = test.engine;
      const { runId } = await createTestRun(test.client);
      const { modelId } = await make(test);
      const points: Point[] = [
        { modelId, value: 'NaN' },
        { modelId, value: 0.5, timestamp: 2 },
        { modelId, value: 0.7, timestamp: 2, step: 1, datasetName: 'd', datasetDigest: 'x' },
      ];
      expect(await logPoints(ctx, runId, points)).toBe(3);
      expect(await logPoints(ctx, runId, points)).toBe(0);
      const { metrics } = await test.client.loggedModels.get({ modelId });
      expect(metrics).toEqual([
        { key: 'acc', value: 0.5, step: 0, timestamp: 2, runId, datasetName: null, datasetDigest: null },
        { key: 'acc', value: 0.7, step: 1, timestamp: 2, runId, datasetName: 'd', datasetDigest: 'x' },
      ]);
      const failure = await failureOf(logPoints(ctx, runId, [{ modelId: 'm-none', value: 1 }]));
      expect(failure).toMatchObject({ code: 'NOT_FOUND', data: { kind: 'logged_model', id: 'm-none' } });
    }));
});

describe('links of runs and logged models', () => {
  it('are read for many runs at once, and made once', () =>
    withEngine(async (test) => {
      const { ctx } = test.engine;
      const runs = [await createTestRun(test.client), await createTestRun(test.client)];
      const [a, b] = [await make(test), await make(test)];
      const link = (): Promise<number> =>
        ctx.write((tx) => {
          tx.unchanged();
          const [first, second] = runs.map(({ runId }) => findRun(tx.db, runId));
          if (first === undefined || second === undefined) throw new Error('two runs are needed');
          return (
            linkModelOutputs(
              tx,
              first,
              [a, b].map(({ modelId }, step) => ({ modelId, step })),
            ) + linkModelInputs(tx, second, [b.modelId])
          );
        });
      expect(await link()).toBe(3);
      expect(await link()).toBe(0);
      const ids = runs.map(({ runId }) => findRun(ctx.db, runId).id);
      expect([...readModelLinks(ctx.db, ids)]).toEqual(
        [
          [
            ids[0],
            {
              inputs: [],
              outputs: [
                { modelId: a.modelId, step: 0 },
                { modelId: b.modelId, step: 1 },
              ],
            },
          ],
          [ids[1], { inputs: [b.modelId], outputs: [] }],
        ].toSorted(([one], [other]) => Number(other) - Number(one)),
      );
    }));
});

describe('a purge', () => {
  const files = (test: TestEngine, model: LoggedModel): string => {
    const folder = join(test.engine.ctx.paths.artifacts, '0', 'models', model.modelId, 'artifacts');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'MLmodel'), 'flavors: { python_function: {} }');
    return folder;
  };

  it('of a run takes its logged models and their files, and counts them', () =>
    withEngine(async (test) => {
      const { client, engine } = test;
      const { runId } = await createTestRun(client);
      const other = await createTestRun(client);
      const [gone, kept] = [
        await make(test, { sourceRunId: runId }),
        await make(test, { sourceRunId: other.runId }),
      ];
      const [goneFiles, keptFiles] = [files(test, gone), files(test, kept)];
      await logPoints(engine.ctx, runId, [{ modelId: kept.modelId, value: 1 }]);
      await client.runs.delete({ runId });
      expect(await client.runs.purgePreview({ runId })).toMatchObject({ files: 1 });
      expect(await client.runs.purge({ runId })).toMatchObject({ runs: 1, files: 1 });
      expect([existsSync(goneFiles), existsSync(keptFiles)]).toEqual([false, true]);
      const { models } = await client.loggedModels.search({ view: 'all' });
      expect(models).toMatchObject([{ modelId: kept.modelId, metrics: [] }]);
    }));

  it('of an experiment takes those without a run too', () =>
    withEngine(async (test) => {
      const { experimentId } = await test.client.experiments.create({ name: 'x' });
      const model = await make(test, { experimentId });
      await test.client.experiments.delete({ experimentId });
      await test.client.experiments.purge({ experimentId });
      expect(await failureOf(test.client.loggedModels.get({ modelId: model.modelId }))).toMatchObject({
        code: 'NOT_FOUND',
      });
    }));

  it('waits for the versions that need the files', () =>
    withEngine(async (test) => {
      const { client } = test;
      const { runId } = await createTestRun(client);
      const model = await make(test, { sourceRunId: runId });
      files(test, model);
      await client.registry.create({ name: 'churn' });
      await client.registry.createVersion({ name: 'churn', source: `models:/${model.modelId}` });
      await client.runs.delete({ runId });
      expect(await failureOf(client.runs.purge({ runId }))).toMatchObject({
        code: 'INVALID_STATE',
        message: expect.stringContaining('models:/churn/1'),
      });
      await client.registry.deleteVersion({ name: 'churn', version: 1 });
      expect(await client.runs.purge({ runId })).toMatchObject({ runs: 1 });
    }));
});

describe('a search of logged models', () => {
  const metric = (key: string, descending = false): LoggedModelQuery['order'][number] => ({
    entity: 'metric',
    key,
    descending,
  });

  /** Models a to e in the order in which they are made: one second apart, e in experiment 1. */
  async function fill(
    test: TestEngine,
  ): Promise<{ find(query: Partial<LoggedModelQuery>): string; ids: string[] }> {
    const { ctx } = test.engine;
    await test.client.experiments.create({ name: 'other' });
    const { runId } = await createTestRun(test.client);
    const given: [string, Partial<NewLoggedModel>][] = [
      ['a', { sourceRunId: runId, params: [{ key: 'c', value: '1' }], tags: [{ key: 't', value: 'Å' }] }],
      ['b', { modelType: 'agent', params: [{ key: 'c', value: '1.0' }] }],
      ['c', { params: [{ key: 'c', value: '2' }] }],
      ['d', {}],
      ['e', { experimentId: '1' }],
    ];
    const ids: string[] = [];
    for (const [name, overrides] of given) {
      ids.push((await make(test, { name, ...overrides })).modelId);
      test.clock.advance(1000);
    }
    const [a = '', b = '', c = ''] = ids;
    await logPoints(ctx, runId, [
      { modelId: a, value: 0.9 },
      { modelId: a, value: 0.1, timestamp: 9 },
      { modelId: b, value: 0.5, datasetName: 'd', datasetDigest: 'x' },
      { modelId: c, value: 'NaN' },
      { modelId: b, value: 3, key: 'val loss' },
    ]);
    await finalizeLoggedModel(ctx, a, 'READY');
    await finalizeLoggedModel(ctx, b, 'UPLOAD_FAILED');
    const find = (query: Partial<LoggedModelQuery>): string =>
      findLoggedModels(ctx, {
        experimentIds: ['0', '1', '77'],
        filter: '',
        order: [],
        view: 'active',
        maxResults: 100,
        metrics: 'all',
        ...query,
      })
        .models.map(({ name }) => name)
        .join('');
    return { find, ids };
  }

  it('finds what a filter means', () =>
    withEngine(async (test) => {
      const { find, ids } = await fill(test);
      const expected: Record<string, string> = {
        '': 'edcba',
        "name = 'a'": 'a',
        "attributes.name != 'a'": 'edcb',
        "name ILIKE 'A' OR name IN ('b', 'c')": 'cba',
        [`model_id = '${ids[1] ?? ''}'`]: 'b',
        "model_type = 'agent'": 'b',
        'source_run_id IS NOT NULL': 'a',
        'source_run_id IS NULL': 'edcb',
        "experiment_id = '1'": 'e',
        'experiment_id = 1': 'e',
        "status = 'READY'": 'a',
        "status = 'LOGGED_MODEL_READY'": 'a',
        "status IN ('FAILED', 'READY')": 'ba',
        "status != 'PENDING'": 'ba',
        "params.c = '1'": 'a',
        'params.c = 1': 'a',
        'params.c = 1.0': 'b',
        "params.c != '1'": 'cb',
        "params.c LIKE '1%' AND NOT model_type = 'agent'": 'a',
        "tags.t = 'Å'": 'a',
        'tags.t IS NULL': 'edcb',
        'metrics.acc > 0.8': 'a',
        'metrics.acc < 0.2': 'a',
        'metrics.acc <= 0.5': 'ba',
        'metrics.acc IS NOT NULL': 'cba',
        'metrics.acc = 0': '',
        'metrics.`val loss` >= 3': 'b',
        'metrics.unknown > 0': '',
        'NOT metrics.unknown > 0': 'edcba',
        "artifact_location LIKE 'mlflow-artifacts:/1/%'": 'e',
      };
      for (const [filter, names] of Object.entries(expected))
        expect([filter, find({ filter })]).toEqual([filter, names]);
      expect(find({ experimentIds: ['1'] })).toBe('e');
      expect(find({ experimentIds: undefined })).toBe('edcba');
      expect(find({ datasets: [{ name: 'd' }] })).toBe('b');
      expect(find({ datasets: [{ name: 'd', digest: 'y' }] })).toBe('');
      expect(find({ datasets: [{ name: 'd' }], filter: 'metrics.acc > 0' })).toBe('b');
      expect(find({ datasets: [{ name: 'd' }], filter: 'metrics.acc > 0.8' })).toBe('');
    }));

  it('orders by attributes and by the newest point of a metric, NaN and nothing last', () =>
    withEngine(async (test) => {
      const { find } = await fill(test);
      expect(find({ order: [metric('acc')] })).toBe('abced');
      expect(find({ order: [metric('acc', true)] })).toBe('baced');
      expect(find({ order: [{ ...metric('acc'), dataset: { name: 'd' } }] })).toBe('bedca');
      expect(find({ order: [{ entity: 'attribute', key: 'name', descending: false }] })).toBe('abcde');
      expect(find({ order: [{ entity: 'attribute', key: 'source_run_id', descending: true }] })).toBe(
        'aedcb',
      );
    }));

  it('goes on where a page has ended, also while models arrive', () =>
    withEngine(async (test) => {
      const { find, ids } = await fill(test);
      for (const order of [[], [metric('acc')], [metric('acc', true)]]) {
        const whole = find({ order }).replaceAll('new', '');
        const query = { filter: '', order, view: 'active', maxResults: 1, metrics: 'latest' } as const;
        let found = '';
        let pageToken: string | undefined;
        for (;;) {
          const page = findLoggedModels(test.engine.ctx, { ...query, pageToken });
          for (const { name, modelId } of page.models) if (ids.includes(modelId)) found += name;
          if (page.nextPageToken === null) break;
          pageToken = page.nextPageToken;
          if (found.length < 3) await make(test, { name: 'new' });
        }
        expect(found).toBe(whole);
      }
    }));

  it.each([
    ["title = 'x'", 'unknown_attribute'],
    ["run.name = 'x'", 'unknown_entity'],
    ["metrics.acc = '1'", 'value_type'],
    ['name = model', 'value_type'],
    ['name = 1', 'value_type'],
    ["creation_time LIKE '1'", 'operator_not_allowed'],
    ["name == 'x'", 'unexpected_token'],
    ['status IN ()', 'empty_list'],
  ])('refuses %s', (filter, problem) =>
    withEngine(async ({ client }) => {
      const input: Inputs['loggedModels']['search'] = { filter };
      expect(await failureOf(client.loggedModels.search(input))).toMatchObject({
        code: 'FILTER_SYNTAX',
        data: { problem },
      });
    }),
  );

  it('over RPC is by experiment, by run, in an order as text', () =>
    withEngine(async (test) => {
      await fill(test);
      const find = async (input: Inputs['loggedModels']['search']): Promise<string> =>
        (await test.client.loggedModels.search(input)).models.map(({ name }) => name).join('');
      const { models } = await test.client.loggedModels.search({ filter: "name = 'a'" });
      expect(await find({ runId: models[0]?.sourceRunId ?? '' })).toBe('a');
      expect(await find({ orderBy: ['metrics.acc DESC', 'name'] })).toBe('bacde');
      expect(await failureOf(find({ experimentIds: ['77'] }))).toMatchObject({ code: 'NOT_FOUND' });
      expect(await failureOf(find({ orderBy: ['params.c'] }))).toMatchObject({ code: 'FILTER_SYNTAX' });
    }));
});
