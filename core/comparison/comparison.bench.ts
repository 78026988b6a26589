import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openEngine } from '#core/engine.ts';
import { systemClock } from '#core/kernel/clock.ts';
import { silentLogger } from '#core/kernel/logger.ts';
import { openConnection } from '#core/store/database.ts';
import { migrate } from '#core/store/migrate.ts';
import { migrations } from '#core/store/migrations/index.ts';
import type { EngineClient } from '#contract/procedures.ts';
import type { Bench, BenchRow } from '#core/testing/bench-types.ts';
import { generateRuns } from '#core/testing/run-generator.ts';
import { testActor, testEngineOptions } from '#core/testing/with-engine.ts';

/** Rows of the table that each run predicted, for the tests of significance. */
const predictions = 500;

/** Reading, ranking and reporting many runs side by side, from a workspace of 10,000. */
export const bench: Bench = {
  name: 'comparison',
  run: async ({ folder, seed }) => {
    const experimentId = makeWorkspace(join(folder, 'w'), seed);
    const engine = await openEngine({ ...testEngineOptions(join(folder, 'w')), clock: systemClock });
    const client = engine.createClient(testActor);
    const { runIds } = await client.runs.ids({ experimentId: String(experimentId), filter: '' });
    const rows: BenchRow[] = [];
    for (const [count, budgetMs] of [
      [100, 1000],
      [500, 3000],
    ] as const) {
      const runs = runIds.slice(0, count);
      rows.push(
        await measure(`${count} runs side by side`, budgetMs, () => client.comparison.read({ runs })),
        await measure(`importance over ${count} runs`, budgetMs, () =>
          client.comparison.importance({ runs, metric: 'accuracy' }),
        ),
      );
    }
    const few = runIds.slice(0, 21);
    for (const runId of few) await logPredictions(client, runId);
    rows.push(
      await measure(`significance of 20 runs, ${predictions} rows each`, null, () =>
        client.comparison.significance({ runs: few }),
      ),
      await measure('report of 21 runs as HTML', null, () =>
        client.comparison.report({ runs: few, format: 'html' }),
      ),
    );
    await engine.stop();
    return rows;
  },
};

/** 10,000 runs in one experiment, whose id it gives. */
function makeWorkspace(path: string, seed: number): number {
  mkdirSync(path, { recursive: true });
  const db = openConnection({
    file: join(path, 'stile.db'),
    readOnly: false,
    logger: silentLogger,
    clock: systemClock,
  });
  migrate(db, migrations, systemClock);
  const sizes = { runs: 10_000, experiments: 1, metrics: 10, params: 10, tags: 5 };
  const [experimentId = 0] = generateRuns(db, { ...sizes, seed: seed % 1000 });
  db.close();
  return experimentId;
}

async function logPredictions(client: EngineClient, runId: string): Promise<void> {
  const lines = Array.from({ length: predictions }, (_, row) => {
    const isRight = (row * 31 + Number.parseInt(runId.slice(0, 4), 16)) % 10 < 8;
    return `${row},a,${isRight ? 'a' : 'b'}`;
  });
  const chunk = new File([['id,target,prediction', ...lines].join('\n')], 'chunk');
  await client.artifacts.write({ runId, path: 'predictions.csv', offset: 0, chunk, last: true });
}

/** The median of five. */
async function measure(
  what: string,
  budgetMs: number | null,
  call: () => Promise<unknown>,
): Promise<BenchRow> {
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    const start = performance.now();
    await call();
    times.push(performance.now() - start);
  }
  const median = times.sort((a, b) => a - b)[2] ?? NaN;
  const row = { case: what, value: median, unit: 'ms' };
  return budgetMs === null ? row : { ...row, budget: `< ${budgetMs} ms`, ok: median < budgetMs };
}
