/** What a key belongs to. Not every dialect knows every entity. */
export type Entity =
  | 'attribute'
  | 'metric'
  | 'param'
  | 'tag'
  | 'dataset'
  | 'metadata'
  | 'span'
  | 'feedback'
  | 'expectation'
  | 'issue';

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type Operator = Comparison | 'LIKE' | 'ILIKE' | 'RLIKE' | 'IN' | 'NOT IN' | 'IS NULL' | 'IS NOT NULL';

/** `metrics.accuracy >= 0.6`: entity and key by their canonical names. */
export interface Condition {
  kind: 'condition';
  entity: Entity;
  key: string;
  operator: Operator;
  /** A number or a text for comparisons and LIKE, texts for IN, null for IS NULL. */
  value: string | number | readonly string[] | null;
  /** How a time was written whose number depends on when or where that is read: `-7d`, `'2026-11-20'`. */
  written?: string;
  /** `value` is the time before now, in ms and negative. */
  isAgo?: true;
}

/** A filter. `and` and `or` have two items or more; groups in parentheses stay as they were written. */
export type FilterNode =
  Condition | { kind: 'and' | 'or'; items: readonly FilterNode[] } | { kind: 'not'; item: FilterNode };

export interface OrderTerm {
  entity: Entity;
  key: string;
  descending: boolean;
}
