import { describe, expect, it } from 'vitest';
import type { ActivityEntry } from '#contract/activity.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { createTestRun } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';

describe('undoing changes', () => {
  it('takes back and does again what was changed of experiments', () =>
    withEngine(async ({ client }) => {
      const { experimentId } = await client.experiments.create({ name: 'a' });
      const read = async (): Promise<object> => {
        const { name, lifecycle, tags } = await client.experiments.get({ experimentId });
        return { name, lifecycle, tags };
      };
      await backAndForth(client, read, () => client.experiments.update({ experimentId, name: 'b' }));
      const tag = { experimentId, key: 'owner', value: 'kim' };
      await backAndForth(client, read, () => client.experiments.setTag(tag));
      await backAndForth(client, read, () => client.experiments.setTag({ ...tag, value: 'lo' }));
      await backAndForth(client, read, () => client.experiments.deleteTag({ experimentId, key: 'owner' }));
      await backAndForth(client, read, () => client.experiments.delete({ experimentId }));
      await backAndForth(client, read, () => client.experiments.restore({ experimentId }));
    }));

  it('leaves runs in the trash that were there before their experiment', () =>
    withEngine(async ({ client }) => {
      const { experimentId } = await client.experiments.create({ name: 'a' });
      const runIds: string[] = [];
      for (let i = 0; i < 3; i++) runIds.push((await createTestRun(client, { experimentId })).runId);
      await client.runs.delete({ runId: runIds[0] ?? '' });
      const read = async (): Promise<object> => ({
        runs: (await Promise.all(runIds.map((runId) => client.runs.get({ runId })))).map(
          (run) => run.lifecycle,
        ),
      });
      await backAndForth(client, read, () => client.experiments.delete({ experimentId }));
    }));

  it('takes back and does again what was changed of runs', () =>
    withEngine(async ({ client }) => {
      const { runId } = await createTestRun(client);
      const read = async (): Promise<object> => {
        const { name, status, endedAt, lifecycle, tags } = await client.runs.get({ runId });
        return { name, status, endedAt, lifecycle, tags };
      };
      await backAndForth(client, read, () => client.runs.update({ runId, name: 'other' }));
      await backAndForth(client, read, () =>
        client.runs.update({ runId, status: 'FINISHED', endedAt: 5000 }),
      );
      await backAndForth(client, read, () => client.runs.update({ runId, status: 'RUNNING' }));
      await backAndForth(client, read, () => client.runs.setTag({ runId, key: 'k', value: 'v' }));
      await backAndForth(client, read, () => client.runs.deleteTag({ runId, key: 'k' }));
      await backAndForth(client, read, () => client.runs.delete({ runId }));
      await backAndForth(client, read, () => client.runs.restore({ runId }));
    }));

  it('takes back and does again what was changed of models', () =>
    withEngine(async ({ client }) => {
      await client.registry.create({ name: 'm', description: 'first' });
      for (let version = 1; version <= 3; version++)
        await client.registry.createVersion({ name: 'm', source: `s3://bucket/${version}` });
      const ref = { name: 'm', version: 2 };
      const read = async (): Promise<object> => {
        const models = await client.registry.list({});
        const versions = await client.registry.versions({ name: models.models[0]?.name ?? '' });
        return {
          names: models.models.map(({ name, description, tags }) => ({ name, description, tags })),
          champion: models.models[0]?.champion?.version.version ?? null,
          aliases: models.models[0]?.aliases.map(({ alias, version }) => `${alias} ${version}`),
          versions: versions.versions.map(({ description, stage, tags }) => ({ description, stage, tags })),
        };
      };
      const { registry } = client;
      await backAndForth(client, read, () => registry.update({ name: 'm', description: 'second' }));
      await backAndForth(client, read, () => registry.setTag({ name: 'm', key: 'k', value: 'v' }));
      await backAndForth(client, read, () => registry.deleteTag({ name: 'm', key: 'k' }));
      await backAndForth(client, read, () => registry.updateVersion({ ...ref, description: 'words' }));
      await backAndForth(client, read, () => registry.setVersionTag({ ...ref, key: 'k', value: 'v' }));
      await backAndForth(client, read, () => registry.deleteVersionTag({ ...ref, key: 'k' }));
      await backAndForth(client, read, () => registry.transitionStage({ ...ref, stage: 'Staging' }));
      await backAndForth(client, read, () => registry.setAlias({ ...ref, alias: 'tested' }));
      await backAndForth(client, read, () => registry.deleteAlias({ name: 'm', alias: 'tested' }));
      await backAndForth(client, read, () => registry.promote({ name: 'm', version: 1, reason: 'best' }));
      await backAndForth(client, read, () => registry.promote({ name: 'm', version: 2, reason: 'better' }));
      await backAndForth(client, read, () => registry.promote({ name: 'm', version: 3, reason: 'newest' }));
      await backAndForth(client, read, () => registry.rollback({ name: 'm', reason: 'drift' }));
      expect((await registry.get({ name: 'm' })).rollbackTo).toBe(1);
      await backAndForth(client, read, () => registry.rename({ name: 'm', newName: 'n' }));
    }));

  it('takes back a model that got no version, and gives it back with its words', () =>
    withEngine(async ({ client }) => {
      const read = async (): Promise<object> =>
        (await client.registry.list({})).models.map(({ name, description, tags }) => ({
          name,
          description,
          tags,
        }));
      await backAndForth(client, read, () =>
        client.registry.create({ name: 'm', description: 'd', tags: [{ key: 'a', value: 'b' }] }),
      );
      const [made] = await listOwn(client);
      await client.registry.createVersion({ name: 'm', source: 's3://bucket/1' });
      await expect(client.activity.undo({ activityId: made?.activityId ?? 0 })).rejects.toMatchObject({
        code: 'CANNOT_UNDO',
        data: { why: 'changed', field: 'versions', left: '0', now: '1' },
      });
    }));

  it('refuses what was changed since and names it, also when it changes while the undo waits', () =>
    withEngine(async ({ client }) => {
      const { experimentId } = await client.experiments.create({ name: 'a' });
      await client.experiments.update({ experimentId, name: 'b' });
      const [renamed] = await listOwn(client);
      await client.experiments.update({ experimentId, name: 'c' });
      const activityId = renamed?.activityId ?? 0;
      const refusal = {
        code: 'CANNOT_UNDO',
        data: { activityId, why: 'changed', field: 'name', left: 'b', now: 'c' },
      };
      await expect(client.activity.undo({ activityId })).rejects.toMatchObject(refusal);
      expect((await listOwn(client)).find((entry) => entry.activityId === activityId)?.undo).toEqual({
        state: 'changed',
        field: 'name',
        left: 'b',
        now: 'c',
      });
      const both = await Promise.allSettled([
        client.activity.undo({ activityId: activityId + 1 }),
        client.activity.undo({ activityId: activityId + 1 }),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    }));

  it('says why for the rest: permanent, gone, undone, unknown', () =>
    withEngine(async ({ client }) => {
      const { experimentId } = await client.experiments.create({ name: 'lost' });
      const { runId } = await createTestRun(client, { experimentId });
      await client.runs.logParam({ runId, key: 'C', value: '1' });
      const [logged] = await listOwn(client);
      expect(logged?.undo).toEqual({ state: 'no_inverse' });
      await client.experiments.delete({ experimentId });
      await client.experiments.purge({ experimentId });
      const [purged] = await listOwn(client);
      expect(purged).toMatchObject({
        action: 'experiment.purge',
        name: 'lost',
        undo: { state: 'no_inverse' },
      });
      await expect(client.activity.undo({ activityId: 100_000 })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }));
});

/** What is read is the same after an undo, and after a redo what it was after the change; each row says what it is. */
async function backAndForth(
  client: EngineClient,
  read: () => Promise<object>,
  change: () => Promise<unknown>,
): Promise<void> {
  const before = await read();
  await change();
  const after = await read();
  expect(after).not.toEqual(before);
  const [changed] = await listOwn(client);
  expect(changed).toMatchObject({ role: 'change', undo: { state: 'possible' } });
  const undone = await client.activity.undo({ activityId: changed?.activityId ?? 0 });
  expect(await read()).toEqual(before);
  expect(undone).toMatchObject({ role: 'undo', undoes: changed?.activityId, undo: { state: 'possible' } });
  const again = await client.activity.undo({ activityId: undone.activityId });
  expect(again).toMatchObject({ role: 'redo', undoes: undone.activityId, undo: { state: 'possible' } });
  expect(await read()).toEqual(after);
  const [, second, third] = await listOwn(client);
  expect([second?.undo.state, third?.activityId]).toEqual(['undone', changed?.activityId]);
}

async function listOwn(client: EngineClient): Promise<ActivityEntry[]> {
  return (await client.activity.list({ maxResults: 10 })).entries;
}
