import type { Condition, FilterNode, OrderTerm } from './ast.ts';
import type { Dialect } from './dialect.ts';

/** The canonical text of a filter: parsing it gives the same filter. Empty for no restriction. */
export function printFilter(filter: FilterNode | null, dialect: Dialect): string {
  return filter === null ? '' : printNode(filter, dialect);
}

/** The canonical text of one order term. */
export function printOrderTerm(term: OrderTerm, dialect: Dialect): string {
  return `${printKey(term, dialect)} ${term.descending ? 'DESC' : 'ASC'}`;
}

function printNode(node: FilterNode, dialect: Dialect): string {
  if (node.kind === 'condition') return printCondition(node, dialect);
  if (node.kind === 'not') return `NOT ${printOperand(node.item, dialect)}`;
  const items = node.items.map((item) =>
    node.kind === 'or' && item.kind === 'and' ? printNode(item, dialect) : printOperand(item, dialect),
  );
  return items.join(node.kind === 'and' ? ' AND ' : ' OR ');
}

function printOperand(node: FilterNode, dialect: Dialect): string {
  const isList = node.kind === 'and' || node.kind === 'or';
  return isList ? `(${printNode(node, dialect)})` : printNode(node, dialect);
}

function printCondition(condition: Condition, dialect: Dialect): string {
  const left = `${printKey(condition, dialect)} ${condition.operator}`;
  const { value } = condition;
  if (condition.written !== undefined) return `${left} ${condition.written}`;
  if (value === null) return left;
  if (typeof value === 'number') return `${left} ${printNumber(value)}`;
  if (typeof value === 'string') return `${left} ${printText(value)}`;
  return `${left} (${value.map(printText).join(', ')})`;
}

/** Infinity has no word in the language: a number beyond the range reads as it. */
function printNumber(value: number): string {
  if (Object.is(value, -0)) return '-0';
  if (value === Infinity) return '1e999';
  return value === -Infinity ? '-1e999' : String(value);
}

/** Single quotes, or double quotes where MLflow (which has no escapes) needs them. */
function printText(value: string): string {
  if (value.includes("'") && !value.includes('"')) return `"${value}"`;
  return `'${value.replaceAll("'", "''")}'`;
}

const plainName = /^[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*$/;
const reservedPart = /(?:^|\.)(?:and|or|not|in|is|null|like|ilike|rlike|between|asc|desc)(?:$|\.)/i;

function printKey({ entity, key }: Pick<Condition, 'entity' | 'key'>, dialect: Dialect): string {
  const [bare] = dialect.entities;
  if (entity === bare.entity) return key;
  const rule = dialect.entities.find((candidate) => candidate.entity === entity);
  const prefix = rule?.names[0] ?? entity;
  const isPlain = plainName.test(key) && !reservedPart.test(key);
  return `${prefix}.${isPlain ? key : `\`${key.replaceAll('`', '``')}\``}`;
}
