import type { SqlValue } from '#core/store/database.ts';

/** A piece of SQL with the values of its question marks, in their order. */
export interface SqlPart {
  sql: string;
  params: readonly SqlValue[];
}

export const always: SqlPart = { sql: '1', params: [] };
export const never: SqlPart = { sql: '0', params: [] };

/**
 * Joins parts by AND or OR as a balanced tree: SQLite refuses expressions deeper than 1000, and a plain chain is as
 * deep as it is long.
 */
export function joinParts(kind: 'AND' | 'OR', parts: readonly SqlPart[]): SqlPart {
  const [first] = parts;
  if (first === undefined) return kind === 'AND' ? always : never;
  if (parts.length === 1) return first;
  const middle = parts.length >> 1;
  const left = joinParts(kind, parts.slice(0, middle));
  const right = joinParts(kind, parts.slice(middle));
  return { sql: `(${left.sql} ${kind} ${right.sql})`, params: [...left.params, ...right.params] };
}

/** `IN (...)` over a list of any length in one question mark. */
export const inJsonList = 'IN (SELECT value FROM json_each(?))';
