import type { SqlPart } from '#core/search/index.ts';

/** What was typed, read once: every word counts, in any order and without regard to case. */
export interface FindQuery {
  /** As it was typed, without spaces around it. */
  text: string;
  words: readonly string[];
  /** `owner=kim` or `owner:kim`; null where no tag is asked for by name. */
  tag: { key: string; value: string } | null;
  /** What the lower-case id of a run may begin with; null where the text cannot be that. */
  runIdHead: string | null;
}

/** Fewer characters than this begin too many ids to be meant as one. */
const leastOfId = 4;

export function readQuery(typed: string): FindQuery {
  const text = typed.trim();
  const lower = text.toLowerCase();
  const tag = /^([^\s=:]+)[=:](.+)$/.exec(text);
  const isIdHead = lower.length >= leastOfId && /^[0-9a-f]{1,32}$/.test(lower);
  return {
    text,
    words: lower === '' ? [] : lower.split(/\s+/),
    tag: tag === null ? null : { key: tag[1] ?? '', value: (tag[2] ?? '').trim() },
    runIdHead: isIdHead ? lower : null,
  };
}

/**
 * How well a name fits: 4 is the very name, 3 begins with what was typed, 2 has each word at the start of one of its
 * own, 1 holds each somewhere, 0 does not hold them all.
 */
export function rateName(name: string, { words }: FindQuery): number {
  const lower = name.toLowerCase();
  if (!words.every((word) => lower.includes(word))) return 0;
  const whole = words.join(' ');
  if (lower === whole) return 4;
  if (lower.startsWith(whole)) return 3;
  const parts = lower.split(/[^\p{L}\p{N}]+/u);
  return words.every((word) => parts.some((part) => part.startsWith(word))) ? 2 : 1;
}

/** Every word somewhere in a column. SQLite's LIKE knows the case of ASCII alone, so other letters are tried in both. */
export function holdsWords(column: string, { words }: FindQuery): SqlPart {
  const tests = words.map((word) => {
    const forms = [...new Set([word, word.toUpperCase(), capitalise(word)].slice(0, isAscii(word) ? 1 : 3))];
    return {
      sql: `(${forms.map(() => `${column} LIKE ? ESCAPE '\\'`).join(' OR ')})`,
      params: forms.map((form) => `%${escapeLike(form)}%`),
    };
  });
  return {
    sql: tests.length === 0 ? '1' : tests.map(({ sql }) => sql).join(' AND '),
    params: tests.flatMap(({ params }) => params),
  };
}

/** All texts that begin with this one lie between the two, in SQLite's order of bytes. */
export function prefixRange(head: string): [from: string, below: string] {
  return [head, `${head}\u{10FFFF}`];
}

export function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}

function isAscii(text: string): boolean {
  return !/[^\x20-\x7e]/.test(text);
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
