import type { Int64 } from '#contract/entities.ts';

/** `JSON.stringify` writes it as the digits that it was made of. */
export interface RawJson {
  readonly rawJSON: string;
}

declare global {
  interface JSON {
    /** As engines have it since 2023. */
    rawJSON(text: string): RawJson;
  }
}

const digits = /^[+-]?\d+$/;

/** The greatest text of an int64 has a sign and 19 digits; leading zeros are allowed for, endless ones are not. */
const longestText = 40;

/** Reads the digits of an integer, whatever its size. @returns null for what is none, or has more than 64 bits */
export function readInt64(text: string): Int64 | null {
  if (text.length > longestText || !digits.test(text)) return null;
  const number = Number(text);
  if (Number.isSafeInteger(number)) return number;
  // BigInt reads no plus sign.
  const value = BigInt(text.replace('+', ''));
  return BigInt.asIntN(64, value) === value ? String(value) : null;
}

/** What JSON or another store gave, as an integer of 64 bits: a number that is exact, or digits; else null. */
export function toInt64(value: unknown): Int64 | null {
  if (typeof value === 'string') return readInt64(value);
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
}

/** Exact, also between a number and a text. */
export function compareInt64(a: Int64, b: Int64): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [BigInt(a), BigInt(b)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** As a parameter of a statement: SQLite keeps all its 64 bits. */
export function int64ToSql(value: Int64): number | bigint {
  return typeof value === 'number' ? value : BigInt(value);
}

/** For `JSON.stringify`: a number with all its digits, as MLflow writes an int64. */
export function int64ToJson(value: Int64): number | RawJson {
  return typeof value === 'number' ? value : JSON.rawJSON(value);
}

/** The SQL of a column of integers that gives each as an `Int64`: a number, or the text of what a number cannot hold. */
export function int64Column(column: string): string {
  return `iif(${column} BETWEEN -9007199254740991 AND 9007199254740991, ${column}, CAST(${column} AS TEXT))`;
}
