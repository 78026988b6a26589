import * as z from 'zod';
import { parseJson, type Json } from '#core/kernel/json.ts';

const operators = ['==', '!=', '<=', '>=', '<', '>', 'in', 'not in'] as const;
type Operator = (typeof operators)[number];

/**
 * Something that is true or false once its templates are filled in: a boolean; a text `left operator right`; or a list
 * of the three, whose values keep their kinds and may hold anything.
 */
export const condition = z
  .union([z.boolean(), z.string().min(1), z.tuple([z.json(), z.enum(operators), z.json()])])
  .describe(
    'true or false, a comparison such as "{{ tasks.train.outputs.accuracy }} >= 0.8", or its three parts as a list',
  );
export type Condition = z.infer<typeof condition>;

/** What is wrong with a condition as it stands in the file; null when nothing is. Templates stand for any value. */
export function findConditionProblem(given: Condition): string | null {
  if (typeof given !== 'string') return null;
  const text = given.replace(/\{\{.*?\}\}/gs, 'value');
  if (text === 'value' || text === '') return null;
  return readParts(text) === null && readBoolean(text) === null ? remedyOf(given) : null;
}

/** @throws Error naming the text that is no condition, or values that cannot be compared */
export function evaluateCondition(given: Condition): boolean {
  if (typeof given === 'boolean') return given;
  if (typeof given !== 'string') return compare(given[0], given[1], given[2]);
  const plain = readBoolean(given);
  if (plain !== null) return plain;
  const parts = readParts(given);
  if (parts === null) throw new Error(remedyOf(given));
  return compare(readLiteral(parts.left), parts.operator, readLiteral(parts.right));
}

function remedyOf(text: string): string {
  return `"${text}" is no condition. Write true, false, or one comparison with spaces around it (${operators.join(' ')}); for texts that hold such signs themselves write a list: [left, "==", right].`;
}

function readBoolean(text: string): boolean | null {
  const word = text.trim().toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : null;
}

const pattern = /\s(not in|in|==|!=|<=|>=|<|>)\s/g;

/** Null unless there is exactly one operator: which of two was meant cannot be told. */
function readParts(text: string): { left: string; operator: Operator; right: string } | null {
  const bare = text.replace(/"[^"]*"|'[^']*'/g, (quoted) => '_'.repeat(quoted.length));
  const matches = [...bare.matchAll(pattern)];
  const [match] = matches;
  if (match === undefined || matches.length > 1) return null;
  const operator = operators.find((known) => known === match[1]);
  if (operator === undefined) return null;
  const left = text.slice(0, match.index).trim();
  const right = text.slice(match.index + match[0].length).trim();
  return left === '' || right === '' ? null : { left, operator, right };
}

/** JSON where it is some; a quoted text; otherwise the text itself. */
function readLiteral(text: string): Json {
  const json = parseJson(text);
  if (json !== undefined) return json;
  return /^'.*'$/s.test(text) ? text.slice(1, -1) : text;
}

function compare(left: Json, operator: Operator, right: Json): boolean {
  switch (operator) {
    case '==':
      return isEqual(left, right);
    case '!=':
      return !isEqual(left, right);
    case 'in':
      return isAmong(left, right);
    case 'not in':
      return !isAmong(left, right);
    default:
      return isInOrder(left, operator, right);
  }
}

/** A number equals its text: templates in longer texts become text. */
function isEqual(left: Json, right: Json): boolean {
  const [a, b] = [toNumber(left), toNumber(right)];
  if (a !== null && b !== null) return a === b;
  if (typeof left === 'object' || typeof right === 'object')
    return JSON.stringify(left) === JSON.stringify(right);
  return String(left) === String(right);
}

function isAmong(item: Json, list: Json): boolean {
  if (Array.isArray(list)) return list.some((one) => isEqual(item, one));
  if (typeof list === 'object' && list !== null) return typeof item === 'string' && Object.hasOwn(list, item);
  const parts = String(list)
    .split(',')
    .map((part) => readLiteral(part.trim()));
  return parts.some((one) => isEqual(item, one));
}

/** Numbers by size, other texts by their characters: dates of ISO 8601 are in order so. */
function isInOrder(left: Json, operator: Operator, right: Json): boolean {
  const [a, b] = [toNumber(left), toNumber(right)];
  const order =
    a !== null && b !== null ? a - b : compareTexts(toText(left, operator), toText(right, operator));
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function toNumber(value: Json): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isNaN(number) ? null : number;
}

function toText(value: Json, operator: Operator): string {
  if (typeof value === 'string') return value;
  throw new Error(
    `${JSON.stringify(value)} has no place in an order: ${operator} compares numbers, or texts. Was the output before it written?`,
  );
}
