import type { Condition, FilterNode, OrderTerm } from '#core/search/index.ts';

/** A run as a plain object: what the naive evaluator looks at, and what the test writes into the tables. */
export interface PlainRun {
  id: number;
  uuid: string;
  experimentId: number;
  parentId: number | null;
  name: string;
  userId: string;
  status: string;
  startedAt: number;
  endedAt: number | null;
  deleted: boolean;
  artifactUri: string;
  metrics: Record<string, number>;
  params: Record<string, string>;
  tags: Record<string, string>;
  datasets: { name: string; digest: string; context: string | null }[];
}

export interface NaiveQuery {
  experimentIds: readonly number[];
  filter: FilterNode | null;
  order: readonly OrderTerm[];
  view: 'active' | 'deleted' | 'all';
  nesting: 'all' | 'roots' | 'children';
  parentRunId?: string | undefined;
}

/** The search as a reader of the documentation would do it by hand: every run, one after the other. */
export function naiveSearch(runs: readonly PlainRun[], query: NaiveQuery): string[] {
  const isVisible = (run: PlainRun): boolean =>
    query.view === 'all' || run.deleted === (query.view === 'deleted');
  const isInScope = (run: PlainRun): boolean =>
    isVisible(run) && (query.experimentIds.length === 0 || query.experimentIds.includes(run.experimentId));
  const isAtLevel = (run: PlainRun): boolean => {
    const parent = runs.find(({ id }) => id === run.parentId);
    if (query.nesting === 'children') return parent !== undefined && parent.uuid === query.parentRunId;
    if (query.nesting === 'all') return true;
    return parent === undefined || !isVisible(parent) || parent.experimentId !== run.experimentId;
  };
  const { filter } = query;
  return runs
    .filter((run) => isInScope(run) && isAtLevel(run) && (filter === null || holds(run, filter)))
    .toSorted((a, b) => compareRuns(a, b, query.order))
    .map(({ uuid }) => uuid);
}

function holds(run: PlainRun, node: FilterNode): boolean {
  if (node.kind === 'not') return !holds(run, node.item);
  if (node.kind !== 'condition') {
    const held = node.items.filter((item) => holds(run, item)).length;
    return node.kind === 'and' ? held === node.items.length : held > 0;
  }
  const values = valuesOf(run, node.entity, node.key);
  if (node.operator === 'IS NULL') return values.length === 0;
  return values.some((value) => node.operator === 'IS NOT NULL' || passes(value, node));
}

type Value = string | number;

const attributes: Record<string, (run: PlainRun) => Value | null> = {
  run_id: (run) => run.uuid,
  run_name: (run) => run.name,
  user_id: (run) => run.userId,
  status: (run) => run.status,
  artifact_uri: (run) => run.artifactUri,
  start_time: (run) => run.startedAt,
  end_time: (run) => run.endedAt,
};

function valuesOf(run: PlainRun, entity: Condition['entity'], key: string): Value[] {
  if (entity === 'dataset') {
    return run.datasets.flatMap((dataset) => dataset[key as 'name' | 'digest' | 'context'] ?? []);
  }
  const value = valueOf(run, entity, key);
  return value === null ? [] : [value];
}

function valueOf(run: PlainRun, entity: Condition['entity'], key: string): Value | null {
  if (entity === 'metric') return run.metrics[key] ?? null;
  if (entity === 'param') return run.params[key] ?? null;
  if (entity === 'tag') return run.tags[key] ?? null;
  return attributes[key]?.(run) ?? null;
}

function passes(value: Value, { operator, value: wanted }: Condition): boolean {
  if (typeof value === 'number' && Number.isNaN(value)) return false;
  if (Array.isArray(wanted)) return wanted.includes(value) === (operator === 'IN');
  if (operator === 'LIKE') return isLike(String(value), String(wanted));
  if (operator === 'ILIKE') return isLike(String(value).toLowerCase(), String(wanted).toLowerCase());
  if (operator === '=') return value === wanted;
  if (operator === '!=') return value !== wanted;
  const difference = Number(value) - Number(wanted);
  const order = value === wanted ? 0 : difference;
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

function isLike(value: string, pattern: string): boolean {
  const source = [...pattern].map((letter) => {
    if (letter === '%') return '.*';
    return letter === '_' ? '.' : letter.replace(/[.*+?^${}()|[\]\\/-]/u, '\\$&');
  });
  return new RegExp(`^${source.join('')}$`, 'su').test(value);
}

function compareRuns(a: PlainRun, b: PlainRun, order: readonly OrderTerm[]): number {
  const terms: OrderTerm[] = [
    ...order,
    { entity: 'attribute', key: 'start_time', descending: true },
    { entity: 'attribute', key: 'run_id', descending: false },
  ];
  for (const term of terms) {
    const result = compareTerm(
      valueOf(a, term.entity, term.key),
      valueOf(b, term.entity, term.key),
      term.descending,
    );
    if (result !== 0) return result;
  }
  return 0;
}

function compareTerm(a: Value | null, b: Value | null, descending: boolean): number {
  const rank = (value: Value | null): number => (value === null ? 2 : Number.isNaN(value) ? 1 : 0);
  if (rank(a) !== 0 || rank(b) !== 0) return rank(a) - rank(b);
  const sign = descending ? -1 : 1;
  if (typeof a === 'number' && typeof b === 'number') return a === b ? 0 : sign * (a < b ? -1 : 1);
  return sign * Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}
