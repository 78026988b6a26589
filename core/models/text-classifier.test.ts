import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createReviews } from './testing.ts';
import {
  crossValidateText,
  evaluateText,
  runTrainJob,
  trainText,
  type TrainProgress,
} from './text-classifier.ts';
import type { TextOptions } from './text-options.ts';
import { compileTextModel } from './text-predictor.ts';
import { topFeatures } from './top-features.ts';

const reviews = createReviews(240);
const threeWays = createReviews(240, 2, ['constructor', '__proto__', 'toString']);

test('learns what the words say, of rows that it has not seen', () => {
  const { texts, labels } = createReviews(200, 9);
  const { metrics } = evaluateText(compileTextModel(trainText(reviews.texts, reviews.labels)), texts, labels);
  expect(metrics.accuracy).toBeGreaterThan(0.8);
  expect(metrics.accuracyInterval.lower).toBeLessThan(metrics.accuracy);
});

test('cross-validation predicts each row once, without having seen it', () => {
  const options: Partial<TextOptions> = { ngramRange: [1, 2], maxFeatures: 300 };
  const result = crossValidateText(reviews.texts, reviews.labels, { folds: 5, seed: 3, options });
  expect(result.predictions).toHaveLength(240);
  expect(result.foldAccuracies).toHaveLength(5);
  expect(result.meanAccuracy).toBeCloseTo(result.metrics.accuracy, 2);
  const fold = result.foldOf.flatMap((own, row) => (own === 2 ? [] : [row]));
  const pick = (all: readonly string[]): string[] => fold.map((row) => all[row] ?? '');
  const predictor = compileTextModel(trainText(pick(reviews.texts), pick(reviews.labels), options));
  for (const [row, own] of result.foldOf.entries()) {
    if (own === 2) expect(result.predictions[row]).toEqual(predictor.predict([reviews.texts[row] ?? ''])[0]);
  }
});

test('the same job gives the same bits; another seed other folds and the same model', () => {
  const job = { ...threeWays, folds: 4, seed: 1 };
  const first = runTrainJob(job);
  expect(runTrainJob(job)).toEqual(first);
  const other = runTrainJob({ ...job, seed: 2 });
  expect(other.model).toEqual(first.model);
  expect(other.crossValidation?.foldOf).not.toEqual(first.crossValidation?.foldOf);
});

test('labels may be called like members of objects', () => {
  const { model, crossValidation } = runTrainJob(threeWays);
  expect(model.classes).toEqual(['__proto__', 'constructor', 'toString']);
  expect(crossValidation?.meanAccuracy).toBeGreaterThan(0.7);
  expect(topFeatures(model, 2).map(({ label }) => label)).toEqual(model.classes);
});

test('probabilities sum to 1 and confidence is the largest, whatever the text', () => {
  const predictors = [reviews, threeWays].map(({ texts, labels }) =>
    compileTextModel(trainText(texts, labels)),
  );
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...reviews.texts));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 5 }), (texts) => {
      for (const prediction of predictors.flatMap((predictor) => predictor.predict(texts))) {
        const { probabilities, confidence, classIndex, oovShare } = prediction;
        expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
        expect(confidence).toBeCloseTo(Math.max(...probabilities), 12);
        expect(probabilities[classIndex]).toBeCloseTo(confidence, 12);
        expect(oovShare).toBeGreaterThanOrEqual(0);
        expect(oovShare).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('top features speak for their class', () => {
  const [negative, positive] = topFeatures(trainText(reviews.texts, reviews.labels), 3);
  expect(negative?.label).toBe('negative');
  for (const { term, weight } of negative?.features ?? []) {
    expect(term).toMatch(/^(tell|hint)0/);
    expect(weight).toBeGreaterThan(0);
  }
  for (const { term } of positive?.features ?? []) expect(term).toMatch(/^(tell|hint)1/);
  expect(positive?.features).toHaveLength(3);
});

test('progress rises to 1 through all phases', () => {
  const heard: TrainProgress[] = [];
  runTrainJob({ ...reviews, folds: 2 }, { onProgress: (progress) => heard.push(progress) });
  const fractions = heard.map(({ fraction }) => fraction);
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  expect(new Set(heard.map(({ phase, fold }) => `${phase} ${fold}`))).toEqual(
    new Set(['analyze 0', 'fold 1', 'fold 2', 'fit 0', 'done 0']),
  );
  expect(heard.at(-1)).toMatchObject({ phase: 'done', fraction: 1 });
});

test('a signal ends the training between two iterations', () => {
  const signal = { aborted: false };
  const train = (): unknown =>
    trainText(
      reviews.texts,
      reviews.labels,
      {},
      {
        signal,
        onProgress: ({ fraction }) => {
          signal.aborted = fraction > 0.4;
        },
      },
    );
  expect(train).toThrow(expect.objectContaining({ code: 'CANCELED', data: { what: 'training' } }));
});

describe('what cannot be trained', () => {
  const two = { texts: ['nice one', 'bad one', 'nice too', 'bad too'], labels: ['a', 'b', 'a', 'b'] };
  const hooks = { source: 'datasets:/reviews/3' };

  test.each([
    ['no rows', { texts: [], labels: [] }, 'empty', ''],
    ['one class', { ...two, labels: ['a', 'a', 'a', 'a'] }, 'one_class', 'a'],
    ['a class smaller than the folds', { ...two, folds: 3 }, 'too_few_per_class', '2 rows'],
    ['an empty label', { ...two, labels: ['a', 'b', '', 'b'] }, 'empty', ''],
    ['texts without words', { ...two, texts: ['!', '', 'a b c', '…'], folds: 0 }, 'no_words', '4 rows'],
    [
      'stop words alone',
      { ...two, texts: ['the', 'and', 'of', 'to'], options: { stopWords: 'english' as const }, folds: 2 },
      'no_words',
      '2 rows',
    ],
    ['a minDf that nothing reaches', { ...two, options: { minDf: 5 }, folds: 0 }, 'no_words', '4 rows'],
    [
      'a fixed vocabulary that no text has',
      { ...two, options: { vocabulary: ['zebra'] }, folds: 0 },
      'no_words',
      '4 rows',
    ],
  ])('%s', (_, job, problem, value) => {
    expect(() => runTrainJob(job, hooks)).toThrow(
      expect.objectContaining({
        code: 'DATA_INVALID',
        data: expect.objectContaining({ source: hooks.source, problem, value: value || expect.any(String) }),
      }),
    );
  });

  test('sentences name value, place and remedy', () => {
    const rare = { texts: [...two.texts, 'odd one'], labels: [...two.labels, 'rare'], folds: 2 };
    expect(() => runTrainJob(rare, hooks)).toThrow(
      'datasets:/reviews/3, label "rare": The label has fewer rows than the 2 folds of the cross-validation (1 row). ' +
        'Add rows with this label until there are 2, or leave the label out.',
    );
  });

  test.each([
    ['ngram_range', { ngramRange: [2, 1] as [number, number] }],
    ['ngram_range', { ngramRange: [1, Number.NaN] as [number, number] }],
    ['min_df', { minDf: 1.5 }],
    ['max_df', { maxDf: Number.POSITIVE_INFINITY }],
    ['max_features', { maxFeatures: 0 }],
    ['c', { c: Number.NaN }],
    ['c', { c: 0 }],
    ['tolerance', { tolerance: -1 }],
    ['max_iterations', { maxIterations: 0.5 }],
    ['vocabulary', { vocabulary: [] }],
    ['vocabulary', { vocabulary: ['one', 'one'] }],
  ])('the option %s: %o', (field, options) => {
    const expected = { code: 'INVALID_ARGUMENT', data: expect.objectContaining({ field }) };
    expect(() => trainText(two.texts, two.labels, options)).toThrow(expect.objectContaining(expected));
  });

  test.each([1, -1, 2.5])('%d folds', (folds) => {
    expect(() => runTrainJob({ ...two, folds })).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });

  test('texts and labels of different length', () => {
    expect(() => trainText(['nice'], two.labels)).toThrow('labels is "4 labels"');
  });
});
