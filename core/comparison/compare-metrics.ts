import type { ComparedMetric, MetricDirection } from '#contract/comparison.ts';
import type { LatestMetric, MetricValue, Run, Tag } from '#contract/entities.ts';
import { directionTag, guessDirection, isShareByName } from './metric-direction.ts';

/**
 * One row for each metric that any of the runs logged; those that differ first, then by name.
 * @param tags of the experiment that the baseline belongs to: directions that were set there count
 */
export function compareMetrics(runs: readonly Run[], tags: readonly Tag[]): ComparedMetric[] {
  const byRun = runs.map(({ metrics }) => new Map(metrics.map((metric) => [metric.key, metric])));
  const keys = new Set(runs.flatMap(({ metrics }) => metrics.map(({ key }) => key)));
  const given = new Map(tags.map(({ key, value }) => [key, value]));
  return [...keys]
    .sort()
    .map((key) =>
      buildRow(
        key,
        byRun.map((metrics) => metrics.get(key)),
        given.get(`${directionTag}${key}`),
      ),
    )
    .sort((a, b) => Number(b.differs) - Number(a.differs));
}

function buildRow(
  key: string,
  metrics: readonly (LatestMetric | undefined)[],
  given: string | undefined,
): ComparedMetric {
  const last = metrics.map((metric) => metric?.value ?? null);
  const isDirectionGiven = given === 'higher' || given === 'lower' || given === 'none';
  const direction = isDirectionGiven ? given : guessDirection(key);
  return {
    key,
    direction,
    isDirectionGiven,
    isShare: isShareByName(key) && last.every((value) => value === null || isShareValue(value)),
    last,
    min: metrics.map((metric) => metric?.min ?? null),
    max: metrics.map((metric) => metric?.max ?? null),
    count: metrics.map((metric) => metric?.count ?? 0),
    best: findBest(last, direction),
    differs: last.some((value) => value !== last[0]),
  };
}

function isShareValue(value: MetricValue): boolean {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

function findBest(values: readonly (MetricValue | null)[], direction: MetricDirection): number | null {
  const numbers = values.filter((value) => typeof value === 'number');
  if (direction === 'none' || numbers.length < 2) return null;
  const [lowest, highest] = [Math.min(...numbers), Math.max(...numbers)];
  if (lowest === highest) return null;
  return direction === 'higher' ? highest : lowest;
}
