import type { RunComparison, SeedGroup } from '#contract/comparison.ts';
import { meanInterval } from './statistics/student-t.ts';

const seedName = /(^|[._-])(seed|random_?state|rng)$/i;
const level = 0.95;

/** Runs that differ in no param but a seed belong together: their metrics are draws of the same. */
export function findSeedGroups({ runs, texts, metrics }: RunComparison): SeedGroup[] {
  const params = texts.filter(({ kind, differs }) => kind === 'param' && differs);
  const seed = params.find(({ key }) => seedName.test(key));
  if (seed === undefined) return [];
  const others = params.filter(({ key }) => key !== seed.key);
  const groups = new Map<string, number[]>();
  for (const place of runs.keys()) {
    if (seed.values[place] == null) continue;
    const signature = JSON.stringify(others.map(({ values }) => values[place]));
    groups.set(signature, [...(groups.get(signature) ?? []), place]);
  }
  return [...groups.values()]
    .filter((places) => new Set(places.map((place) => seed.values[place])).size > 1)
    .map((places) => ({
      param: seed.key,
      runIds: places.map((place) => runs[place]?.runId ?? ''),
      metrics: metrics.flatMap(({ key, last }) => {
        const values = places.flatMap((place) => {
          const value = last[place];
          return typeof value === 'number' ? [value] : [];
        });
        return values.length < 2 ? [] : [{ key, ...meanInterval(values, level) }];
      }),
    }));
}
