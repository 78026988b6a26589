import { findColumn, quoteKey } from './value-columns.ts';
import type { ValueColumn } from './value-columns.ts';

/** The metric by which one run is the best of several. */
export type LeadingMetric = { readonly key: string; readonly order: string };

/** The first metric of the table that has a better and a worse. */
export function leadingMetric(
  all: readonly ValueColumn[],
  choices: readonly { readonly id: string }[],
): LeadingMetric | undefined {
  for (const { id } of choices) {
    const column = findColumn(all, id);
    if (column?.kind !== 'metrics' || column.direction === 'none') continue;
    const direction = column.direction === 'higher' ? 'DESC' : 'ASC';
    return { key: column.key, order: `metrics.${quoteKey(column.key)} ${direction}` };
  }
  return undefined;
}
