import { describe, expect, it } from 'vitest';
import type { EngineClient } from '#contract/procedures.ts';
import { createTestRun } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';

describe('a purged run', () => {
  it('takes along the datasets that no other run used, and counts them', () =>
    withEngine(async ({ client, engine }) => {
      const [one, two] = [await createTestRun(client), await createTestRun(client)];
      await logInput(client, one.runId, 'only here');
      for (const { runId } of [one, two]) await logInput(client, runId, 'shared');
      await client.runs.delete({ runId: one.runId });
      const preview = await client.runs.purgePreview({ runId: one.runId });
      expect(preview.freedBytes).toBeGreaterThan(profile.length);
      expect(preview.freedBytes).toBeLessThan(2 * profile.length);
      expect(await client.runs.purge({ runId: one.runId })).toEqual(preview);
      expect(engine.ctx.db.all('SELECT name FROM datasets')).toEqual([{ name: 'shared' }]);
      expect((await client.runs.inputs({ runId: two.runId })).datasets).toHaveLength(1);
    }));
});

const profile = 'p'.repeat(100_000);

async function logInput(client: EngineClient, runId: string, name: string): Promise<void> {
  const dataset = { name, digest: 'd', sourceType: 'local', source: 'file.csv', profile };
  await client.runs.logInputs({ runId, datasets: [dataset] });
}
