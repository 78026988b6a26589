import { join } from 'node:path';
import { systemClock } from '#core/kernel/clock.ts';
import { silentLogger } from '#core/kernel/logger.ts';
import { openConnection } from '#core/store/database.ts';
import { migrate } from '#core/store/migrate.ts';
import { migrations } from '#core/store/migrations/index.ts';
import type { Bench, BenchRow } from '#core/testing/bench-types.ts';
import { generateRuns } from '#core/testing/run-generator.ts';
import { findRuns } from './find-runs.ts';
import { readQuery } from './query.ts';

const budget = 100;

/** What people type: much, something, little and nothing that fits, by name, id and tag, and nothing at all. */
const typed = ['a', 'amber', 'heron 41', 'no such run', 'kim', 'owner=alva', '0000', ''];

/** Quick search among 100,000 runs, the part that grows with a workspace. */
export const bench: Bench = {
  name: 'finding',
  run(ctx) {
    const rows: BenchRow[] = [];
    for (const experiments of [1, 100]) {
      const file = join(ctx.folder, `finding-${experiments}.db`);
      const db = openConnection({ file, readOnly: false, logger: silentLogger, clock: systemClock });
      migrate(db, migrations, systemClock);
      generateRuns(db, { runs: 100_000, experiments, metrics: 1, params: 1, tags: 5 });
      for (const text of typed) {
        const ms = median(() => findRuns(db, readQuery(text), 20));
        const name = `100,000 runs, ${experiments} experiments: ${text === '' ? 'nothing typed' : `“${text}”`}`;
        rows.push({ case: name, value: ms, unit: 'ms', budget: `< ${budget} ms`, ok: ms < budget });
      }
      db.close();
    }
    return Promise.resolve(rows);
  },
};

function median(work: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return Math.round((times[2] ?? 0) * 10) / 10;
}
