import type { ModelVersion } from '#contract/registry.ts';

type Metric = ModelVersion['metrics'][number];

/** The accuracies of versions by split, in the order in which they say most. */
export function accuracySplits(versions: readonly ModelVersion[]): readonly string[] {
  const splits = new Set(
    versions.flatMap(({ metrics }) => metrics.filter(isAccuracy).map(({ split }) => split)),
  );
  const rank = (split: string): number => (split === 'heldout' ? 0 : split === 'cv' ? 1 : 2);
  return [...splits].toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

/** The accuracy of a version on a split; of several the mean, which cross-validation gives. */
export function accuracyOn({ metrics }: ModelVersion, split: string): Metric | null {
  const found = metrics.filter((metric) => metric.split === split && isAccuracy(metric));
  return found.find(({ key }) => key.includes('mean')) ?? found[0] ?? null;
}

function isAccuracy({ key }: Metric): boolean {
  return key.includes('accuracy') && !key.includes('std') && !/lower|upper/.test(key);
}
