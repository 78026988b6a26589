import type { ComparedMetric } from '#contract/comparison.ts';
import type { LatestMetric, MetricDirection, MetricValue, Run, Tag } from '#contract/entities.ts';
import { directionOf, isShareMetric } from '#core/tracking/index.ts';

/**
 * One row for each metric that any of the runs logged; those that differ first, then by name.
 * @param tags of the experiment that the baseline belongs to: directions that were set there count
 */
export function compareMetrics(runs: readonly Run[], tags: readonly Tag[]): ComparedMetric[] {
  const byRun = runs.map(({ metrics }) => new Map(metrics.map((metric) => [metric.key, metric])));
  const keys = new Set(runs.flatMap(({ metrics }) => metrics.map(({ key }) => key)));
  return [...keys]
    .sort()
    .map((key) =>
      buildRow(
        key,
        byRun.map((metrics) => metrics.get(key)),
        tags,
      ),
    )
    .sort((a, b) => Number(b.differs) - Number(a.differs));
}

function buildRow(
  key: string,
  metrics: readonly (LatestMetric | undefined)[],
  tags: readonly Tag[],
): ComparedMetric {
  const last = metrics.map((metric) => metric?.value ?? null);
  const { direction, isDirectionGiven } = directionOf(key, tags);
  return {
    key,
    direction,
    isDirectionGiven,
    isShare: isShareMetric(key, last),
    last,
    min: metrics.map((metric) => metric?.min ?? null),
    max: metrics.map((metric) => metric?.max ?? null),
    count: metrics.map((metric) => metric?.count ?? 0),
    best: findBest(last, direction),
    differs: last.some((value) => value !== last[0]),
  };
}

function findBest(values: readonly (MetricValue | null)[], direction: MetricDirection): number | null {
  const numbers = values.filter((value) => typeof value === 'number');
  if (direction === 'none' || numbers.length < 2) return null;
  const [lowest, highest] = [Math.min(...numbers), Math.max(...numbers)];
  if (lowest === highest) return null;
  return direction === 'higher' ? highest : lowest;
}
