import { showValue, StileError } from './errors.ts';

/** Cuts one row too many into a page and the token of the next. */
export function cutPage<T>(
  rows: readonly T[],
  maxResults: number,
  tokenOf: (last: T) => string,
): { items: T[]; nextPageToken: string | null } {
  const items = rows.slice(0, maxResults);
  const last = items.at(-1);
  return { items, nextPageToken: rows.length > maxResults && last !== undefined ? tokenOf(last) : null };
}

/** The id that a page of an id-ordered list, newest first, goes on below. @throws INVALID_PAGE_TOKEN */
export function parseIdToken(token: string | undefined): number {
  if (token === undefined) return Number.MAX_SAFE_INTEGER;
  if (/^\d{1,15}$/.test(token)) return Number(token);
  throw invalidPageToken(token);
}

export function invalidPageToken(token: string): StileError {
  return new StileError(
    'INVALID_PAGE_TOKEN',
    `The page token "${showValue(token)}" is not from this list. Start again without a token.`,
    { token: showValue(token) },
  );
}
