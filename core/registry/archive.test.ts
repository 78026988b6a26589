import { expect, it } from 'vitest';
import { createTestVersion } from '#core/testing/test-models.ts';
import { withEngine } from '#core/testing/with-engine.ts';

const name = 'churn';

it('an archived model leaves the list, answers by name, and comes back by undo', () =>
  withEngine(async ({ client }) => {
    await createTestVersion(client, name);
    await client.registry.promote({ name, version: 1, reason: 'first' });
    expect(await client.registry.archive({ name })).toMatchObject({ isArchived: true });
    await client.registry.archive({ name });
    const listed = async (view: 'active' | 'archived' | 'all'): Promise<string[]> =>
      (await client.registry.list({ view })).models.map((model) => model.name);
    expect(await listed('active')).toEqual([]);
    expect(await listed('archived')).toEqual([name]);
    expect(await listed('all')).toEqual([name]);
    expect(await client.registry.resolve({ uri: 'models:/churn@champion' })).toMatchObject({ version: 1 });
    const { entries } = await client.activity.list({ entityKind: 'model', entityId: name });
    expect(entries.map(({ action }) => action).slice(0, 2)).toEqual(['model.archive', 'model.promote']);
    await client.activity.undo({ activityId: entries[0]?.activityId ?? 0 });
    expect(await listed('active')).toEqual([name]);
  }));

it('says how its telling figure went from version to version', () =>
  withEngine(async ({ client }) => {
    const measured = (value: number, split: string) => ({
      key: 'accuracy',
      split,
      value,
      n: 10,
      dataset: null,
    });
    await createTestVersion(client, name, { metrics: [measured(0.7, 'heldout')] });
    await createTestVersion(client, name, { metrics: [measured(0.1, 'other')] });
    await createTestVersion(client, name, { metrics: [measured(0.2, 'other'), measured(0.8, 'heldout')] });
    const { trend } = await client.registry.get({ name });
    expect(trend).toEqual({
      split: 'heldout',
      key: 'accuracy',
      points: [
        { version: 1, value: 0.7, n: 10 },
        { version: 3, value: 0.8, n: 10 },
      ],
    });
  }));
