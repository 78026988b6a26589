import type { LifecycleView } from '#contract/entities.ts';
import type { ReadableDb } from '#core/store/database.ts';
import {
  type FilterNode,
  inJsonList,
  joinParts,
  never,
  type OrderTerm,
  parseFilter,
  parseOrder,
  type SqlPart,
} from '#core/search/index.ts';
import { runDialect } from './dialects.ts';
import type { SearchTuning } from './tuning.ts';

/** Which runs a search looks at, and how. */
export interface RunQuery {
  /** Empty: every experiment of the view. */
  experimentIds: readonly number[];
  filter: string;
  orderBy: readonly string[];
  view: LifecycleView;
  /**
   * `roots`: only runs whose parent is not visible in the same experiment and view; `children`: only those of
   * `parentRunId`.
   */
  nesting: 'all' | 'roots' | 'children';
  /** The uuid of a run. */
  parentRunId?: string | undefined;
}

/** A query in the terms of the database, as of now. */
export interface RunSearch {
  db: ReadableDb;
  experimentIds: readonly number[];
  /** Whether these are all experiments of the view. */
  isEverywhere: boolean;
  /** `experimentIds` as JSON. */
  experiments: string;
  /** Values of `runs.lifecycle`, as SQL: `0`, `1` or `0, 1`. */
  lifecycles: '0' | '1' | '0, 1';
  nesting: 'all' | 'roots' | 'children';
  /** The row id of the parent; -1 when there is no such run. */
  parentId: number;
  filter: FilterNode | null;
  order: readonly OrderTerm[];
  /** One more than the greatest row id of a run. */
  size: number;
  tuning: SearchTuning;
}

/**
 * Parses and binds a query.
 * @throws FILTER_SYNTAX, LIMIT_EXCEEDED as the parser
 */
export function openSearch(db: ReadableDb, query: RunQuery, tuning: SearchTuning): RunSearch {
  const filter = parseFilter(query.filter, runDialect);
  const order = parseOrder(query.orderBy, runDialect);
  const experimentIds =
    query.experimentIds.length > 0 ? [...new Set(query.experimentIds)] : allExperiments(db, query.view);
  return {
    db,
    experimentIds,
    isEverywhere: query.experimentIds.length === 0,
    experiments: JSON.stringify(experimentIds),
    lifecycles: lifecyclesOf[query.view],
    nesting: query.nesting,
    parentId: query.nesting === 'children' ? findParent(db, query.parentRunId ?? '') : -1,
    filter,
    order,
    size: (db.get<{ id: number | null }>('SELECT max(id) AS id FROM runs')?.id ?? 0) + 1,
    tuning,
  };
}

const lifecyclesOf = { active: '0', deleted: '1', all: '0, 1' } as const;

/** A deleted experiment keeps its runs out of the view of active ones. */
function allExperiments(db: ReadableDb, view: LifecycleView): number[] {
  const where = view === 'active' ? 'WHERE lifecycle = 0' : '';
  return db.all<{ id: number }>(`SELECT id FROM experiments ${where} ORDER BY id`).map(({ id }) => id);
}

function findParent(db: ReadableDb, uuid: string): number {
  return db.get<{ id: number }>('SELECT id FROM runs WHERE uuid = ?', uuid)?.id ?? -1;
}

/** Whether the run `r` is one that the search looks at, the filter aside. */
export function scopePredicate(search: RunSearch): SqlPart {
  const parts: SqlPart[] = [
    { sql: `r.experiment_id ${inJsonList}`, params: [search.experiments] },
    { sql: `r.lifecycle IN (${search.lifecycles})`, params: [] },
  ];
  if (search.nesting === 'roots') parts.push({ sql: `NOT ${hasVisibleParent(search)}`, params: [] });
  if (search.nesting === 'children') {
    parts.push(search.parentId < 0 ? never : { sql: 'r.parent_id = ?', params: [search.parentId] });
  }
  return joinParts('AND', parts);
}

function hasVisibleParent(search: RunSearch): string {
  return `EXISTS (SELECT 1 FROM runs p WHERE p.id = r.parent_id AND p.experiment_id = r.experiment_id
    AND p.lifecycle IN (${search.lifecycles}))`;
}
