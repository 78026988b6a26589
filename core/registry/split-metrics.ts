import type { Run } from '#contract/entities.ts';
import type { VersionMetric } from '#contract/registry.ts';

const splitMetric = /^(train|cv|validation|val|test|heldout|eval)_(.+)$/;

/** The latest metrics of a run that name their split: `heldout_accuracy` is accuracy on heldout. */
export function splitMetrics(run: Run | null): VersionMetric[] {
  return (run?.metrics ?? []).flatMap((metric) => {
    const [, split, key] = splitMetric.exec(metric.key) ?? [];
    if (split === undefined || key === undefined) return [];
    return [{ key, split, value: metric.value, n: null, dataset: null }];
  });
}
