import { describe, expect, it } from 'vitest';
import type { EngineClient } from '#contract/procedures.ts';
import { runViewSettings } from '#contract/run-views.ts';
import { withEngine } from '#core/testing/with-engine.ts';

const settings = runViewSettings.parse({
  filter: 'metrics.loss < 0.2',
  orderBy: ['metrics.loss ASC', 'attributes.start_time DESC'],
  columns: [{ id: 'metrics.loss', px: 120, isPinned: true }],
  groupBy: ['params.depth', 'dataset'],
  layout: 'both',
  charts: 'smooth=ema:0.6',
});

describe('saved views of runs', () => {
  it('keep everything that a table is set to, and one is the default', () =>
    withEngine(async ({ client }) => {
      const experimentId = await make(client);
      const first = await client.runViews.create({ experimentId, name: ' a ', settings, isDefault: true });
      expect(first).toMatchObject({ name: 'a', isDefault: true, settings });
      const second = await client.runViews.create({
        experimentId,
        name: 'b',
        settings: runViewSettings.parse({}),
        isDefault: true,
      });
      const { views } = await client.runViews.list({ experimentId });
      expect(views.map(({ name, isDefault }) => [name, isDefault])).toEqual([
        ['a', false],
        ['b', true],
      ]);
      expect(await client.runViews.get({ viewId: second.viewId })).toEqual(second);
    }));

  it('refuse a name that is taken and settings that nothing could open', () =>
    withEngine(async ({ client }) => {
      const experimentId = await make(client);
      const create = (name: string, change: object): Promise<unknown> =>
        client.runViews
          .create({ experimentId, name, settings: { ...settings, ...change } })
          .catch((e: unknown) => e);
      await create('a', {});
      expect(await create('a', {})).toMatchObject({
        code: 'ALREADY_EXISTS',
        data: { kind: 'view', name: 'a' },
      });
      expect(await create(' ', {})).toMatchObject({ code: 'INVALID_ARGUMENT', data: { field: 'name' } });
      expect(await create('b', { filter: 'metrics.loss <' })).toMatchObject({ code: 'FILTER_SYNTAX' });
      expect(await create('b', { groupBy: ['weather'] })).toMatchObject({
        code: 'INVALID_ARGUMENT',
        data: { field: 'by', value: 'weather' },
      });
      expect(await client.runViews.get({ viewId: 99 }).catch((e: unknown) => e)).toMatchObject({
        code: 'NOT_FOUND',
        data: { kind: 'view' },
      });
    }));

  it('can be undone and done again, the default included', () =>
    withEngine(async ({ client }) => {
      const experimentId = await make(client);
      const { viewId } = await client.runViews.create({ experimentId, name: 'a', settings, isDefault: true });
      const other = await client.runViews.create({ experimentId, name: 'b', settings });
      const read = async (): Promise<object> => {
        const { views } = await client.runViews.list({ experimentId });
        return views.map(({ viewId: id, name, isDefault, settings: { filter } }) => [
          id,
          name,
          isDefault,
          filter,
        ]);
      };
      const acts: (() => Promise<unknown>)[] = [
        () => client.runViews.update({ viewId, name: 'c' }),
        () => client.runViews.update({ viewId, settings: { ...settings, filter: '' } }),
        () => client.runViews.update({ viewId: other.viewId, isDefault: true }),
        () => client.runViews.update({ viewId, name: 'd', isDefault: true }),
        () => client.runViews.create({ experimentId, name: 'e', settings, isDefault: true }),
        () => client.runViews.delete({ viewId }),
      ];
      for (const act of acts) {
        const before = await read();
        await act();
        const after = await read();
        expect(after).not.toEqual(before);
        await undo(client);
        expect(await read()).toEqual(before);
        await undo(client);
        expect(await read()).toEqual(after);
      }
    }));

  it('come back without taking the default from a view that has become it', () =>
    withEngine(async ({ client }) => {
      const experimentId = await make(client);
      const { viewId } = await client.runViews.create({ experimentId, name: 'a', settings, isDefault: true });
      await client.runViews.delete({ viewId });
      const [deleted] = (await client.activity.list({})).entries;
      await client.runViews.create({ experimentId, name: 'b', settings, isDefault: true });
      await client.activity.undo({ activityId: deleted?.activityId ?? 0 });
      const { views } = await client.runViews.list({ experimentId });
      expect(views.map(({ name, isDefault }) => [name, isDefault])).toEqual([
        ['a', false],
        ['b', true],
      ]);
    }));

  it('go with their experiment', () =>
    withEngine(async ({ client }) => {
      const experimentId = await make(client);
      const { viewId } = await client.runViews.create({ experimentId, name: 'a', settings });
      await client.experiments.delete({ experimentId });
      await client.experiments.purge({ experimentId });
      expect(await client.runViews.get({ viewId }).catch((e: unknown) => e)).toMatchObject({
        code: 'NOT_FOUND',
      });
    }));
});

async function make(client: EngineClient): Promise<string> {
  return (await client.experiments.create({ name: 'e' })).experimentId;
}

async function undo(client: EngineClient): Promise<void> {
  const { entries } = await client.activity.list({ maxResults: 1 });
  await client.activity.undo({ activityId: entries[0]?.activityId ?? -1 });
}
