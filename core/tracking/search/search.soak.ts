import fc from 'fast-check';
import type { Soak } from '#core/testing/bench-types.ts';
import { insertTestExperiment, openTestDatabase } from './testing/search-fixture.ts';
import { searchProperty } from './testing/search-property.ts';

/** The comparison of `search-runs.test.ts` with a naive evaluator, many times over. */
export const soak: Soak = {
  name: 'search',
  async run({ folder, seed, count, say }) {
    const db = openTestDatabase(folder);
    for (const id of [1, 2, 3]) insertTestExperiment(db, id);
    const numRuns = count(100_000);
    say(`${numRuns} random searches against a naive evaluator`);
    const outcome = fc.check(searchProperty(db), { seed, numRuns });
    db.close();
    if (outcome.failed) throw new Error(fc.defaultReportMessage(outcome) ?? 'the property failed');
    return [
      {
        case: 'random searches equal to a naive evaluator',
        value: outcome.numRuns,
        unit: 'searches',
        ok: true,
      },
    ];
  },
};
