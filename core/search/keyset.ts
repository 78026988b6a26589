import type { SqlValue } from '#core/store/database.ts';
import { joinParts, type SqlPart } from './sql-part.ts';

/**
 * One term of an order, as trusted SQL. Rows sort by `rank` first, always ascending: 0 = has a value, 1 = NaN,
 * 2 = missing. `value` counts among those of rank 0.
 */
export interface SortExpression {
  /** Null when every row has a value. */
  rank: string | null;
  value: string;
  descending: boolean;
}

/** Where a row stands in one term of an order: `value` is null unless `rank` is 0. */
export interface Place {
  rank: number;
  value: string | number | null;
}

export function orderSql(terms: readonly SortExpression[]): string {
  return terms
    .flatMap(({ rank, value, descending }) => [
      ...(rank === null ? [] : [rank]),
      descending ? `${value} DESC` : value,
    ])
    .join(', ');
}

/** The condition that a row comes after the row at `places`: this, or equal here and after it in the next term, ... */
export function afterSql(terms: readonly SortExpression[], places: readonly Place[]): SqlPart {
  const alternatives: SqlPart[] = [];
  const equal: SqlPart[] = [];
  for (const [index, term] of terms.entries()) {
    const place = places[index];
    if (place === undefined) break;
    alternatives.push(joinParts('AND', [...equal, afterInTerm(term, place)]));
    equal.push(equalInTerm(term, place));
  }
  return joinParts('OR', alternatives);
}

function afterInTerm({ rank, value, descending }: SortExpression, place: Place): SqlPart {
  const later: SqlPart[] = rank === null ? [] : [{ sql: `${rank} > ${place.rank}`, params: [] }];
  if (place.rank === 0) later.push(ofRankZero(rank, `${value} ${descending ? '<' : '>'} ?`, place.value));
  return joinParts('OR', later);
}

function equalInTerm({ rank, value }: SortExpression, place: Place): SqlPart {
  if (place.rank === 0) return ofRankZero(rank, `${value} = ?`, place.value);
  return { sql: `${rank ?? '0'} = ${place.rank}`, params: [] };
}

function ofRankZero(rank: string | null, test: string, value: SqlValue): SqlPart {
  return { sql: rank === null ? test : `(${rank} = 0 AND ${test})`, params: [value] };
}
