/** The search language: from its text to SQL, for whatever has a dialect. */
export type { Condition, Entity, FilterNode, Operator, OrderTerm } from './ast.ts';
export { anyNumber, anyText, anyTime, named, textUnordered, type Dialect, type KeyRule } from './dialect.ts';
export { afterSql, orderSql, type Place, type SortExpression } from './keyset.ts';
export { maxOrderTerms, parseOrder, resolveOrderField } from './order-parser.ts';
export { readPageToken, writePageToken } from './page-token.ts';
export { maxConditions, parseFilter } from './parser.ts';
export { printFilter, printOrderTerm } from './printer.ts';
export { filterToSql, negate, searchRows, someCondition, type SortColumn } from './row-search.ts';
export { always, inJsonList, joinParts, never, type SqlPart } from './sql-part.ts';
export { testValue } from './value-test.ts';
