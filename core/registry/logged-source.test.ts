import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LoggedModel } from '#contract/logged-models.ts';
import { createTestRun, errorToFailure, failureOf, type Failure } from '#core/testing/factories.ts';
import { createModelRun, createTestVersion, modelFiles } from '#core/testing/test-models.ts';
import { withEngine, type TestEngine } from '#core/testing/with-engine.ts';
import { createExperiment, createLoggedModel } from '#core/tracking/index.ts';
import { locateModelFolder } from './index.ts';
import { readLateFacts } from './late-facts.ts';

/** A run that has made a logged model, as a client of MLflow 3 does it; its files lie beside the run. */
async function logModel(test: TestEngine, name = 'model'): Promise<LoggedModel & { folder: string }> {
  const { runId } = await createTestRun(test.client);
  const { ctx } = test.engine;
  const model = await createLoggedModel(ctx, { experimentId: '0', name, sourceRunId: runId });
  const folder = join(ctx.paths.artifacts, '0', 'models', model.modelId, 'artifacts');
  mkdirSync(folder, { recursive: true });
  for (const [path, text] of Object.entries(modelFiles())) writeFileSync(join(folder, path), text);
  return { ...model, folder };
}

function locateFailure({ engine }: TestEngine, uri: string): Failure {
  try {
    locateModelFolder(engine.ctx, uri);
  } catch (error) {
    return errorToFailure(error);
  }
  throw new Error(`${uri} was expected not to be found`);
}

describe('the files of a logged model', () => {
  it('are found by its address, by its run and its name, and by where they lie', () =>
    withEngine(async (test) => {
      const { ctx } = test.engine;
      const { modelId, folder, sourceRunId, artifactUri } = await logModel(test);
      for (const source of [`models:/${modelId}`, `runs:/${sourceRunId ?? ''}/model`, artifactUri]) {
        const version = await createTestVersion(test.client, 'churn', { source });
        expect(version).toMatchObject({
          source,
          modelId,
          runId: sourceRunId,
          flavors: ['stile_text', 'python_function'],
        });
        expect(locateModelFolder(ctx, version.uri)).toBe(folder);
      }
      expect(locateModelFolder(ctx, `models:/${modelId}`)).toBe(folder);
      expect(locateModelFolder(ctx, `runs:/${sourceRunId ?? ''}/model`)).toBe(folder);
      const resolved = await test.client.registry.resolve({ uri: `models:/${modelId}` });
      expect(resolved.uri).toBe('models:/churn/3');
    }));

  it('do not stand before a folder of the run itself', () =>
    withEngine(async (test) => {
      const runId = await createModelRun(test.client);
      await createLoggedModel(test.engine.ctx, { experimentId: '0', name: 'model', sourceRunId: runId });
      const version = await createTestVersion(test.client, 'churn', { source: `runs:/${runId}/model` });
      expect(version.modelId).toBeNull();
    }));

  it('stay with a version of the run’s name when another model of that name is logged', () =>
    withEngine(async (test) => {
      const { folder, sourceRunId } = await logModel(test);
      const source = `runs:/${sourceRunId ?? ''}/model`;
      const { uri } = await createTestVersion(test.client, 'churn', { source });
      await createLoggedModel(test.engine.ctx, {
        experimentId: '0',
        name: 'model',
        sourceRunId: sourceRunId ?? '',
      });
      expect(locateModelFolder(test.engine.ctx, uri)).toBe(folder);
    }));

  it('are missed by name when they are not there, elsewhere, or of nobody', () =>
    withEngine(async (test) => {
      const { ctx } = test.engine;
      const empty = await createLoggedModel(ctx, { experimentId: '0', name: 'empty' });
      expect(locateFailure(test, `models:/${empty.modelId}`)).toMatchObject({ code: 'MODEL_DAMAGED' });
      const unknown = `models:/m-${'0'.repeat(32)}`;
      expect(locateFailure(test, unknown)).toMatchObject({ code: 'NOT_FOUND' });
      expect(await failureOf(createTestVersion(test.client, 'churn', { source: unknown }))).toMatchObject({
        code: 'NOT_FOUND',
        data: { kind: 'logged_model' },
      });
      const far = await createExperiment(ctx, { name: 'far', artifactLocation: 's3://bucket/x' });
      const remote = await createLoggedModel(ctx, { experimentId: far.experimentId, name: 'remote' });
      expect(remote.artifactUri).toBe(`s3://bucket/x/models/${remote.modelId}/artifacts`);
      const version = await createTestVersion(test.client, 'far', { source: `models:/${remote.modelId}` });
      expect(version).toMatchObject({ modelId: remote.modelId, bytes: null });
      expect(locateFailure(test, version.uri)).toMatchObject({ code: 'MODEL_NOT_RUNNABLE' });
      await readLateFacts(ctx, remote.modelId);
    }));
});

describe('a version of a logged model', () => {
  it('has it in its lineage, between itself and the run', () =>
    withEngine(async (test) => {
      const { modelId, sourceRunId } = await logModel(test);
      const { uri } = await createTestVersion(test.client, 'churn', { source: `models:/${modelId}` });
      const { nodes } = await test.client.lineage.trace({ uri, direction: 'upstream' });
      expect(nodes.map((node) => node.uri)).toEqual([
        'models:/churn/1',
        'registrations:/churn/1',
        `models:/${modelId}`,
        `runs:/${sourceRunId ?? ''}`,
      ]);
    }));

  it('is of the run and the logged model that its source says, and of no others', () =>
    withEngine(async (test) => {
      const [one, other] = [await logModel(test), await logModel(test)];
      const source = `models:/${one.modelId}`;
      const wrong = createTestVersion(test.client, 'churn', { source, modelId: other.modelId });
      expect(await failureOf(wrong)).toMatchObject({ code: 'INVALID_ARGUMENT', data: { field: 'modelId' } });
      await createTestVersion(test.client, 'churn', { source, modelId: one.modelId });
      const again = { source: 'models:/churn/1', modelId: other.modelId };
      expect(await failureOf(createTestVersion(test.client, 'copy', again))).toMatchObject({
        code: 'INVALID_ARGUMENT',
      });
      const named = await createTestVersion(test.client, 'far', { source: 's3://b/m', modelId: one.modelId });
      expect(named).toMatchObject({ modelId: one.modelId, runId: one.sourceRunId, source: 's3://b/m' });
    }));

  it('is noted with the logged model, beside what stood there', () =>
    withEngine(async (test) => {
      const { modelId } = await logModel(test);
      const key = 'mlflow.modelVersions';
      const noted = async (): Promise<string | undefined> =>
        (await test.client.loggedModels.get({ modelId })).tags.find((tag) => tag.key === key)?.value;
      await createTestVersion(test.client, 'churn', { source: `models:/${modelId}` });
      await createTestVersion(test.client, 'other', { source: `models:/${modelId}` });
      expect(await noted()).toBe('[{"name":"churn","version":1},{"name":"other","version":1}]');
      await test.client.loggedModels.setTag({ modelId, key, value: 'no list' });
      await createTestVersion(test.client, 'churn', { source: `models:/${modelId}` });
      expect(await noted()).toBe('[{"name":"churn","version":2}]');
    }));
});
