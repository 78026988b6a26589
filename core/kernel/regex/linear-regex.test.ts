import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '#core/testing/random.ts';
import { compileLinearRegex, PatternError } from './linear-regex.ts';

/** As Python's `re.search` answers. */
const cases: [pattern: string, matching: string[], others: string[]][] = [
  ['', ['', 'a'], []],
  ['abc', ['abc', 'xabcx'], ['', 'ab', 'acb']],
  ['^abc$', ['abc', 'abc\n'], ['xabc', 'abcx', 'abc\n\n']],
  ['\\Aabc\\Z', ['abc'], ['abc\n']],
  ['(?m)^b$', ['a\nb\nc', 'b'], ['ab\nc']],
  ['a.c', ['abc', 'aöc', 'a😀c'], ['a\nc', 'ac']],
  ['(?s)a.c', ['a\nc'], ['ac']],
  ['a|bc|', ['', 'x'], []],
  ['^(a|bc)+$', ['abca', 'bcbc'], ['', 'b', 'abb']],
  ['^a{2}$', ['aa'], ['a', 'aaa']],
  ['^a{2,}$', ['aa', 'aaaa'], ['a']],
  ['^a{,2}$', ['', 'aa'], ['aaa']],
  ['^(ab){1,2}?$', ['ab', 'abab'], ['', 'ababab']],
  ['a{x}', ['a{x}'], ['ax']],
  ['^(a*)*$', ['', 'aaa'], ['b']],
  ['^(?:)*$', [''], ['a']],
  ['^((){1000000}){1000000}a$', ['a'], ['']],
  ['\\bcat\\b', ['a cat!', 'cat'], ['concat', 'cats', 'cat_']],
  ['\\Bat', ['cat'], ['at']],
  ['^[a-c_]+$', ['abc_'], ['d', '']],
  ['^[^a-c]+$', ['xyz\n'], ['a', '']],
  ['^[]a-]+$', [']a-'], ['b']],
  ['[\\d\\-]', ['5', '-', '٣'], ['x']],
  ['(?a)\\d', ['5'], ['٣']],
  ['^\\w+$', ['ÅäÖ_9', '日本'], ['a b', '😀']],
  ['\\s', ['a b', '\u00a0'], ['ab']],
  ['(?i)strasse|ÖL', ['STRASSE', 'öl'], ['ol']],
  ['(?i)^[^a]$', ['b'], ['a', 'A']],
  ['(?i:a)b', ['Ab', 'ab'], ['AB']],
  ['(?P<year>\\d{4})(?# a comment)-', ['2026-'], ['202-']],
  ['\\x41\\u00e5\\t\\.\\/', ['Aå\t./'], ['Aå\tx/']],
  ['\\\\', ['a\\b'], ['ab']],
];

describe('a regular expression', () => {
  it.each(cases)('%s finds what Python finds', (pattern, matching, others) => {
    const matches = compileLinearRegex(pattern);
    expect(matching.filter((text) => !matches(text))).toEqual([]);
    expect(others.filter((text) => matches(text))).toEqual([]);
  });

  it.each([
    ['a(', 'not closed'],
    ['a)', 'closes nothing'],
    ['[a', 'ends'],
    ['*a', 'nothing to repeat'],
    ['a**', 'repeated'],
    ['a*+', 'possessive'],
    ['a{3,1}', 'lower count'],
    ['[b-a]', 'lower character'],
    ['(?=a)', 'not supported'],
    ['(?<!a)b', 'not supported'],
    ['(a)\\1', 'reference'],
    ['(?P=x)', 'not supported'],
    ['\\q', 'means nothing'],
    ['\\x4', 'ends'],
    ['a\\', 'ends'],
    ['(a{200}){200}', 'more than 500 parts'],
    ['((a{99}){99}){99}', 'more than 500 parts'],
  ])('%s is refused with a reason', (pattern, reason) => {
    expect(() => compileLinearRegex(pattern)).toThrow(PatternError);
    expect(() => compileLinearRegex(pattern)).toThrow(reason);
  });

  it('agrees with JavaScript about patterns and texts of chance', () => {
    const random = createRandom(20_261_126);
    for (let i = 0; i < 1500; i++) {
      const pattern = makeChoice(random, 2);
      const matches = compileLinearRegex(pattern);
      const reference = new RegExp(pattern, 'u');
      for (let j = 0; j < 4; j++) {
        const text = Array.from({ length: random.int(9) }, () =>
          pick(random, ['a', 'b', 'c', '1', ' ', '_']),
        ).join('');
        expect([pattern, text, matches(text)]).toEqual([pattern, text, reference.test(text)]);
      }
    }
  });

  it('takes time in proportion to the text, also where others would go back for ever', () => {
    const text = 'a'.repeat(200_000);
    const started = performance.now();
    for (const pattern of ['(a+)+b', '(a|aa)+$b', '(a*)*b', '(a?){30}a{30}b', '(.*)(.*)(.*)(.*)b'])
      expect(compileLinearRegex(pattern)(text)).toBe(false);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('stays right, and small, when a text asks for more states than are remembered', () => {
    const random = createRandom(7);
    const matches = compileLinearRegex('a(a|b){14}c');
    for (let i = 0; i < 20; i++) {
      const text = Array.from({ length: 20_000 }, () => pick(random, ['a', 'b'])).join('');
      expect(matches(text)).toBe(false);
      expect(matches(`${text}a${'b'.repeat(14)}c`)).toBe(true);
    }
  });
});

function pick<T>(random: Random, items: readonly [T, ...T[]]): T {
  return items[random.int(items.length)] ?? items[0];
}

function makeChoice(random: Random, depth: number): string {
  return Array.from({ length: 1 + random.int(3) }, () => makeSequence(random, depth)).join('|');
}

function makeSequence(random: Random, depth: number): string {
  return Array.from({ length: random.int(4) }, () => {
    const place = random.int(10);
    if (place === 0) return pick(random, ['^', '$', '\\b', '\\B']);
    return makeAtom(random, depth) + pick(random, ['', '', '', '*', '+', '?', '{2}', '{1,3}', '*?']);
  }).join('');
}

function makeAtom(random: Random, depth: number): string {
  if (depth > 0 && random.int(4) === 0) return `(${makeChoice(random, depth - 1)})`;
  return pick(random, ['a', 'b', 'c', '.', '\\d', '\\w', '\\s', '[ab]', '[^a]', '[a-c_]', '\\W']);
}
