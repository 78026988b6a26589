import { join } from 'node:path';
import { openEngine } from '#core/engine.ts';
import { systemClock } from '#core/kernel/clock.ts';
import type { Bench, BenchRow } from '#core/testing/bench-types.ts';
import {
  cleanWorld,
  createReference,
  makeUpRows,
  rowsToGroup,
  rowsToValues,
} from '#core/testing/made-up-batches.ts';
import { addReviewModel, addReviewTable, makeReviews } from '#core/testing/made-up-reviews.ts';
import { createRandom } from '#core/testing/random.ts';
import { testActor, testEngineOptions } from '#core/testing/with-engine.ts';
import { batchPredict } from './batch-predict.ts';
import { checkBatch } from './check-batch.ts';
import { makeLimits } from './limits.ts';
import { monitorBatch } from './monitor-batch.ts';

const sizes = [40, 2000, 50_000];

/** Rows a second of a batch, ms of its monitoring, how long the engine does not answer meanwhile, and false alarms. */
export const bench: Bench = {
  name: 'monitoring',
  run: async ({ folder, seed }) => [...(await measureBatches(folder, seed)), await measureFalseAlarms(seed)],
};

async function measureBatches(folder: string, seed: number): Promise<BenchRow[]> {
  const engine = await openEngine({ ...testEngineOptions(join(folder, 'w')), clock: systemClock });
  const { engine: ctx, services } = engine.rpcContext(testActor);
  const random = createRandom(seed);
  await addReviewModel(ctx, 'stays', makeReviews(1000, random), { stays: makeReviews(500, random) });
  const rows: BenchRow[] = [];
  for (const size of sizes) {
    const dataset = await addReviewTable(ctx, `batch_${size}`, makeReviews(size, random));
    const watch = watchLoop();
    const predictMs = await timed(() =>
      batchPredict(ctx, services.serving.models, { model: 'stays', dataset }),
    );
    const longest = watch.stop();
    const { batches } = await engine.createClient(testActor).monitoring.batches({ maxResults: 1 });
    const [batch] = batches;
    const monitorMs = await timed(() => monitorBatch(ctx, { batchId: batch?.batchId ?? 0 }));
    rows.push(
      { case: `batch of ${size} rows, scored and stored`, value: (size * 1000) / predictMs, unit: 'rows/s' },
      {
        case: '... the longest wait of others',
        value: longest,
        unit: 'ms',
        budget: '< 100 ms',
        ok: longest < 100,
      },
      { case: '... monitored, limits made anew', value: monitorMs, unit: 'ms' },
    );
  }
  await engine.stop();
  return rows;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The longest time, in ms, in which nothing else got its turn. */
function watchLoop(): { stop(): number } {
  let [last, longest] = [performance.now(), 0];
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 1);
  return {
    stop: () => {
      clearInterval(timer);
      return longest;
    },
  };
}

async function measureFalseAlarms(seed: number): Promise<BenchRow> {
  const random = createRandom(seed);
  const [references, batches, n] = [40, 500, 40];
  let alarms = 0;
  for (let i = 0; i < references; i++) {
    const reference = createReference(rowsToGroup('a', makeUpRows(500, random, cleanWorld)));
    const limits = await makeLimits(reference, n);
    for (let k = 0; k < batches; k++) {
      const checks = checkBatch(rowsToValues(makeUpRows(n, random, cleanWorld)), reference, limits);
      if (checks.some(({ verdict }) => verdict === 'alert')) alarms++;
    }
  }
  const value = (alarms / (references * batches)) * 100;
  return {
    case: `clean batches of ${n} rows with an alert`,
    value,
    unit: '%',
    budget: '< 0.5 %',
    ok: value < 0.5,
  };
}
