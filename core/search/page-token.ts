import { createHash } from 'node:crypto';
import { showValue, StileError } from '#core/kernel/errors.ts';
import { parseJson, type Json } from '#core/kernel/json.ts';
import type { Place } from './keyset.ts';

/**
 * A page token is the place of the page's last row in the order, so that rows which come or go between two pages move
 * nothing: `{ q: hash of the search, p: [[rank, value], ...] }` as base64url JSON.
 */
export function writePageToken(query: readonly unknown[], places: readonly Place[]): string {
  const p = places.map(({ rank, value }) =>
    rank === 0 ? [rank, typeof value === 'number' ? String(value) : value] : [rank],
  );
  return Buffer.from(JSON.stringify({ q: hashQuery(query), p })).toString('base64url');
}

/**
 * Reads a token back; `numbers` says for each term of the order whether its values are numbers (they travel as text:
 * JSON has no infinities).
 * @throws INVALID_PAGE_TOKEN for anything that `writePageToken` did not make for this same search
 */
export function readPageToken(
  token: string,
  query: readonly unknown[],
  numbers: readonly boolean[],
): Place[] {
  const content = token.length > maxToken ? undefined : parseJson(Buffer.from(token, 'base64url').toString());
  if (typeof content !== 'object' || content === null || Array.isArray(content)) throw invalidToken(token);
  const { q, p } = content;
  if (q !== hashQuery(query) || !Array.isArray(p) || p.length !== numbers.length) throw invalidToken(token);
  return p.map((item, index) => readPlace(item, numbers[index] ?? false) ?? fail(token));
}

/** Texts in it are at most values of params and tags, a few terms long. */
const maxToken = 1_000_000;

function readPlace(item: Json, isNumber: boolean): Place | null {
  if (!Array.isArray(item)) return null;
  const [rank, value] = item;
  if (rank === 1 || rank === 2) return { rank, value: null };
  if (rank !== 0 || typeof value !== 'string') return null;
  if (!isNumber) return { rank, value };
  return Number.isNaN(Number(value)) ? null : { rank, value: Number(value) };
}

function hashQuery(query: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(query)).digest('base64url').slice(0, 16);
}

function fail(token: string): never {
  throw invalidToken(token);
}

function invalidToken(token: string): StileError {
  const shown = showValue(token);
  return new StileError(
    'INVALID_PAGE_TOKEN',
    `The page token "${shown}" does not belong to this search. Ask for the first page again, without a token.`,
    { token: shown },
  );
}
