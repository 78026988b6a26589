import { describe, expect, it } from 'vitest';
import type { FoundObject } from '#contract/finding.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { createRemoteVersion } from '#core/testing/test-models.ts';
import { withEngine } from '#core/testing/with-engine.ts';

type Found = Pick<FoundObject, 'kind' | 'name' | 'id'>;

async function find(client: EngineClient, query: string): Promise<string[]> {
  const { objects } = await client.finding.objects({ query });
  return objects.map(say);
}

function say({ kind, name, id }: Found): string {
  return kind === 'version' ? `version ${name}/${id}` : `${kind} ${name}`;
}

async function logRun(
  client: EngineClient,
  name: string,
  tags: Record<string, string> = {},
): Promise<string> {
  const listed = Object.entries(tags).map(([key, value]) => ({ key, value }));
  return (await client.runs.create({ experimentId: '0', name, tags: listed })).runId;
}

describe('quick search', () => {
  it('finds runs by words in any order and case, the very name before its beginnings before the rest', () =>
    withEngine(async ({ client }) => {
      for (const name of ['pre-ibis-4', 'ibis-41', 'ibis-4', 'heron-7', 'Grön ibis'])
        await logRun(client, name);
      expect(await find(client, 'IBIS-4')).toEqual(['run ibis-4', 'run ibis-41', 'run pre-ibis-4']);
      expect(await find(client, '4 ibis')).toEqual(['run ibis-4', 'run ibis-41', 'run pre-ibis-4']);
      expect(await find(client, 'grön')).toEqual(['run Grön ibis']);
      expect(await find(client, 'gRÖN')).toEqual(['run Grön ibis']);
      expect(await find(client, '100%')).toEqual([]);
    }));

  it('finds a run by the beginning of its id, and by a tag of its own with or without its key', () =>
    withEngine(async ({ client }) => {
      const runId = await logRun(client, 'heron-7', { owner: 'kim', 'mlflow.source.name': 'train.py' });
      await logRun(client, 'heron-8', { team: 'kiwi' });
      const byId = await client.finding.objects({ query: runId.slice(0, 9).toUpperCase() });
      expect(byId.objects).toMatchObject([
        { kind: 'run', id: runId, foundBy: 'id', withinId: '0', within: 'Default' },
      ]);
      const byTag = await client.finding.objects({ query: 'ki' });
      expect(byTag.objects.map(({ name, foundBy, tag }) => [name, foundBy, tag]).sort()).toEqual([
        ['heron-7', 'tag', 'owner=kim'],
        ['heron-8', 'tag', 'team=kiwi'],
      ]);
      expect(await find(client, 'owner=ki')).toEqual(['run heron-7']);
      expect(await find(client, 'train.py')).toEqual([]);
    }));

  it('what is deleted is not found', () =>
    withEngine(async ({ client }) => {
      await client.runs.delete({ runId: await logRun(client, 'gone', { owner: 'gone' }) });
      const { experimentId } = await client.experiments.create({ name: 'gone too' });
      await client.experiments.delete({ experimentId });
      expect(await find(client, 'gone')).toEqual([]);
    }));

  it('finds experiments, models, versions, datasets and pipelines; of equals the rarer kind first', () =>
    withEngine(async ({ client }) => {
      await client.experiments.create({ name: 'churn' });
      await logRun(client, 'churn');
      await createRemoteVersion(client, 'churn');
      await createRemoteVersion(client, 'churn');
      await client.registry.setAlias({ name: 'churn', version: 2, alias: 'challenger', reason: 'r' });
      const text = 'version: 1\nname: churn\ntasks:\n  a:\n    type: shell\n    with: { command: "true" }\n';
      await client.pipelines.save({ name: 'churn', text });
      expect(await find(client, 'churn')).toEqual([
        'model churn',
        'experiment churn',
        'pipeline churn',
        'run churn',
      ]);
      expect((await find(client, 'churn v1'))[0]).toBe('version churn/1');
      expect((await find(client, 'churn/2'))[0]).toBe('version churn/2');
      expect((await find(client, 'churn@chall'))[0]).toBe('version churn/2');
      expect(await find(client, 'challenger')).toEqual(['version churn/2']);
      const { objects } = await client.finding.objects({
        query: 'churn',
        kinds: ['experiment'],
        maxResults: 1,
      });
      expect(objects.map(say)).toEqual(['experiment churn']);
    }));

  it('without words gives what changed last, of runs no more than a few', () =>
    withEngine(async ({ client, clock }) => {
      const { experimentId } = await client.experiments.create({ name: 'sweep' });
      for (let i = 0; i < 9; i += 1) {
        clock.advance(1000);
        await client.runs.create({ experimentId, name: `r${i}`, startedAt: clock.now() });
      }
      const { objects } = await client.finding.objects({});
      expect(objects.filter(({ kind }) => kind === 'run').map(({ name }) => name)).toEqual([
        'r8', 'r7', 'r6', 'r5', 'r4', 'r3',
      ]); // prettier-ignore
      expect(objects.map(say)).toContain('experiment sweep');
      expect(objects.every(({ foundBy }) => foundBy === 'recent')).toBe(true);
    }));
});
