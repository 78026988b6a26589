import type { Condition, Operator } from './ast.ts';
import { searchTooLarge } from './syntax-error.ts';
import { always, inJsonList, type SqlPart } from './sql-part.ts';

/**
 * The test of one value in SQL, for a value that is there. LIKE is case-sensitive by the connection's pragma; `column`
 * is trusted SQL.
 */
export function testValue(column: string, { operator, value, isAgo }: Condition): SqlPart {
  if (isAgo === true && typeof value === 'number')
    return { sql: `${column} ${sqlOperators.get(operator) ?? operator} (${nowMs} + ?)`, params: [value] };
  if (operator === 'IN' || operator === 'NOT IN') {
    const not = operator === 'NOT IN' ? 'NOT ' : '';
    return { sql: `${column} ${not}${inJsonList}`, params: [JSON.stringify(value)] };
  }
  if (typeof value === 'string' || typeof value === 'number') {
    if (operator === 'ILIKE') return testFolded(column, String(value));
    return { sql: `${column} ${sqlOperators.get(operator) ?? operator} ?`, params: [value] };
  }
  return always;
}

/** One moment for the whole statement. */
const nowMs = `CAST(unixepoch('subsec') * 1000 AS INTEGER)`;

const sqlOperators: ReadonlyMap<Operator, string> = new Map([
  ['!=', '<>'],
  ['RLIKE', 'REGEXP'],
]);

/** Each letter is one more function around the value, and SQLite's expressions may nest only so deep. */
const maxLetters = 200;

/**
 * ILIKE beyond ASCII: SQLite's `lower` knows A to Z only, so the other letters of the pattern, and no more, are folded
 * one by one in the value; most values lack even the first of them.
 */
function testFolded(column: string, pattern: string): SqlPart {
  const letters = [...new Set(foldCase(pattern))].filter(
    (letter) => upperOf(letter) !== letter && letter > '\u007f',
  );
  if (letters.length > maxLetters) {
    throw searchTooLarge(
      'different letters beyond A to Z in an ILIKE pattern',
      maxLetters,
      letters.length,
      'items',
    );
  }
  const folded = letters.reduce((sql) => `replace(${sql}, ?, ?)`, `lower(${column})`);
  const params = letters.flatMap((letter) => [upperOf(letter), letter]);
  const test = { sql: `${folded} LIKE ?`, params: [...params, foldCase(pattern)] };
  const [letter] = letters;
  if (letter === undefined) return test;
  const hasLetter = `(instr(${column}, ?) > 0 OR instr(${column}, ?) > 0)`;
  return { sql: `(${hasLetter} AND ${test.sql})`, params: [letter, upperOf(letter), ...test.params] };
}

/**
 * Lower case letter by letter, as ILIKE compares: only letters whose two cases are one code point each take part, so
 * `ß` equals only itself.
 */
function foldCase(text: string): string {
  return [...text].map((letter) => lowerOf(letter)).join('');
}

function lowerOf(letter: string): string {
  const lower = letter.toLowerCase();
  return isOne(lower) && lower.toUpperCase() === letter ? lower : letter;
}

function upperOf(letter: string): string {
  const upper = letter.toUpperCase();
  return isOne(upper) && upper.toLowerCase() === letter ? upper : letter;
}

function isOne(text: string): boolean {
  return String.fromCodePoint(text.codePointAt(0) ?? 0).length === text.length;
}
