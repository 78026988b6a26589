import { expect, it } from 'vitest';
import { failureOf } from '#core/testing/factories.ts';
import { createTestVersion } from '#core/testing/test-models.ts';
import { withEngine } from '#core/testing/with-engine.ts';

const name = 'churn';

it('says where a rollback leads before it is done, and it leads there', () =>
  withEngine(async ({ client }) => {
    for (let i = 0; i < 3; i++) await createTestVersion(client, name);
    for (const version of [1, 2, 3])
      await client.registry.promote({ name, version, reason: `try ${version}` });
    await client.registry.deleteVersion({ name, version: 2 });
    const plan = await client.promotion.rollbackPlan({ name });
    expect(plan).toMatchObject({
      from: 3,
      to: 1,
      skippedDeleted: [2],
      serving: { address: null, isEndpoint: true, runtime: 'text', isReady: true },
      alerts: [],
    });
    expect(plan.held.to).not.toBeNull();
    const { champion } = await client.registry.rollback({ name, reason: 'slow' });
    expect(champion?.version.version).toBe(plan.to);
    expect(await failureOf(client.promotion.rollbackPlan({ name }))).toMatchObject({ code: 'INVALID_STATE' });
  }));

it('reads a file of a version in pieces, and nothing outside of it', () =>
  withEngine(async ({ client }) => {
    await createTestVersion(client, name);
    const { files } = await client.registry.versionFiles({ name, version: 1 });
    const file = files.find(({ path }) => path === 'MLmodel');
    const whole = await client.registry.readVersionFile({ name, version: 1, path: 'MLmodel' });
    expect(whole).toMatchObject({ size: file?.bytes, end: true });
    const rest = await client.registry.readVersionFile({ name, version: 1, path: 'MLmodel', offset: 10 });
    expect(await rest.chunk.text()).toBe((await whole.chunk.text()).slice(10));
    for (const [path, code] of [
      ['../MLmodel', 'PATH_NOT_ALLOWED'],
      ['none.txt', 'NOT_FOUND'],
    ] as const)
      expect(await failureOf(client.registry.readVersionFile({ name, version: 1, path }))).toMatchObject({
        code,
      });
  }));
