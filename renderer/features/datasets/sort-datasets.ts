import type { DatasetSummary } from '#contract/datasets.ts';

export const datasetOrders = ['name', 'rows', 'size', 'added'] as const;
export type DatasetOrder = (typeof datasetOrders)[number];

/** Names from A; what is counted from the largest, what has a time from the newest, equals by name. */
export function sortDatasets(
  datasets: readonly DatasetSummary[],
  order: DatasetOrder,
  locale: string,
): readonly DatasetSummary[] {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  return datasets.toSorted((a, b) => measure(b, order) - measure(a, order) || compare(a.name, b.name));
}

function measure({ latest }: DatasetSummary, order: DatasetOrder): number {
  switch (order) {
    case 'name':
      return 0;
    case 'rows':
      return latest.rows ?? -1;
    case 'size':
      return latest.bytes;
    case 'added':
      return latest.createdAt;
  }
}
