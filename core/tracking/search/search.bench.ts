import { join } from 'node:path';
import { systemClock } from '#core/kernel/clock.ts';
import { silentLogger } from '#core/kernel/logger.ts';
import { openConnection, type Connection } from '#core/store/database.ts';
import { migrate } from '#core/store/migrate.ts';
import { migrations } from '#core/store/migrations/index.ts';
import type { Bench, BenchContext, BenchRow } from '#core/testing/bench-types.ts';
import { generateRuns, type GeneratedRuns } from '#core/testing/run-generator.ts';
import { countRuns, searchRunIds, type RunPageQuery } from './search-runs.ts';
import { benchConditions, benchOrders } from './testing/search-cases.ts';

/** The first page of 100 of any one condition in any order, ms. */
const pageBudget = 50;
const smallPageBudget = 20;

/** Searches of 10 metrics, 10 params and 5 tags per run; every case's p50, then the worst ones again with more runs. */
export const bench: Bench = {
  name: 'search',
  async run(ctx) {
    return [
      ...measureDatabase(ctx, { runs: 10_000, experiments: 1 }, smallPageBudget),
      ...measureDatabase(ctx, { runs: 100_000, experiments: 1 }, pageBudget),
      ...measureDatabase(ctx, { runs: 100_000, experiments: 100, children: 9 }, pageBudget),
    ];
  },
};

function measureDatabase(ctx: BenchContext, options: GeneratedRuns, budget: number): BenchRow[] {
  const shape = `${count(options.runs)} runs, ${options.experiments} experiment${options.experiments > 1 ? 's' : ''}`;
  ctx.say(shape);
  const db = openDatabase(join(ctx.folder, `${options.runs}-${options.experiments}.db`));
  const start = performance.now();
  const experimentIds = generateRuns(db, { ...options, seed: ctx.seed % 1000 });
  const seconds = (performance.now() - start) / 1000;
  const rows: BenchRow[] = [
    { case: `${shape}: generated`, value: round(seconds), unit: 's', budget: '< 60 s', ok: seconds < 60 },
    ...measureScope(db, `${shape}, all searched`, [], budget),
  ];
  const [first = 0] = experimentIds;
  if (experimentIds.length > 1) rows.push(...measureScope(db, `${shape}, one searched`, [first], budget));
  db.close();
  return rows;
}

function openDatabase(file: string): Connection {
  const db = openConnection({ file, readOnly: false, logger: silentLogger, clock: systemClock });
  migrate(db, migrations, systemClock);
  return db;
}

function measureScope(db: Connection, scope: string, experimentIds: number[], budget: number): BenchRow[] {
  const base = { experimentIds, view: 'active', nesting: 'all', maxResults: 100 } as const;
  const page = (query: Partial<RunPageQuery>) => () =>
    searchRunIds(db, { ...base, filter: '', orderBy: [], ...query });
  const cases = benchConditions.flatMap((filter) =>
    benchOrders.map((order) => ({
      name: `${filter || 'no condition'}, by ${order}`,
      work: page({ filter, orderBy: [order] }),
    })),
  );
  const row = (name: string, ms: number): BenchRow => ({
    case: `${scope}: ${name}`,
    value: round(ms),
    unit: 'ms',
    budget: `< ${budget} ms`,
    ok: ms < budget,
  });
  const measured = cases
    .map(({ name, work }) => ({ name, work, ms: median(work, 3) }))
    .toSorted((a, b) => b.ms - a.ms);
  // The slowest are measured again: with few runs each, some of them only met another process.
  const [worst] = measured
    .slice(0, 10)
    .map(({ name, work }) => ({ name, ms: median(work, 15) }))
    .toSorted((a, b) => b.ms - a.ms);
  return [
    row('newest first', median(page({}), 15)),
    row('newest roots', median(page({ nesting: 'roots' }), 15)),
    row(
      'metric condition, by metric',
      median(page({ filter: 'metrics.accuracy > 0.5', orderBy: ['metrics.loss'] }), 15),
    ),
    row('three conditions, by two keys', median(page(threeConditions), 15)),
    row(
      'count of one condition',
      median(() => countRuns(db, { ...base, filter: 'metrics.accuracy > 0.5' }), 15),
    ),
    row(`median of ${cases.length} cases`, measured[measured.length >> 1]?.ms ?? NaN),
    row(`worst of ${cases.length} cases (${worst?.name ?? ''})`, worst?.ms ?? NaN),
  ];
}

const threeConditions: Partial<RunPageQuery> = {
  filter: "metrics.accuracy > 0.5 AND params.model = 'svm' AND NOT tags.owner = 'kim'",
  orderBy: ['params.depth', 'metrics.f1 DESC'],
};

/** The median time of `work` in ms, after one run that does not count. */
function median(work: () => unknown, runs: number): number {
  work();
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return times.toSorted((a, b) => a - b)[runs >> 1] ?? NaN;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function count(value: number): string {
  return value.toLocaleString('en');
}
