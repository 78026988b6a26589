import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareCodePoints } from './code-points.ts';
import { fitVocabulary, readCorpus, vectorizeRows } from './text-analyzer.ts';
import { completeTextOptions, type TextOptions } from './text-options.ts';

const word = fc.constantFrom(
  'good',
  'bad',
  'the',
  'ab',
  'abc',
  'öl',
  '\u{1d4b7}\u{1d4b8}',
  '\uffda\uffdb',
  'a',
);
const texts = fc.array(
  fc.array(word, { maxLength: 8 }).map((words) => words.join(' ')),
  { minLength: 1, maxLength: 12 },
);

describe('any texts', () => {
  test.each<[string, Partial<TextOptions>]>([
    ['words', {}],
    ['pairs and triples', { ngramRange: [2, 3] }],
    ['without stop words', { ngramRange: [1, 2], stopWords: ['THE', 'bad'] }],
    ['within df', { ngramRange: [1, 2], minDf: 2, maxDf: 0.6 }],
    ['the three most frequent', { ngramRange: [1, 2], maxFeatures: 3 }],
  ])('%s: the terms that a plain count gives, in order', (_, given) => {
    const options = completeTextOptions(given);
    fc.assert(
      fc.property(texts, (some) => {
        expect(fit(some, options).terms).toEqual(countPlainly(some, options));
      }),
    );
  });

  test('vectors have length 1, or no entry', () => {
    const options = completeTextOptions({ sublinearTf: true });
    fc.assert(
      fc.property(texts, (some) => {
        const corpus = readCorpus(some, options);
        const rows = Int32Array.from(some.keys());
        const { offsets, values } = vectorizeRows(
          corpus,
          rows,
          fitVocabulary(corpus, rows, options),
          options,
        );
        for (const row of rows) {
          const own = values.subarray(offsets[row], offsets[row + 1]);
          const squares = own.reduce((sum, value) => sum + value * value, 0);
          expect(own.length === 0 ? 1 : squares).toBeCloseTo(1, 12);
        }
      }),
    );
  });
});

test('a tie at the cut keeps the alphabetically first terms', () => {
  const options = completeTextOptions({ maxFeatures: 3 });
  expect(fit(['zeta zeta beta', 'delta alpha', 'gamma'], options).terms).toEqual(['alpha', 'beta', 'zeta']);
});

test('the vocabulary of some rows leaves the other rows out', () => {
  const options = completeTextOptions();
  const corpus = readCorpus(['red green', 'green blue', 'blue red'], options);
  const { terms, idf } = fitVocabulary(corpus, Int32Array.of(0, 1), options);
  expect(terms).toEqual(['blue', 'green', 'red']);
  expect(Array.from(idf)).toEqual([Math.log(3 / 2) + 1, 1, Math.log(3 / 2) + 1]);
});

function fit(some: readonly string[], options: TextOptions) {
  return fitVocabulary(readCorpus(some, options), Int32Array.from(some.keys()), options);
}

/** The vocabulary by the book, with strings and maps. */
function countPlainly(some: readonly string[], options: TextOptions): string[] {
  const stop = Array.isArray(options.stopWords) ? options.stopWords.map((own) => own.toLowerCase()) : [];
  const [df, tf] = [new Map<string, number>(), new Map<string, number>()];
  for (const text of some) {
    const words = [...text.toLowerCase().matchAll(/[\p{L}\p{N}_]{2,}/gu)].map(([own]) => own);
    const terms = gramsOf(
      words.filter((own) => !stop.includes(own)),
      options.ngramRange,
    );
    for (const term of terms) tf.set(term, (tf.get(term) ?? 0) + 1);
    for (const term of new Set(terms)) df.set(term, (df.get(term) ?? 0) + 1);
  }
  const most = options.maxDf === null ? some.length : options.maxDf * some.length;
  const within = [...df].filter(([, count]) => count >= options.minDf && count <= most).map(([term]) => term);
  const byCount = within.sort((a, b) => (tf.get(b) ?? 0) - (tf.get(a) ?? 0) || compareCodePoints(a, b));
  return byCount.slice(0, options.maxFeatures ?? undefined).sort(compareCodePoints);
}

function gramsOf(words: readonly string[], [shortest, longest]: readonly [number, number]): string[] {
  const grams: string[] = [];
  for (let size = shortest; size <= longest; size++) {
    for (let first = 0; first + size <= words.length; first++) {
      grams.push(words.slice(first, first + size).join(' '));
    }
  }
  return grams;
}
