import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareCodePoints } from './code-points.ts';
import { hashWord, Tokenizer } from './tokenizer.ts';

const tokenizer = new Tokenizer();

test.each([
  ['The film was GREAT, 10/10', ['the', 'film', 'was', 'great', '10', '10']],
  ["it's o'clock", ['it', 'clock']],
  ['a b cd e', ['cd']],
  ['snake_case _x __', ['snake_case', '_x', '__']],
  ['ön å andra sidan', ['ön', 'andra', 'sidan']],
  ['cafe\u0301s', ['cafe']],
  ['x² ½ ⅷ', ['x²']],
  ['日本語の テ', ['日本語の']],
  ['\u{1d7d8}\u{1d7d9} \u{20000} \u{1f600}\u{1f600} ok\u{20000}', ['\u{1d7d8}\u{1d7d9}', 'ok\u{20000}']],
  ['half \ud835 pair\ud835s', ['half', 'pair']],
  ['', []],
])('the words of "%s"', (text, expected) => {
  expect(wordsOf(text)).toEqual(expected);
});

test('any text gives the words of the pattern, with their hashes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (raw) => {
      const text = raw.toLowerCase();
      const expected = [...text.matchAll(/[\p{L}\p{N}_]{2,}/gu)].map(([word]) => word);
      expect(wordsOf(text)).toEqual(expected);
      expect(Array.from(tokenizer.hashes.subarray(0, expected.length))).toEqual(expected.map(hashWord));
    }),
  );
});

test('a text of very many words', () => {
  const words = Array.from({ length: 5000 }, (_, n) => `word${n}`);
  expect(wordsOf(words.join(' '))).toEqual(words);
});

test('texts in the order of their code points', () => {
  const points = (text: string): number[] => Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const byPoints = (a: string, b: string): number => {
    const [x, y] = [points(a), points(b)];
    const at = x.findIndex((point, i) => point !== y[i]);
    return at < 0 ? x.length - y.length : (x[at] ?? 0) - (y[at] ?? -1);
  };
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(Math.sign(compareCodePoints(a, b))).toBe(Math.sign(byPoints(a, b)));
    }),
  );
  expect(compareCodePoints('\u{1f600}', '\uffee')).toBeGreaterThan(0);
});

function wordsOf(text: string): string[] {
  const lower = text.toLowerCase();
  const count = tokenizer.read(lower);
  return Array.from({ length: count }, (_, i) => lower.slice(tokenizer.starts[i], tokenizer.ends[i]));
}
