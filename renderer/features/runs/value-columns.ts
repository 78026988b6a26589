import type { MetricValue, Run } from '#contract/entities.ts';
import type { RunColumn } from '#contract/run-table.ts';
import { columnDecimals } from '#renderer/parts/numbers.ts';

export type ColumnKind = 'metrics' | 'params' | 'tags';
/** Which figure of a metric's history a column shows. */
export type MetricFigure = 'last' | 'min' | 'max';

/** A metric, param or tag that runs have, as a column. */
export type ValueColumn = {
  /** `metrics.loss`, `metrics.loss@min`, `params.C`. */
  readonly id: string;
  readonly kind: ColumnKind;
  readonly key: string;
  readonly figure: MetricFigure;
  readonly widthPx: number;
  /** Decimals of a metric, so that its column aligns. */
  readonly decimals: number;
  /** Every value is a number: the column aligns right. */
  readonly numeric: boolean;
  readonly varies: boolean;
  /** How many runs of the experiment have it; null while only the loaded ones are known. */
  readonly count: number | null;
  readonly samples: readonly string[];
  readonly direction: RunColumn['direction'];
  readonly isShare: boolean;
};

/** Enough rows to know what is common; a scan of all would cost more than it tells. */
const scannedRows = 500;

type Found = { count: number; values: Set<string>; metrics: MetricValue[] };

const kinds = { metric: 'metrics', param: 'params', tag: 'tags' } as const;

/**
 * What the engine knows of the experiment's keys, joined with what the loaded rows show: how many decimals align them,
 * and keys that are newer than the engine's answer. The most common first; params that do not vary come last.
 */
export function findValueColumns(
  runs: readonly Run[],
  known: readonly RunColumn[] = [],
): readonly ValueColumn[] {
  const loaded = readRows(runs);
  const columns = known.map((column) => {
    const id = `${kinds[column.kind]}.${column.key}`;
    return toColumn(id, loaded.get(id), column);
  });
  const knownIds = new Set(columns.map(({ id }) => id));
  const newer = [...loaded]
    .filter(([id]) => !knownIds.has(id))
    .map(([id, found]) => toColumn(id, found, undefined));
  return [...columns, ...newer].sort((a, b) => byUse(a, b, loaded));
}

function readRows(runs: readonly Run[]): ReadonlyMap<string, Found> {
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
  return found;
}

/** What the loaded rows show comes before what only others have. */
function byUse(a: ValueColumn, b: ValueColumn, loaded: ReadonlyMap<string, Found>): number {
  const rank = ({ kind, varies, id }: ValueColumn): number =>
    kind === 'tags' ? 3 : !loaded.has(id) ? 2 : kind === 'params' && !varies ? 1 : 0;
  const uses = ({ id, count }: ValueColumn): number => loaded.get(id)?.count ?? count ?? 0;
  return rank(a) - rank(b) || uses(b) - uses(a) || a.id.localeCompare(b.id);
}

/** What is said of a column that only loaded rows have shown so far. */
const unknown = { count: null, direction: 'none', isShare: false } as const;

function toColumn(id: string, found: Found | undefined, known: RunColumn | undefined): ValueColumn {
  const kind = kindOf(id);
  const key = id.slice(kind.length + 1);
  const seen = [...(found?.values ?? [])];
  const samples = known?.samples ?? seen.slice(0, 6);
  const values = [...seen, ...samples];
  return {
    id,
    kind,
    key,
    figure: 'last',
    widthPx: widthFor(kind, key, values),
    decimals: columnDecimals(found?.metrics ?? (kind === 'metrics' ? samples.map(Number) : [])),
    numeric: kind === 'metrics' || values.every(isNumeric),
    samples,
    ...(known === undefined ? { ...unknown, varies: seen.length > 1 } : pickKnown(known)),
  };
}

function pickKnown({ count, direction, isShare, varies }: RunColumn) {
  return { count, direction, isShare, varies };
}

function kindOf(id: string): ColumnKind {
  if (id.startsWith('metrics.')) return 'metrics';
  return id.startsWith('params.') ? 'params' : 'tags';
}

function widthFor(kind: ColumnKind, key: string, values: readonly string[]): number {
  const longest = Math.max(0, ...values.map((value) => value.length));
  const valueWidth = kind === 'metrics' ? 64 : Math.min(160, longest * 7.4);
  return Math.min(280, Math.round(Math.max(64, key.length * 6.7 + 6, valueWidth) + 16));
}

/** The column of an id, which may name another figure of a metric than its last value. */
export function findColumn(all: readonly ValueColumn[], id: string): ValueColumn | undefined {
  const figure = id.endsWith('@min') ? 'min' : id.endsWith('@max') ? 'max' : 'last';
  if (figure === 'last') return all.find((column) => column.id === id);
  const base = all.find((column) => column.id === id.slice(0, -4));
  return base === undefined ? undefined : { ...base, id, figure, widthPx: base.widthPx + 26 };
}

/** The metric that says how sure another one is, as scikit-learn's users log it: `cv_mean_accuracy_std`. */
export function spreadKey(key: string): string {
  return `${key}_std`;
}

function isNumeric(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text));
}

/** As many columns as fit without cutting a name: metrics have the first three fifths of the room, params the rest. */
export function fitColumns(columns: readonly ValueColumn[], roomPx: number): readonly ValueColumn[] {
  const keys = new Set(columns.filter(({ kind }) => kind === 'metrics').map(({ key }) => key));
  const isSpread = ({ kind, key }: ValueColumn): boolean =>
    kind === 'metrics' && key.endsWith('_std') && keys.has(key.slice(0, -'_std'.length));
  const wanted = columns.filter((column) => column.kind !== 'tags' && !isSpread(column));
  const chosen = new Set<ValueColumn>();
  let left = roomPx;
  function take(kind: ValueColumn['kind'], limitPx: number): void {
    let share = limitPx;
    for (const column of wanted) {
      if (column.kind !== kind || chosen.has(column) || column.widthPx > Math.min(share, left)) continue;
      chosen.add(column);
      left -= column.widthPx;
      share -= column.widthPx;
    }
  }
  const hasParams = wanted.some(({ kind }) => kind === 'params');
  take('metrics', hasParams ? roomPx * 0.6 : roomPx);
  take('params', left);
  take('metrics', left);
  return [...wanted.filter((c) => c.kind === 'metrics'), ...wanted.filter((c) => c.kind === 'params')].filter(
    (column) => chosen.has(column),
  );
}

/** A name as the search language takes it: with signs in it, it stands in backticks. */
export function quoteKey(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) && !reserved.test(key) ? key : `\`${key}\``;
}

const reserved = /^(?:and|or|not|in|is|null|like|ilike|rlike|between|asc|desc)$/i;

/** The chosen columns of values, in their order. */
export function valueColumnsOf(
  all: readonly ValueColumn[],
  choices: readonly { readonly id: string }[],
): readonly ValueColumn[] {
  return choices.flatMap(({ id }) => findColumn(all, id) ?? []);
}
