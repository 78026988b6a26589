import type { MetricValue, Run } from '#contract/entities.ts';
import { columnDecimals } from '#renderer/parts/numbers.ts';

/** A metric or a param that runs have in common, as a column. */
export type ValueColumn = {
  /** `metrics.loss`, `params.C`. */
  readonly id: string;
  readonly kind: 'metrics' | 'params';
  readonly key: string;
  readonly widthPx: number;
  /** Decimals of a metric, so that its column aligns. */
  readonly decimals: number;
  /** Every value is a number: the column aligns right. */
  readonly numeric: boolean;
};

/** Enough rows to know what is common; a scan of all would cost more than it tells. */
const scannedRows = 500;

type Found = { count: number; values: Set<string>; metrics: MetricValue[] };

/** The metrics and params of these runs, the most common first; params that do not vary come last. */
export function findValueColumns(runs: readonly Run[]): readonly ValueColumn[] {
  const found = new Map<string, Found>();
  function note(id: string, text: string, metric?: MetricValue): void {
    const entry = found.get(id) ?? { count: 0, values: new Set<string>(), metrics: [] };
    entry.count += 1;
    if (entry.values.size < 50) entry.values.add(text);
    if (metric !== undefined) entry.metrics.push(metric);
    found.set(id, entry);
  }
  for (const run of runs.slice(0, scannedRows)) {
    for (const { key, value } of run.metrics) note(`metrics.${key}`, String(value), value);
    for (const { key, value } of run.params) note(`params.${key}`, value);
  }
  return [...found].sort(byUse).map(([id, entry]) => toColumn(id, entry));
}

function byUse([a, x]: [string, Found], [b, y]: [string, Found]): number {
  const rank = (id: string, { values }: Found): number =>
    id.startsWith('params.') && values.size < 2 ? 1 : 0;
  return rank(a, x) - rank(b, y) || y.count - x.count || a.localeCompare(b);
}

function toColumn(id: string, { values, metrics }: Found): ValueColumn {
  const kind = id.startsWith('metrics.') ? 'metrics' : 'params';
  const key = id.slice(kind.length + 1);
  const numeric = kind === 'metrics' || [...values].every(isNumeric);
  const longest = Math.max(...[...values].map((value) => value.length));
  const valueWidth = kind === 'metrics' ? 64 : Math.min(160, longest * 7.4);
  const widthPx = Math.round(Math.max(64, key.length * 6.7 + 6, valueWidth) + 16);
  return { id, kind, key, widthPx: Math.min(280, widthPx), decimals: columnDecimals(metrics), numeric };
}

function isNumeric(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text));
}

/** As many columns as fit without cutting a name: metrics have the first three fifths of the room, params the rest. */
export function fitColumns(columns: readonly ValueColumn[], roomPx: number): readonly ValueColumn[] {
  const chosen = new Set<ValueColumn>();
  let left = roomPx;
  function take(kind: ValueColumn['kind'], limitPx: number): void {
    let share = limitPx;
    for (const column of columns) {
      if (column.kind !== kind || chosen.has(column) || column.widthPx > Math.min(share, left)) continue;
      chosen.add(column);
      left -= column.widthPx;
      share -= column.widthPx;
    }
  }
  const hasParams = columns.some(({ kind }) => kind === 'params');
  take('metrics', hasParams ? roomPx * 0.6 : roomPx);
  take('params', left);
  take('metrics', left);
  return [
    ...columns.filter((c) => c.kind === 'metrics'),
    ...columns.filter((c) => c.kind === 'params'),
  ].filter((column) => chosen.has(column));
}

/** A name as the search language takes it: with signs in it, it stands in backticks. */
export function quoteKey(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? key : `\`${key}\``;
}
