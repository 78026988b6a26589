import type { RunComparison, SeedGroup } from '#contract/comparison.ts';
import { meanInterval } from './statistics/student-t.ts';

const seedName = /(^|[._-])(seed|random_?state|rng)$/i;
const level = 0.95;

/**
 * Runs of one experiment that differ in no param but a seed, and saw the same data, belong together: their metrics are
 * draws of the same.
 */
export function findSeedGroups({ runs, texts, metrics }: RunComparison): SeedGroup[] {
  const facts = texts.filter(({ kind, differs }) => (kind === 'param' || kind === 'input') && differs);
  const seed = facts.find(({ kind, key }) => kind === 'param' && seedName.test(key));
  if (seed === undefined) return [];
  const others = facts.filter((fact) => fact !== seed);
  const groups = new Map<string, number[]>();
  for (const [place, { experimentId }] of runs.entries()) {
    if (seed.values[place] == null) continue;
    const signature = JSON.stringify([experimentId, ...others.map((fact) => sayFact(fact, place))]);
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
        if (values.length < 2) return [];
        const interval = meanInterval(values, level);
        // Of values near the greatest that there are, neither sum nor square can be written.
        return Number.isFinite(interval.high) && Number.isFinite(interval.low) ? [{ key, ...interval }] : [];
      }),
    }));
}

/** A seed that also draws the split gives each run's part a digest of its own: the name of the data is what counts. */
function sayFact({ kind, values }: RunComparison['texts'][number], place: number): string | null {
  const text = values[place] ?? null;
  return kind === 'input' && text !== null ? text.replaceAll(/ \([^()]*\)(?=,|$)/g, '') : text;
}
