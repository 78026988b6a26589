import { expect, it } from 'vitest';
import type { BatchRow } from '#contract/monitoring.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { drawPlaces } from '#core/datasets/tasks/draw.ts';
import { systemClock } from '#core/kernel/clock.ts';
import { checkBatch } from '#core/monitoring/check-batch.ts';
import { makeLimits } from '#core/monitoring/limits.ts';
import { loadReference } from '#core/monitoring/load-reference.ts';
import { rowsToValues } from '#core/testing/made-up-batches.ts';
import { testActor, withEngine } from '#core/testing/with-engine.ts';

const model = 'models:/sentiment_classifier/1';
const draws = 4000;

async function trainFirst(client: EngineClient): Promise<void> {
  await client.workshop.create({});
  const { pipelineRunId } = await client.pipelines.run({ name: 'train' });
  expect(await client.pipelines.waitRun({ pipelineRunId, maxWaitMs: 60_000 })).toMatchObject({
    state: 'success',
  });
}

/** Every row of the warehouse as the model answers it. */
async function scoreWarehouse(client: EngineClient): Promise<BatchRow[]> {
  const { batchId, rows: count } = await client.monitoring.batchPredict({
    model,
    dataset: 'datasets:/customer_reviews/1',
  });
  const scored: BatchRow[] = [];
  let pageToken: string | undefined;
  do {
    const page = await client.monitoring.rows({ batchId, pageToken });
    scored.push(...page.rows);
    pageToken = page.nextPageToken ?? undefined;
  } while (pageToken !== undefined);
  expect(scored).toHaveLength(count);
  return scored;
}

// Rows are drawn as the pipeline draws them. All draws share one reference, whose luck no average evens out.
it('clean batches of the workshop raise an alert in less than 0.5 % of draws', { timeout: 60_000 }, () =>
  withEngine(
    async ({ engine, client }) => {
      await trainFirst(client);
      const rows = await scoreWarehouse(client);
      const reference = await loadReference(engine.rpcContext(testActor).engine, model);
      for (const n of [20, 40, 100, 200]) {
        const limits = await makeLimits(reference, n);
        let alarms = 0;
        for (let seed = 1; seed <= draws; seed++) {
          const batch = drawPlaces(rows.length, n, seed).flatMap((place) => rows.slice(place, place + 1));
          const checks = checkBatch(rowsToValues(batch), reference, limits);
          if (checks.some(({ verdict }) => verdict === 'alert')) alarms++;
        }
        expect(alarms / draws, `batches of ${n} rows`).toBeLessThan(0.005);
      }
    },
    { clock: systemClock },
  ),
);
