import type { LatestMetric } from '#contract/entities.ts';

const preferred = ['heldout_accuracy', 'cv_mean_accuracy', 'val_accuracy', 'accuracy'];

/** The figure that says most of a run: accuracy on rows that it has not seen, else the first there is. */
export function headlineMetric(metrics: readonly LatestMetric[]): LatestMetric | null {
  for (const key of preferred) {
    const metric = metrics.find((candidate) => candidate.key === key);
    if (metric !== undefined) return metric;
  }
  return metrics.find(({ key }) => key.includes('accuracy')) ?? metrics[0] ?? null;
}

/** The metric with the longest course; null when none has one. */
export function courseMetric(metrics: readonly LatestMetric[]): LatestMetric | null {
  const longest = metrics.toSorted((a, b) => b.count - a.count)[0];
  return longest !== undefined && longest.count > 1 ? longest : null;
}
