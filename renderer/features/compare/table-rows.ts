import type { ComparedMetric, ComparedText, RunComparison } from '#contract/comparison.ts';
import type { MetricValue } from '#contract/entities.ts';

/** Which figure of a metric's history stands in its row. */
export type MetricStat = 'last' | 'best' | 'min' | 'max';

export type CompareGroup = 'metrics' | 'params' | 'inputs' | 'environment' | 'tags' | 'setup';

export type CompareRow =
  | { readonly kind: 'group'; readonly group: CompareGroup }
  | {
      readonly kind: 'metric';
      readonly metric: ComparedMetric;
      readonly values: readonly (MetricValue | null)[];
    }
  | { readonly kind: 'text'; readonly text: ComparedText };

type Chosen = { readonly rows: readonly CompareRow[]; readonly shown: number; readonly total: number };

const groupOfKind = { param: 'params', input: 'inputs', environment: 'environment', tag: 'tags' } as const;

/** The rows of metrics, those that are equal in all runs only when `all`. */
export function metricRows(comparison: RunComparison, all: boolean, stat: MetricStat): Chosen {
  return choose(
    comparison.metrics.map((metric) => ({ kind: 'metric', metric, values: valuesOf(metric, stat) })),
    all,
  );
}

/** The rows of params, datasets, surroundings and tags, each kind under a head of its own. */
export function textRows(comparison: RunComparison, all: boolean): Chosen {
  const chosen = choose(
    comparison.texts.map((text) => ({ kind: 'text', text })),
    all,
  );
  const rows: CompareRow[] = [];
  let last: CompareGroup | null = null;
  for (const row of chosen.rows) {
    if (row.kind !== 'text') continue;
    const group = groupOfKind[row.text.kind];
    if (group !== last) rows.push({ kind: 'group', group });
    last = group;
    rows.push(row);
  }
  return { ...chosen, rows };
}

/** Everything under two heads, as the summary shows it. */
export function summaryRows(comparison: RunComparison, all: boolean): Chosen {
  const metrics = metricRows(comparison, all, 'last');
  const texts = choose(
    comparison.texts.map((text) => ({ kind: 'text', text })),
    all,
  );
  return {
    rows: [
      ...(metrics.rows.length > 0 ? [{ kind: 'group', group: 'metrics' } as const, ...metrics.rows] : []),
      ...(texts.rows.length > 0 ? [{ kind: 'group', group: 'setup' } as const, ...texts.rows] : []),
    ],
    shown: metrics.shown + texts.shown,
    total: metrics.total + texts.total,
  };
}

function choose(rows: readonly CompareRow[], all: boolean): Chosen {
  const shown = all ? rows : rows.filter(differs);
  return { rows: shown, shown: shown.length, total: rows.length };
}

function differs(row: CompareRow): boolean {
  if (row.kind === 'group') return false;
  return row.kind === 'metric' ? row.metric.differs : row.text.differs;
}

function valuesOf(metric: ComparedMetric, stat: MetricStat): readonly (MetricValue | null)[] {
  if (stat === 'last') return metric.last;
  if (stat !== 'best') return metric[stat];
  // Without a direction nobody can say what is best: the last stands.
  if (metric.direction === 'none') return metric.last;
  return metric.direction === 'higher' ? metric.max : metric.min;
}

/** The best of the values that a row shows, by the metric's direction; null when none is better than another. */
export function bestOf(values: readonly (MetricValue | null)[], metric: ComparedMetric): number | null {
  const numbers = values.filter((value) => typeof value === 'number');
  if (metric.direction === 'none' || numbers.length < 2) return null;
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  if (low === high) return null;
  return metric.direction === 'higher' ? high : low;
}

/** How a value stands against the baseline's: null when one of them is no number, or they are equal. */
export function deltaOf(
  value: MetricValue | null,
  base: MetricValue | null,
  metric: ComparedMetric,
): { readonly difference: number; readonly tone: 'better' | 'worse' | 'even' } | null {
  if (typeof value !== 'number' || typeof base !== 'number' || value === base) return null;
  const difference = value - base;
  if (metric.direction === 'none') return { difference, tone: 'even' };
  return { difference, tone: difference > 0 === (metric.direction === 'higher') ? 'better' : 'worse' };
}
