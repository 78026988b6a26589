import type { MetricValue } from '#contract/entities.ts';
import type { ModelVersion } from '#contract/registry.ts';

/** One line of a comparison: what it is about, and its text for each version; null where a version has none. */
export type CompareRow = {
  readonly label: string;
  readonly values: readonly (string | null)[];
};
export type MetricRow = {
  readonly split: string;
  readonly key: string;
  readonly values: readonly { readonly value: MetricValue | null; readonly n: number | null }[];
};

/** Metrics by split and name, those of every version. */
export function compareMetrics(versions: readonly ModelVersion[]): readonly MetricRow[] {
  const names = new Map(
    versions.flatMap(({ metrics }) =>
      metrics.map(({ split, key }) => [JSON.stringify([split, key]), { split, key }] as const),
    ),
  );
  return [...names.values()].map(({ split, key }) => ({
    split,
    key,
    values: versions.map(({ metrics }) => {
      const found = metrics.find((metric) => metric.split === split && metric.key === key);
      return { value: found?.value ?? null, n: found?.n ?? null };
    }),
  }));
}

/** Lines by name out of pairs of each version, in the order in which the names come first. */
export function comparePairs(
  versions: readonly (readonly { readonly name: string; readonly text: string }[])[],
): readonly CompareRow[] {
  const names = [...new Set(versions.flatMap((pairs) => pairs.map(({ name }) => name)))];
  return names.map((label) => ({
    label,
    values: versions.map((pairs) => pairs.find(({ name }) => name === label)?.text ?? null),
  }));
}

export function differs({ values }: CompareRow): boolean {
  return values.some((value) => value !== values[0]);
}

export function metricDiffers({ values }: MetricRow): boolean {
  return values.some(({ value }) => value !== values[0]?.value);
}
