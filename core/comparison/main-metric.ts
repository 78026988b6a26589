import type { ComparedMetric } from '#contract/comparison.ts';
import type { Tag } from '#contract/entities.ts';
import { chooseMainMetric, type MetricCandidate } from '#core/tracking/index.ts';

/** The metric that says most of runs that are compared. */
export function pickMainMetric(metrics: readonly ComparedMetric[], tags: readonly Tag[]): string | null {
  return chooseMainMetric(metrics.map(toCandidate), tags);
}

/** The metric whose course over steps is worth drawing; null when none was logged more than twice. */
export function pickCourse(metrics: readonly ComparedMetric[], tags: readonly Tag[]): string | null {
  const overSteps = metrics.filter(({ count }) => count.some((n) => n > 2));
  return chooseMainMetric(overSteps.map(toCandidate), tags);
}

function toCandidate({ key, direction, isShare, last, differs }: ComparedMetric): MetricCandidate {
  return { key, direction, isShare, differs, runs: last.filter((value) => typeof value === 'number').length };
}
