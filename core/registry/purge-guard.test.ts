import type { EngineClient } from '#contract/procedures.ts';
import { describe, expect, it } from 'vitest';
import { failureOf } from '#core/testing/factories.ts';
import { createModelRun, createTestVersion } from '#core/testing/test-models.ts';
import { withEngine } from '#core/testing/with-engine.ts';

describe('a run that a model version comes from', () => {
  it('is deleted for good only after the version', () =>
    withEngine(async ({ client }) => {
      const { runId, experimentId, version } = await makeVersion(client);
      await client.runs.delete({ runId });
      expect(await failureOf(client.runs.purge({ runId }))).toMatchObject({
        code: 'INVALID_STATE',
        message: expect.stringContaining(`models:/churn/${version}`),
      });
      await client.registry.deleteVersion({ name: 'churn', version });
      expect(await client.runs.purge({ runId })).toMatchObject({ runs: 1 });
      expect(experimentId).toBe('0');
    }));

  it('is known by where its files lie, when the client names them that way', () =>
    withEngine(async ({ client }) => {
      const runId = await createModelRun(client);
      const { artifactUri } = await client.runs.get({ runId });
      const made = await createTestVersion(client, 'churn', { source: `${artifactUri}/model` });
      expect(made).toMatchObject({ runId, source: `${artifactUri}/model` });
      await client.runs.delete({ runId });
      expect(await failureOf(client.runs.purge({ runId }))).toMatchObject({ code: 'INVALID_STATE' });
    }));

  it('keeps its experiment from being deleted for good', () =>
    withEngine(async ({ client }) => {
      const { experimentId } = await makeVersion(client);
      await client.experiments.delete({ experimentId });
      expect(await failureOf(client.experiments.purge({ experimentId }))).toMatchObject({
        code: 'INVALID_STATE',
      });
    }));
});

async function makeVersion(client: EngineClient) {
  const { runId, version } = await createTestVersion(client, 'churn');
  const { experimentId } = await client.runs.get({ runId: runId ?? '' });
  return { runId: runId ?? '', version, experimentId };
}
