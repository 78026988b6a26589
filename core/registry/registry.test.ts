import { describe, expect, it } from 'vitest';
import { failureOf } from '#core/testing/factories.ts';
import { createModelRun, createRemoteVersion, createTestVersion } from '#core/testing/test-models.ts';
import { testActor, withEngine } from '#core/testing/with-engine.ts';
import { ensureRegisteredModel, listLatestVersions } from './index.ts';

describe('registered models', () => {
  it('have words and tags, and are listed by name in pages', () =>
    withEngine(async ({ client }) => {
      for (const name of ['b', 'a', 'c']) {
        await client.registry.create({
          name,
          description: `model ${name}`,
          tags: [{ key: 'team', value: 'x' }],
        });
      }
      const first = await client.registry.list({ maxResults: 2 });
      expect(first.models.map(({ name }) => name)).toEqual(['a', 'b']);
      expect(first.models[0]).toMatchObject({
        description: 'model a',
        tags: [{ key: 'team', value: 'x' }],
        versionCount: 0,
        latestVersion: null,
        champion: null,
        rollbackTo: null,
      });
      const pageToken = first.nextPageToken ?? '';
      const second = await client.registry.list({ maxResults: 2, pageToken });
      expect([second.models.map(({ name }) => name), second.nextPageToken]).toEqual([['c'], null]);
      expect(await failureOf(client.registry.list({ pageToken: 'nonsense' }))).toMatchObject({
        code: 'INVALID_PAGE_TOKEN',
      });
    }));

  it('are listed without the prompts of MLflow, unless those are wanted too', () =>
    withEngine(async ({ client }) => {
      const tags = [{ key: 'mlflow.prompt.is_prompt', value: 'true' }];
      for (const name of ['a', 'c']) await client.registry.create({ name });
      await client.registry.create({ name: 'b', tags });
      const names = async (input: { prompts?: boolean; maxResults?: number }): Promise<string[]> =>
        (await client.registry.list(input)).models.map(({ name }) => name);
      expect(await names({})).toEqual(['a', 'c']);
      expect(await names({ maxResults: 2 })).toEqual(['a', 'c']);
      expect(await names({ prompts: true })).toEqual(['a', 'b', 'c']);
    }));

  it.each(['', '  ', 'a/b', 'a:b', '.', '..', 'a\nb', 'x'.repeat(257)])('are not named %j', (name) =>
    withEngine(async ({ client }) => {
      const { code } = await failureOf(client.registry.create({ name }));
      expect(['INVALID_ARGUMENT', 'LIMIT_EXCEEDED']).toContain(code);
    }),
  );

  it('have a name once', () =>
    withEngine(async ({ client }) => {
      await client.registry.create({ name: 'churn' });
      expect(await failureOf(client.registry.create({ name: 'churn' }))).toMatchObject({
        code: 'ALREADY_EXISTS',
        data: { kind: 'model', name: 'churn' },
      });
    }));

  it('are made once by many who need them at the same time', () =>
    withEngine(async ({ client, engine }) => {
      const ctx = engine.rpcContext(testActor).engine;
      const made = await Promise.all(Array.from({ length: 20 }, () => ensureRegisteredModel(ctx, 'churn')));
      expect(new Set(made.map(({ name }) => name))).toEqual(new Set(['churn']));
      const { entries } = await client.activity.list({ entityKind: 'model' });
      expect(entries).toHaveLength(1);
    }));

  it('that are unknown are answered with those that there are', () =>
    withEngine(async ({ client }) => {
      expect((await failureOf(client.registry.get({ name: 'chrun' }))).message).toContain(
        'None is registered',
      );
      await client.registry.create({ name: 'churn' });
      expect(await failureOf(client.registry.get({ name: 'chrun' }))).toEqual({
        code: 'NOT_FOUND',
        data: { kind: 'model', id: 'chrun' },
        message: 'There is no registered model "chrun". There is churn.',
      });
    }));

  it('carry versions, aliases, history and lineage to another name', () =>
    withEngine(async ({ client }) => {
      const { runId } = await createTestVersion(client, 'old');
      await client.registry.promote({ name: 'old', version: 1, reason: 'first' });
      await client.registry.rename({ name: 'old', newName: 'new' });
      const model = await client.registry.get({ name: 'new' });
      expect(model.champion?.version).toMatchObject({ uri: 'models:/new/1', runId });
      expect((await client.registry.history({ name: 'new' })).moves).toHaveLength(1);
      const graph = await client.lineage.trace({ uri: 'models:/new@champion', direction: 'upstream' });
      expect(graph.nodes.map(({ uri }) => uri)).toEqual(['models:/new/1', `runs:/${runId ?? ''}`]);
      expect((await failureOf(client.registry.get({ name: 'old' }))).code).toBe('NOT_FOUND');
      await client.registry.create({ name: 'other' });
      expect((await failureOf(client.registry.rename({ name: 'new', newName: 'other' }))).code).toBe(
        'ALREADY_EXISTS',
      );
    }));

  it('leave their numbers behind when they are deleted', () =>
    withEngine(async ({ client }) => {
      await createRemoteVersion(client, 'churn');
      await createRemoteVersion(client, 'churn');
      await client.registry.promote({ name: 'churn', version: 2, reason: 'better' });
      await client.registry.delete({ name: 'churn' });
      expect((await failureOf(client.registry.get({ name: 'churn' }))).code).toBe('NOT_FOUND');
      const again = await createRemoteVersion(client, 'churn');
      expect(again.version).toBe(3);
      expect((await client.registry.history({ name: 'churn' })).moves).toEqual([]);
    }));

  it('are described and tagged, and say so in the activity', () =>
    withEngine(async ({ client }) => {
      await client.registry.create({ name: 'churn' });
      await client.registry.update({ name: 'churn', description: 'who leaves' });
      await client.registry.update({ name: 'churn', description: 'who leaves' });
      await client.registry.setTag({ name: 'churn', key: 'team', value: 'growth' });
      await client.registry.setTag({ name: 'churn', key: 'team', value: 'growth' });
      await client.registry.deleteTag({ name: 'churn', key: 'team' });
      expect((await failureOf(client.registry.deleteTag({ name: 'churn', key: 'team' }))).code).toBe(
        'NOT_FOUND',
      );
      const { entries } = await client.activity.list({ entityKind: 'model', entityId: 'churn' });
      expect(entries.map(({ action, before, after }) => ({ action, before, after }))).toEqual([
        { action: 'model.delete_tag', before: { key: 'team', value: 'growth' }, after: null },
        { action: 'model.set_tag', before: null, after: { key: 'team', value: 'growth' } },
        { action: 'model.describe', before: { description: '' }, after: { description: 'who leaves' } },
        { action: 'model.create', before: null, after: { name: 'churn', description: '', tags: [] } },
      ]);
    }));
});

describe('versions', () => {
  it('count on from the greatest number that ever was', () =>
    withEngine(async ({ client }) => {
      for (let i = 0; i < 3; i++) await createRemoteVersion(client, 'churn');
      await client.registry.deleteVersion({ name: 'churn', version: 3 });
      expect((await createRemoteVersion(client, 'churn')).version).toBe(4);
      const { versions } = await client.registry.versions({ name: 'churn' });
      expect(versions.map(({ version }) => version)).toEqual([4, 2, 1]);
      expect((await failureOf(client.registry.getVersion({ name: 'churn', version: 3 }))).message).toBe(
        'Version 3 of "churn" was deleted. There is version 4, 2, 1.',
      );
      expect((await failureOf(client.registry.getVersion({ name: 'churn', version: 9 }))).message).toBe(
        'There is no version 9 of "churn". There is version 4, 2, 1.',
      );
    }));

  it('made at once get different numbers', () =>
    withEngine(async ({ client }) => {
      await client.registry.create({ name: 'churn' });
      const made = await Promise.all(
        Array.from({ length: 50 }, () =>
          client.registry.createVersion({ name: 'churn', source: 's3://b/m' }),
        ),
      );
      expect(made.map(({ version }) => version).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 50 }, (_, i) => i + 1),
      );
    }));

  it('need their model first', () =>
    withEngine(async ({ client }) => {
      const source = `runs:/${await createModelRun(client)}/model`;
      expect(await failureOf(client.registry.createVersion({ name: 'ghost', source }))).toMatchObject({
        code: 'NOT_FOUND',
        data: { kind: 'model', id: 'ghost' },
      });
    }));

  it('have words and tags', () =>
    withEngine(async ({ client }) => {
      const made = await createTestVersion(client, 'churn', { tags: [{ key: 'a', value: '1' }] });
      await client.registry.updateVersion({ name: 'churn', version: 1, description: 'calibrated' });
      await client.registry.setVersionTag({ name: 'churn', version: 1, key: 'b', value: '2' });
      await client.registry.deleteVersionTag({ name: 'churn', version: 1, key: 'a' });
      const read = await client.registry.getVersion({ name: 'churn', version: 1 });
      expect(read).toEqual({ ...made, description: 'calibrated', tags: [{ key: 'b', value: '2' }] });
      const { entries } = await client.activity.list({ entityKind: 'model_version', entityId: 'churn/1' });
      expect(entries.map(({ action }) => action)).toEqual([
        'model_version.delete_tag',
        'model_version.set_tag',
        'model_version.describe',
        'model_version.create',
      ]);
    }));

  it('go, but the champion only once it is not champion any more', () =>
    withEngine(async ({ client }) => {
      await createRemoteVersion(client, 'churn');
      await createRemoteVersion(client, 'churn');
      await client.registry.promote({ name: 'churn', version: 1, reason: 'first' });
      await client.registry.setAlias({ name: 'churn', version: 2, alias: 'challenger' });
      expect(await failureOf(client.registry.deleteVersion({ name: 'churn', version: 1 }))).toMatchObject({
        code: 'INVALID_STATE',
        data: { kind: 'model_version', id: 'churn/1', state: 'champion' },
      });
      await client.registry.deleteVersion({ name: 'churn', version: 2 });
      const { moves } = await client.registry.history({ name: 'churn' });
      expect(moves[0]).toMatchObject({
        alias: 'challenger',
        fromVersion: 2,
        version: null,
        kind: 'remove',
        reason: 'version 2 was deleted',
      });
      expect((await client.registry.get({ name: 'churn' })).aliases).toEqual([
        { alias: 'champion', version: 1 },
      ]);
    }));

  it('have stages for old clients', () =>
    withEngine(async ({ client, engine }) => {
      for (let i = 0; i < 3; i++) await createRemoteVersion(client, 'churn');
      const move = (version: number, stage: 'Production' | 'Archived', archiveExisting = false) =>
        client.registry.transitionStage({ name: 'churn', version, stage, archiveExisting });
      await move(1, 'Production');
      await move(2, 'Production');
      await move(3, 'Production', true);
      const { versions } = await client.registry.versions({ name: 'churn' });
      expect(versions.map(({ stage }) => stage)).toEqual(['Production', 'Archived', 'Archived']);
      expect((await client.registry.resolve({ uri: 'models:/churn/production' })).version).toBe(3);
      expect((await failureOf(move(1, 'Archived', true))).code).toBe('INVALID_ARGUMENT');
      const latest = listLatestVersions(engine.ctx, 'churn').map(({ stage, version }) => [stage, version]);
      expect(latest).toEqual([
        ['Production', 3],
        ['Archived', 2],
      ]);
      expect(listLatestVersions(engine.ctx, 'churn', ['Staging'])).toEqual([]);
    }));
});
