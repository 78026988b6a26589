import type { ErrorData } from '#contract/errors.ts';
import { showValue, StileError } from '#core/kernel/errors.ts';

export type SyntaxProblem = ErrorData<'FILTER_SYNTAX'>['problem'];

/** A place in the text: offset and length in UTF-16 units. */
export interface Span {
  position: number;
  length: number;
}

/** More of a search text than this is not sent back with an error. */
const maxShownText = 10_000;

/**
 * The error of a search text that does not parse. `expected` is a list for humans of what is allowed at the place;
 * `remedy` a sentence that says what to write instead.
 */
export function syntaxError(
  text: string,
  span: Span,
  problem: SyntaxProblem,
  expected: string,
  remedy = '',
): StileError<'FILTER_SYNTAX'> {
  const token = showValue(text.slice(span.position, span.position + Math.min(span.length, 200)));
  const seen = problem === 'unexpected_end' ? 'ends here' : `has ${quote(token)}`;
  const sentence = `The search text ${seen} at character ${span.position + 1} (${problemWords[problem]}): expected ${expected}.`;
  return new StileError('FILTER_SYNTAX', remedy === '' ? sentence : `${sentence} ${remedy}`, {
    filter: text.slice(0, maxShownText),
    position: span.position,
    length: span.length,
    token,
    problem,
    expected,
  });
}

/** The error of a search text with more in it than a search can work through. */
export function searchTooLarge(
  what: string,
  limit: number,
  actual: number,
  unit: 'items' | 'characters',
): Error {
  return new StileError(
    'LIMIT_EXCEEDED',
    `Too much for a search: ${what}, ${actual} ${unit}, where ${limit} are allowed. Make the search simpler.`,
    { what, limit, actual, unit },
  );
}

const problemWords: Record<SyntaxProblem, string> = {
  unexpected_token: 'not expected there',
  unexpected_end: 'something is missing',
  unterminated_string: 'the quote is never closed',
  unknown_character: 'a character that the search language does not use',
  unknown_entity: 'not a kind of key',
  unknown_attribute: 'no such attribute',
  operator_not_allowed: 'not possible with this key',
  value_type: 'the wrong kind of value',
  empty_list: 'an empty list',
  order_direction: 'not a direction',
  order_duplicate: 'named twice',
  too_deep: 'nested too deep',
};

function quote(token: string): string {
  return token.includes('"') ? `'${token}'` : `"${token}"`;
}

/** `a, b or c`. */
export function listWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

/** The word of `known` that `word` was most likely meant to be, or null when none is near. */
export function nearestWord(word: string, known: readonly string[]): string | null {
  const wanted = word.slice(0, 64).toLowerCase();
  let best: string | null = null;
  let bestDistance = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
