import { expect, test } from 'vitest';
import { createReviews } from './testing.ts';
import { trainText } from './text-classifier.ts';
import { compileTextModel } from './text-predictor.ts';
import { textOptionsSchema } from './text-options.ts';

const texts = ['great film', 'great fun', 'dull film', 'dull bore'];
const labels = ['good', 'good', 'bad', 'bad'];
const predictor = compileTextModel(
  trainText(texts, labels, { ngramRange: [1, 2], stopWords: ['the', 'was'] }),
);

test.each([
  ['The film was great', 0, 4],
  ['great zebra', 0.5, 2],
  ['zebra zebra great', 2 / 3, 3],
  ['the was', 1, 2],
  ['', 1, 0],
  ['?!', 1, 0],
])(
  'of "%s", a share of %d of the words is unknown, stop words left out; %i words',
  (text, oovShare, tokens) => {
    expect(predictor.predict([text])[0]).toMatchObject({ oovShare, tokens, length: text.length });
  },
);

test('a vocabulary of pairs alone knows the words in its pairs', () => {
  const pairs = compileTextModel(trainText(texts, labels, { ngramRange: [2, 2] }));
  const [known] = pairs.predict(['film great']);
  expect(known?.oovShare).toBe(0);
});

test('rows do not change one another, and each call has arrays of its own', () => {
  const reviews = createReviews(60, 4, ['a', 'b', 'c']);
  const three = compileTextModel(trainText(reviews.texts, reviews.labels));
  const all = three.score(reviews.texts);
  const before = all.probabilities.slice();
  for (const [row, text] of reviews.texts.entries()) {
    const one = three.score([text]);
    expect(one.best[0]).toBe(all.best[row]);
    expect(one.probabilities).toEqual(all.probabilities.slice(row * 3, row * 3 + 3));
  }
  expect(all.probabilities).toEqual(before);
});

test('a model read from JSON answers the same', () => {
  const model = trainText(texts, labels);
  const copy = JSON.parse(JSON.stringify(model)) as typeof model;
  expect(compileTextModel(copy).predict(texts)).toEqual(compileTextModel(model).predict(texts));
});

test('options of a pipeline file have underscores, and a misspelled one is refused', () => {
  expect(textOptionsSchema.parse({ ngram_range: [1, 2], max_features: 1500, stop_words: 'english' })).toEqual(
    {
      ngramRange: [1, 2],
      maxFeatures: 1500,
      stopWords: 'english',
    },
  );
  expect(textOptionsSchema.safeParse({ max_feature: 3 }).success).toBe(false);
});
