import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EngineClient } from '#contract/procedures.ts';
import type { ModelVersion } from '#contract/registry.ts';
import { createTestRun, errorToFailure, failureOf, type Failure } from '#core/testing/factories.ts';
import { createModelRun, createTestVersion, modelFiles } from '#core/testing/test-models.ts';
import { withEngine } from '#core/testing/with-engine.ts';
import { purgeRun } from '#core/tracking/index.ts';
import { locateModelFolder } from './index.ts';
import { parseRequirement } from './model-folder.ts';

describe('a version of a run', () => {
  it('knows what its files say', () =>
    withEngine(async ({ client }) => {
      const version = await createTestVersion(client, 'churn');
      expect(version).toMatchObject({
        name: 'churn',
        version: 1,
        uri: 'models:/churn/1',
        stage: 'None',
        userId: 'test',
        flavors: ['stile_text', 'python_function'],
        signature: {
          inputs: [{ type: 'string', name: 'text', required: true }],
          outputs: [{ type: 'string', name: 'label', required: true }],
          params: null,
        },
        environment: [
          { name: 'python', version: '3.10' },
          { name: 'scikit-learn', version: '1.4.2' },
          { name: 'numpy', version: '>=1.26,<3' },
          { name: 'pandas', version: '' },
        ],
        bytes: Object.values(modelFiles()).join('').length,
      });
      expect(version.source).toBe(`runs:/${version.runId ?? ''}/model`);
      expect((await client.registry.get({ name: 'churn' })).latestVersion).toEqual(version);
    }));

  it('knows the datasets and the metrics by split of its run', () =>
    withEngine(async ({ client }) => {
      const runId = await createModelRun(client);
      await client.runs.logInputs({
        runId,
        datasets: [
          { name: 'reviews', digest: 'a', sourceType: 'stile', source: 'datasets:/reviews/1' },
          { name: 'other', digest: 'b', sourceType: 'local', source: '/home/x.csv' },
        ],
      });
      for (const [key, value] of [
        ['heldout_accuracy', 0.9],
        ['cv_mean_accuracy', 'NaN'],
        ['seconds', 3],
      ] as const) {
        await client.runs.logMetric({ runId, key, value });
      }
      // What the experiment says of a metric holds for its versions too.
      const key = 'stile.metric_direction.heldout_accuracy';
      await client.experiments.setTag({ experimentId: '0', key, value: 'none' });
      const made = await createTestVersion(client, 'churn', { source: `runs:/${runId}/model` });
      const unknown = { n: null, dataset: null };
      expect(made.datasets).toEqual(['datasets:/reviews/1']);
      expect(made.metrics).toEqual([
        { key: 'mean_accuracy', split: 'cv', value: 'NaN', ...unknown, direction: 'higher', isShare: false },
        { key: 'accuracy', split: 'heldout', value: 0.9, ...unknown, direction: 'none', isShare: true },
      ]);
      const graph = await client.lineage.trace({ uri: made.uri, direction: 'upstream' });
      expect(graph.nodes.map(({ uri }) => uri)).toEqual([
        'models:/churn/1',
        `runs:/${runId}`,
        'datasets:/reviews/1',
        'mlflow-datasets:/other/b',
      ]);
    }));

  it('keeps the metrics that it is given', () =>
    withEngine(async ({ client }) => {
      const metrics = [
        { key: 'accuracy', split: 'heldout', value: 0.875, n: 400, dataset: 'datasets:/reviews_heldout/1' },
      ];
      expect((await createTestVersion(client, 'churn', { metrics })).metrics).toMatchObject(metrics);
    }));

  it.each([
    ['MLmodel', { MLmodel: null }, 'the file is missing'],
    ['MLmodel', { MLmodel: 'flavors: [1' }, 'no YAML'],
    ['MLmodel', { MLmodel: 'just words' }, 'not as MLflow writes it'],
    [
      'MLmodel',
      { MLmodel: "{ flavors: {}, signature: { inputs: 'nonsense' } }" },
      '"signature.inputs" is no JSON',
    ],
  ])('of a folder without a good %s (%j) is refused, and nothing is left of it', (file, overrides, problem) =>
    withEngine(async ({ client }) => {
      const runId = await createModelRun(client, modelFiles(overrides));
      const failure = await failureOf(createTestVersion(client, 'churn', { source: `runs:/${runId}/model` }));
      expect(failure).toMatchObject({ code: 'MODEL_DAMAGED', data: { model: `runs:/${runId}/model`, file } });
      expect(failure.message).toContain(problem);
      expect((await createTestVersion(client, 'churn')).version).toBe(1);
    }),
  );

  it('needs a run that is there and not deleted, and a folder inside of it', () =>
    withEngine(async ({ client }) => {
      const { runId } = await createTestRun(client);
      const failWith = async (source: string, extra: { runId?: string } = {}): Promise<Failure> =>
        failureOf(createTestVersion(client, 'churn', { source, ...extra }));
      expect(await failWith('runs:/ffff/model')).toMatchObject({
        code: 'NOT_FOUND',
        data: { kind: 'run', id: 'ffff' },
      });
      expect(await failWith(`runs:/${runId}/model`)).toMatchObject({
        code: 'MODEL_DAMAGED',
        data: { file: 'model', problem: 'the folder is not there' },
      });
      expect((await failWith('runs:/')).code).toBe('INVALID_ARGUMENT');
      expect((await failWith(`runs:/${runId}/model`, { runId: 'other' })).code).toBe('INVALID_ARGUMENT');
      await client.runs.delete({ runId });
      expect(await failWith(`runs:/${runId}/model`)).toMatchObject({ code: 'INVALID_STATE' });
    }));
});

describe('a version from elsewhere', () => {
  it.each(['https://example.org/model', 's3://bucket/model', 'mlflow-artifacts:/0/models/m-1/artifacts'])(
    'keeps its address %s as it is',
    (source) =>
      withEngine(async ({ client }) => {
        const version = await createTestVersion(client, 'churn', { source, runId: 'of another tracker' });
        expect(version).toMatchObject({ source, runId: 'of another tracker', flavors: [], bytes: null });
        const graph = await client.lineage.trace({ uri: version.uri });
        expect(graph.nodes).toMatchObject([{ uri: 'models:/churn/1', type: 'ModelVersion' }]);
      }),
  );

  it('may be a version that is registered here: the same files under a second name', () =>
    withEngine(async ({ client, engine }) => {
      const first = await createTestVersion(client, 'churn');
      const copy = await createTestVersion(client, 'production-churn', { source: 'models:/churn/1' });
      expect(copy).toMatchObject({ flavors: first.flavors, runId: first.runId, bytes: first.bytes });
      expect(locateModelFolder(engine.ctx, copy.uri)).toBe(locateModelFolder(engine.ctx, first.uri));
      const failure = await failureOf(createTestVersion(client, 'x', { source: 'models:/churn/9' }));
      expect(failure).toMatchObject({ code: 'NOT_FOUND', data: { kind: 'model_version', id: 'churn/9' } });
    }));

  it.each([
    ['PATH_NOT_ALLOWED', 'mlflow-artifacts:/../../etc'],
    ['PATH_NOT_ALLOWED', 'https://example.org/a/%2e%2e/b'],
    ['PATH_NOT_ALLOWED', 's3://b/%252e%252e/x'],
    ['PATH_NOT_ALLOWED', 'runs:/abc/..\\x'],
    ['PATH_NOT_ALLOWED', 'runs:/../x'],
    ['INVALID_ARGUMENT', '/home/anna/model'],
    ['INVALID_ARGUMENT', 'file:///home/anna/model'],
    ['INVALID_ARGUMENT', 'C:\\models\\churn'],
    ['INVALID_ARGUMENT', 'model'],
    ['INVALID_ARGUMENT', ''],
    ['INVALID_ARGUMENT', 'models:/a/b/c'],
  ])('is refused with %s for %j', (code, source) =>
    withEngine(async ({ client }) => {
      expect((await failureOf(createTestVersion(client, 'churn', { source }))).code).toBe(code);
    }),
  );
});

describe('an address', () => {
  it('means a version by number, alias, newest or name', () =>
    withEngine(async ({ client }) => {
      for (let i = 0; i < 3; i++) await createTestVersion(client, 'churn', { source: 's3://b/m' });
      await client.registry.promote({ name: 'churn', version: 2, reason: 'first' });
      const found = async (uri: string): Promise<number> => (await client.registry.resolve({ uri })).version;
      expect(await found('models:/churn/1')).toBe(1);
      expect(await found('models:/churn@champion')).toBe(2);
      expect(await found('models:/churn/latest')).toBe(3);
      expect(await found('models:/churn@latest')).toBe(3);
      expect(await found('models:/churn')).toBe(2);
      expect(await found('churn')).toBe(2);
      expect(await found('churn/1')).toBe(1);
      expect(await found('churn@champion')).toBe(2);
    }));

  it('may hold an @ in the name', () =>
    withEngine(async ({ client }) => {
      await createTestVersion(client, 'a@b', { source: 's3://b/m' });
      await client.registry.promote({ name: 'a@b', version: 1, reason: 'first' });
      expect((await client.registry.resolve({ uri: 'a@b' })).name).toBe('a@b');
      expect((await client.registry.resolve({ uri: 'models:/a@b@champion' })).name).toBe('a@b');
    }));

  it.each([
    ['models:/ghost/1', 'NOT_FOUND', 'There is churn.'],
    ['models:/churn/9', 'NOT_FOUND', 'There is version 1.'],
    ['models:/churn@best', 'NOT_FOUND', 'There is challenger (version 1).'],
    ['churn', 'NOT_FOUND', 'No version of "churn" is its champion. There is challenger (version 1).'],
    ['models:/churn/Staging', 'NOT_FOUND', 'in the stage Staging'],
    ['models:/empty/latest', 'NOT_FOUND', '"empty" has no versions'],
    ['models:/churn/first', 'INVALID_ARGUMENT', '"first" is no number of a version'],
    ['models:/churn/0', 'INVALID_ARGUMENT', 'models:/churn@champion'],
    ['https://example.org', 'INVALID_ARGUMENT', 'no registered model has such an address'],
    ['', 'INVALID_ARGUMENT', ''],
  ])('%s is %s and says: %s', (uri, code, words) =>
    withEngine(async ({ client }) => {
      await createTestVersion(client, 'churn', { source: 's3://b/m' });
      await client.registry.setAlias({ name: 'churn', version: 1, alias: 'challenger' });
      await client.registry.create({ name: 'empty' });
      const failure = await failureOf(client.registry.resolve({ uri }));
      expect(failure.code).toBe(code);
      expect(failure.message.replace('There is churn, empty.', 'There is churn.')).toContain(words);
    }),
  );
});

describe('the folder of a model', () => {
  it('is found by run, version and alias', () =>
    withEngine(async ({ client, engine, folder }) => {
      const { runId } = await createVersionAndPromote(client);
      const expected = join(folder, 'workspace', 'artifacts', '0', runId ?? '', 'artifacts', 'model');
      for (const uri of [
        `runs:/${runId ?? ''}/model`,
        'models:/churn/1',
        'models:/churn@champion',
        'churn',
      ]) {
        expect(locateModelFolder(engine.ctx, uri)).toBe(expected);
      }
    }));

  it('that lost its MLmodel, or its run for good, is damaged', () =>
    withEngine(async ({ client, engine }) => {
      const { runId } = await createVersionAndPromote(client);
      const locate = (): Failure => failureIn(() => locateModelFolder(engine.ctx, 'churn'));
      rmSync(join(locateModelFolder(engine.ctx, 'churn'), 'MLmodel'));
      expect(locate()).toMatchObject({
        code: 'MODEL_DAMAGED',
        data: { model: 'models:/churn/1', file: 'MLmodel' },
      });
      await client.runs.delete({ runId: runId ?? '' });
      // The border refuses this; a workspace of before, or a disk, may have lost it all the same.
      await purgeRun(engine.ctx, runId ?? '');
      expect(locate()).toMatchObject({ code: 'MODEL_DAMAGED', data: { model: 'models:/churn/1' } });
      expect(locate().message).toContain('deleted for good');
    }));

  it('elsewhere is not to be had', () =>
    withEngine(async ({ client, engine }) => {
      await createTestVersion(client, 'churn', { source: 's3://b/m' });
      const failure = failureIn(() => locateModelFolder(engine.ctx, 'models:/churn/1'));
      expect(failure).toMatchObject({ code: 'MODEL_NOT_RUNNABLE', data: { model: 'models:/churn/1' } });
      expect(failure.message).toContain('s3://b/m');
    }));

  it('is never outside of the artifacts, by dots or by a link', () =>
    withEngine(async ({ client, engine, folder }) => {
      const runId = await createModelRun(client);
      for (const path of ['../../../..', '/etc', 'model/../../x', 'C:/x']) {
        const failure = failureIn(() => locateModelFolder(engine.ctx, `runs:/${runId}/${path}`));
        expect([path, failure.code]).toEqual([path, 'PATH_NOT_ALLOWED']);
      }
      const outside = join(folder, 'outside');
      mkdirSync(outside);
      writeFileSync(join(outside, 'MLmodel'), 'flavors: {}');
      symlinkSync(outside, join(locateModelFolder(engine.ctx, `runs:/${runId}/model`), '..', 'link'));
      const linked = failureIn(() => locateModelFolder(engine.ctx, `runs:/${runId}/link`));
      expect(linked.code).toBe('PATH_NOT_ALLOWED');
      const version = createTestVersion(client, 'churn', { source: `runs:/${runId}/link` });
      expect((await failureOf(version)).code).toBe('PATH_NOT_ALLOWED');
    }));
});

describe('a line of requirements', () => {
  it.each([
    ['scikit-learn==1.4.2', { name: 'scikit-learn', version: '1.4.2' }],
    ['torch===2.1+cu118  # GPU', { name: 'torch', version: '2.1+cu118' }],
    ['uvicorn[standard] ~= 0.30', { name: 'uvicorn', version: '~=0.30' }],
    ['pywin32 == 306 ; sys_platform == "win32"', { name: 'pywin32', version: '306' }],
    ['numpy (>=1.26, <3)', { name: 'numpy', version: '>=1.26,<3' }],
    ['pandas', { name: 'pandas', version: '' }],
    ['', null],
    ['# numpy==1', null],
    ['-r other.txt', null],
    ['--index-url https://example.org', null],
    ['git+https://example.org/x.git', null],
    ['./wheels/x.whl', null],
  ])('%j is %j', (line, expected) => {
    expect(parseRequirement(line)).toEqual(expected);
  });
});

async function createVersionAndPromote(client: EngineClient): Promise<ModelVersion> {
  const version = await createTestVersion(client, 'churn');
  await client.registry.promote({ name: 'churn', version: 1, reason: 'first' });
  return version;
}

function failureIn(action: () => unknown): Failure {
  try {
    action();
  } catch (error) {
    return errorToFailure(error);
  }
  throw new Error('this was expected to throw');
}
