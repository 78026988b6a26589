import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Run } from '#contract/entities.ts';
import type { EngineClient, Inputs } from '#contract/procedures.ts';
import type { TransferJob } from '#contract/transfer.ts';
import { withEngine } from '#core/testing/with-engine.ts';
import { storeNames, unpackStore } from './testing/stores.ts';

type Order = Inputs['transfer']['startImport'];

async function importStore(client: EngineClient, order: Order): Promise<TransferJob> {
  const { jobId } = await client.transfer.startImport(order);
  return client.transfer.wait({ jobId });
}

async function runsOf(client: EngineClient, experiment: string): Promise<Map<string, Run>> {
  const { experimentId } = await client.experiments.getByName({ name: experiment });
  const { runs } = await client.runs.search({ experimentIds: [experimentId], view: 'all' });
  return new Map(runs.map((run) => [run.name, run]));
}

describe.each(storeNames)('the store of %s', (name) => {
  it('comes whole, and comes only once', () =>
    withEngine(async ({ client, folder }) => {
      const source = unpackStore(name, join(folder, 'store'));
      const job = await importStore(client, { source });
      expect(job).toMatchObject({ state: 'done', error: null });
      const runs = await runsOf(client, 'churn');
      const parent = runs.get('parent');
      expect(parent).toMatchObject({ status: 'FINISHED', userId: expect.any(String) as string });
    }));
});
