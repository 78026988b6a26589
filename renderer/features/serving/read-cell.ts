import type { SignatureLine } from './read-signature.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What is wrong with a value, or with the rows as a whole; `row` counts from 1, 0 where it is about none. */
export type RowProblem = {
  readonly kind:
    | 'empty'
    | 'boolean'
    | 'integer'
    | 'tooLarge'
    | 'number'
    | 'datetime'
    | 'json'
    | 'text'
    | 'columns'
    | 'width'
    | 'notJson'
    | 'noRows'
    | 'notRows'
    | 'tooMany';
  readonly row: number;
  readonly column: string;
  /** The value seen, what is missing, or how many there are. */
  readonly value: string;
};

export type CellResult = { readonly value: Json } | { readonly problem: RowProblem['kind'] };

/** The value that a text in a field means for its column. An empty field of a column that may be left out is null. */
export function readCell(text: string, { type, required }: SignatureLine): CellResult {
  const trimmed = text.trim();
  if (type === 'string') return { value: text === '' && !required ? null : text };
  if (trimmed === '') return required ? { problem: 'empty' } : { value: null };
  return (readers.get(type) ?? readJson)(trimmed, type);
}

/** Whether a value that came as JSON fits its column. */
export function checkValue(value: Json | undefined, column: SignatureLine): CellResult {
  if (value === undefined || value === null) return column.required ? { problem: 'empty' } : { value: null };
  const kind = kinds.get(column.type);
  if (kind === undefined) return { value };
  if (typeof value !== kind.is) return { problem: kind.problem };
  if (kind.problem === 'number' || kind.problem === 'text') return { value };
  return readCell(typeof value === 'string' ? value : JSON.stringify(value), column);
}

type Reader = (text: string, type: string) => CellResult;

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['boolean', readBoolean],
  ['integer', (text) => readInteger(text, 2 ** 31 - 1)],
  ['long', (text) => readInteger(text, Number.MAX_SAFE_INTEGER)],
  ['float', readNumber],
  ['double', readNumber],
  ['datetime', (text) => (isMoment(text) ? { value: text } : { problem: 'datetime' })],
  ['binary', (text) => ({ value: text })],
]);

/** What a column's values are in JSON, and what is said of another. */
const kinds: ReadonlyMap<string, { is: 'boolean' | 'number' | 'string'; problem: RowProblem['kind'] }> =
  new Map([
    ['boolean', { is: 'boolean', problem: 'boolean' }],
    ['integer', { is: 'number', problem: 'integer' }],
    ['long', { is: 'number', problem: 'integer' }],
    ['float', { is: 'number', problem: 'number' }],
    ['double', { is: 'number', problem: 'number' }],
    ['datetime', { is: 'string', problem: 'datetime' }],
    ['string', { is: 'string', problem: 'text' }],
  ]);

function readBoolean(text: string): CellResult {
  const word = text.toLowerCase();
  return word === 'true' || word === 'false' ? { value: word === 'true' } : { problem: 'boolean' };
}

function readInteger(text: string, largest: number): CellResult {
  if (!/^[+-]?\d+$/.test(text)) return { problem: 'integer' };
  const value = Number(text);
  return Math.abs(value) > largest ? { problem: 'tooLarge' } : { value };
}

/** With a decimal point, or the comma that some keyboards have in its place. */
function readNumber(text: string): CellResult {
  const plain = /^[+-]?\d+,\d+$/.test(text) ? text.replace(',', '.') : text;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return { problem: 'number' };
  const value = Number(plain);
  return Number.isFinite(value) ? { value } : { problem: 'tooLarge' };
}

function isMoment(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d.*)?$/.test(text) && !Number.isNaN(Date.parse(text.replace(' ', 'T')))
  );
}

function readJson(text: string, type: string): CellResult {
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return type === 'any' ? { value: text } : { problem: 'json' };
  }
}
