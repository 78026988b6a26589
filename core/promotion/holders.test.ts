import { expect, it } from 'vitest';
import { createTestVersion } from '#core/testing/test-models.ts';
import { withEngine } from '#core/testing/with-engine.ts';

it('says who held which alias when, and how it began and ended', () =>
  withEngine(async ({ client }) => {
    const name = 'churn';
    for (let i = 0; i < 3; i++) await createTestVersion(client, name);
    await client.registry.promote({ name, version: 1, reason: 'first' });
    await client.registry.setAlias({ name, alias: 'challenger', version: 2, reason: 'in shadow' });
    await client.registry.promote({ name, version: 2, reason: 'better' });
    await client.registry.deleteAlias({ name, alias: 'challenger', reason: 'promoted' });
    await client.registry.rollback({ name, reason: 'worse after all' });
    const { holders } = await client.promotion.holders({ name });
    expect(holders.map(({ alias, version, move, end }) => [alias, version, move, end])).toEqual([
      ['champion', 1, 'rollback', null],
      ['champion', 2, 'promote', 'rollback'],
      ['challenger', 2, 'set', 'remove'],
      ['champion', 1, 'promote', 'promote'],
    ]);
    expect(holders[0]?.to).toBeNull();
    expect(holders[1]).toMatchObject({ to: holders[0]?.from, reason: 'better' });
    const one = await client.promotion.holders({ name, alias: 'challenger' });
    expect(one.holders).toEqual([holders[2]]);
  }));
