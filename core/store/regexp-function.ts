import { compileLinearRegex, type Matcher } from '#core/kernel/regex/linear-regex.ts';

/** Patterns that stay compiled: those of one statement, and of the searches around it. */
const maxPatterns = 16;

/**
 * What SQLite calls for `value REGEXP pattern`, once for each row, with patterns that the search has checked: of linear
 * time, since it works in the engine's thread.
 */
export function createRegexpFunction(): (pattern: unknown, value: unknown) => number {
  const matchers = new Map<string, Matcher>();
  const matcherOf = (pattern: string): Matcher => {
    const known = matchers.get(pattern);
    if (known !== undefined) return known;
    if (matchers.size >= maxPatterns) matchers.clear();
    const made = compileLinearRegex(pattern);
    matchers.set(pattern, made);
    return made;
  };
  return (pattern, value) => {
    if (typeof pattern !== 'string') return 0;
    if (typeof value === 'string') return Number(matcherOf(pattern)(value));
    return typeof value === 'number' ? Number(matcherOf(pattern)(String(value))) : 0;
  };
}
