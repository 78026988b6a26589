import { describe, expect, it } from 'vitest';
import type { EngineClient, Inputs } from '#contract/procedures.ts';
import { withEngine } from '#core/testing/with-engine.ts';

type Change = Inputs['runs']['changeMany']['change'];

describe('a change to many runs', () => {
  it.each<Change>([
    { kind: 'set_tag', key: 'verdict', value: 'bad' },
    { kind: 'delete_tag', key: 'owner' },
    { kind: 'delete' },
  ])('is one change that is undone and done again as one: %o', (change) =>
    withEngine(async ({ client }) => {
      const { experimentId } = await makeRuns(client);
      const before = await read(client, experimentId);
      const since = await newest(client);
      const { changed } = await client.runs.changeMany({ experimentId, search: {}, change });
      expect(changed).toBe(change.kind === 'delete_tag' ? 2 : 3);
      const after = await read(client, experimentId);
      expect(after).not.toEqual(before);
      const { entries } = await client.activity.list({ after: since });
      expect(entries.map(({ action, entityId }) => [action, entityId])).toEqual([
        ['experiment.change_runs', experimentId],
      ]);
      for (const expected of [before, after, before]) {
        await client.activity.undo({ activityId: await newest(client) });
        expect(await read(client, experimentId)).toEqual(expected);
      }
    }),
  );

  it('restores what was deleted, by ids', () =>
    withEngine(async ({ client }) => {
      const { experimentId, ids } = await makeRuns(client);
      await client.runs.changeMany({ experimentId, runIds: ids, change: { kind: 'delete' } });
      const restore = { experimentId, runIds: ids.slice(1), change: { kind: 'restore' } as const };
      expect(await client.runs.changeMany(restore)).toEqual({ changed: 2 });
      expect(await client.runs.changeMany(restore)).toEqual({ changed: 0 });
      expect((await client.runs.ids({ experimentId })).runIds.toSorted()).toEqual(ids.slice(1).toSorted());
    }));

  it('is taken back only while every run is as it was left', () =>
    withEngine(async ({ client }) => {
      const { experimentId, ids } = await makeRuns(client);
      const change = { kind: 'set_tag', key: 'verdict', value: 'bad' } as const;
      await client.runs.changeMany({ experimentId, runIds: ids, change });
      const activityId = await newest(client);
      await client.runs.setTag({ runId: ids[0] ?? '', key: 'verdict', value: 'good' });
      expect(await client.activity.undo({ activityId }).catch((e: unknown) => e)).toMatchObject({
        code: 'CANNOT_UNDO',
        data: { why: 'changed', field: 'runs', left: '3', now: '2' },
      });
      await client.runs.delete({ runId: ids[0] ?? '' });
      await client.runs.purge({ runId: ids[0] ?? '' });
      await client.activity.undo({ activityId });
      const { tags } = await client.runs.get({ runId: ids[1] ?? '' });
      expect(tags.some(({ key }) => key === 'verdict')).toBe(false);
    }));

  it('refuses runs of another experiment, unknown ones, and tags that stand for something else', () =>
    withEngine(async ({ client }) => {
      const { experimentId, ids } = await makeRuns(client);
      const other = await client.experiments.create({ name: 'other' });
      const { runId } = await client.runs.create({ experimentId: other.experimentId });
      const ask = (input: Omit<Inputs['runs']['changeMany'], 'experimentId'>) =>
        client.runs.changeMany({ experimentId, ...input }).catch((e: unknown) => e);
      const change = { kind: 'delete' } as const;
      expect(await ask({ runIds: [...ids, runId], change })).toMatchObject({ code: 'INVALID_ARGUMENT' });
      expect(await ask({ runIds: ['never'], change })).toMatchObject({ code: 'NOT_FOUND' });
      expect(await ask({ change })).toMatchObject({ code: 'INVALID_ARGUMENT' });
      const rename = { kind: 'set_tag', key: 'mlflow.runName', value: 'x' } as const;
      expect(await ask({ search: {}, change: rename })).toMatchObject({ data: { field: 'key' } });
      expect((await client.runs.ids({ experimentId })).runIds).toHaveLength(3);
    }));
});

async function makeRuns(client: EngineClient) {
  const { experimentId } = await client.experiments.create({ name: 'e' });
  const ids: string[] = [];
  for (const owner of ['kj', 'bo', null]) {
    const tags = owner === null ? [] : [{ key: 'owner', value: owner }];
    ids.push((await client.runs.create({ experimentId, tags })).runId);
  }
  return { experimentId, ids };
}

async function read(client: EngineClient, experimentId: string): Promise<unknown> {
  const { runs } = await client.runs.search({ experimentIds: [experimentId], view: 'all' });
  return runs
    .map(({ runId, lifecycle, tags }) => ({ runId, lifecycle, tags }))
    .toSorted((a, b) => (a.runId < b.runId ? -1 : 1));
}

async function newest(client: EngineClient): Promise<number> {
  const { entries } = await client.activity.list({ maxResults: 1 });
  return entries[0]?.activityId ?? 0;
}
