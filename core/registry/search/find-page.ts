import {
  always,
  filterToSql,
  joinParts,
  parseFilter,
  parseOrder,
  printFilter,
  printOrderTerm,
  searchRows,
  testValue,
  type Condition,
  type Dialect,
  type OrderTerm,
  type SortColumn,
  type SqlPart,
} from '#core/search/index.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { asksForPrompts, isNoPromptTest, noPromptTest } from './prompts.ts';

export interface RegistryQuery {
  filter: string;
  orderBy: readonly string[];
  maxResults: number;
  pageToken?: string | undefined;
}

/** Where a search of the registry looks; all of it trusted SQL. */
export interface RegistryTable {
  dialect: Dialect;
  select: string;
  from: string;
  /** Selects the tags `t` of one row, ready for another AND. */
  tags: string;
  columns: Readonly<Record<string, { sql: string; isNumber?: boolean; isNullable?: boolean }>>;
  /** The order where none is given, and what an order that was given ends with: no two rows are equal in it. */
  order: readonly OrderTerm[];
}

/**
 * One page of the registry. Prompts are left out unless the filter asks for them.
 * @throws FILTER_SYNTAX, LIMIT_EXCEEDED, INVALID_PAGE_TOKEN
 */
export function findPage<R extends object>(
  db: ReadableDb,
  table: RegistryTable,
  query: RegistryQuery,
): { rows: R[]; nextPageToken: string | null } {
  const { dialect } = table;
  const filter = parseFilter(query.filter, dialect);
  const order = completeOrder(parseOrder(query.orderBy, dialect), table);
  const test = (condition: Condition): SqlPart => testCondition(table, condition);
  const prompts = asksForPrompts(filter) ? always : noPromptTest(table.tags);
  return searchRows<R>(db, {
    select: table.select,
    from: table.from,
    where: joinParts('AND', [filterToSql(filter, test), prompts]),
    order: order.map((term) => toColumn(table, term)),
    identity: [
      dialect.subject,
      printFilter(filter, dialect),
      order.map((term) => printOrderTerm(term, dialect)),
    ],
    maxResults: query.maxResults,
    pageToken: query.pageToken,
  });
}

function completeOrder(given: readonly OrderTerm[], { order }: RegistryTable): OrderTerm[] {
  return [...given, ...order.filter(({ key }) => !given.some((term) => term.key === key))];
}

function toColumn(table: RegistryTable, { key, descending }: OrderTerm): SortColumn {
  const { sql, isNumber = false } = columnOf(table, key);
  return { rank: null, value: { sql, params: [] }, isNumber, descending };
}

function testCondition(table: RegistryTable, condition: Condition): SqlPart {
  if (isNoPromptTest(condition)) return noPromptTest(table.tags);
  if (condition.entity === 'attribute') {
    const { sql, isNullable = false } = columnOf(table, condition.key);
    if (condition.operator === 'IS NOT NULL' && isNullable) return { sql: `${sql} IS NOT NULL`, params: [] };
    return testValue(sql, condition);
  }
  const test = testValue('t.value', condition);
  return {
    sql: `EXISTS (${table.tags} AND t.key = ? AND ${test.sql})`,
    params: [condition.key, ...test.params],
  };
}

function columnOf(table: RegistryTable, key: string): RegistryTable['columns'][string] {
  const column = table.columns[key];
  if (column === undefined) throw new Error(`no column is known for the attribute ${key}`);
  return column;
}
