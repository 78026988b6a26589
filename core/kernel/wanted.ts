import { StileError } from './errors.ts';

/**
 * Ends work that nobody waits for any more, such as of a page that was left: that is no fault of anybody's.
 * @throws CANCELED
 */
export function requireWanted(signal: AbortSignal | undefined, what: string): void {
  if (signal?.aborted === true)
    throw new StileError('CANCELED', `Nobody waits for the ${what} any more.`, { what });
}
