import { expect, test } from 'vitest';
import { failureOf } from '#core/testing/factories.ts';
import { createReviews } from '../testing.ts';
import { evaluateText, trainText } from '../text-classifier.ts';
import { compileTextModel } from '../text-predictor.ts';
import { areCountable } from './countable.ts';
import { evaluateRows } from './evaluate-rows.ts';
import { matchLabels } from './match-labels.ts';
import type { ModelScorer } from './model-scorer.ts';
import { createTextScorer } from './text-scorer.ts';

const { texts, labels } = createReviews(500);
const predictor = compileTextModel(trainText(texts, labels));
const scorer = createTextScorer(predictor);
const { signal } = new AbortController();

test('says the same as at once', async () => {
  const { metrics, right } = await evaluateRows(scorer, { rows: texts, labels }, 'rows', signal);
  const wanted = evaluateText(predictor, texts, labels);
  expect(metrics).toEqual(wanted.metrics);
  expect(right).toEqual(wanted.predictions.map(({ label }, row) => label === labels[row]));
});

test('a column of ids instead of labels is refused before it fills the memory', async () => {
  const rows = Array.from({ length: 100_000 }, () => 'a text');
  const ids = rows.map((_, row) => `id-${row}`);
  const failure = await failureOf(evaluateRows(scorer, { rows, labels: ids }, 'datasets:/reviews/3', signal));
  expect(failure).toMatchObject({ code: 'DATA_INVALID', data: { value: '100000' } });
  expect(failure.message).toContain('datasets:/reviews/3 has 100000 different labels');
});

test('ends soon after it is canceled', async () => {
  const stop = new AbortController();
  const evaluated = failureOf(evaluateRows(scorer, { rows: texts, labels }, 'rows', stop.signal));
  stop.abort(new Error('canceled'));
  expect((await evaluated).message).toBe('canceled');
});

test('a model that gives every row another number is not measured by its classes', async () => {
  const untold = { confidence: null, probabilities: null, oovShare: null, tokens: null };
  const numbers: ModelScorer = {
    shape: { kind: 'all', isNamed: true },
    score: (rows) =>
      Promise.resolve({
        rows: rows.map((_, row) => ({ label: String(row / 7), ...untold })),
        classes: null,
        micros: 1,
      }),
  };
  const failure = await failureOf(
    evaluateRows(numbers, { rows: texts, labels }, 'datasets:/prices/1', signal),
  );
  expect(failure).toMatchObject({ code: 'DATA_INVALID', data: { problem: 'no_classes', value: '500' } });
});

test('labels are read as the model writes its classes', () => {
  expect(matchLabels(['1.0', '2', ' 01', 'x', ''], ['1', '2.5'])).toEqual(['1', '2', '1', 'x', '']);
  expect(matchLabels(['True', 'FALSE', 'no'], ['true', 'false'])).toEqual(['true', 'false', 'no']);
  expect(matchLabels(['1.0', 'True'], ['1.0', '1', 'True'])).toEqual(['1.0', 'True']);
});

test('answers that repeat are classes, measured numbers are not', () => {
  const numbers = (count: number): string[] => Array.from({ length: count }, (_, i) => String(i));
  expect(areCountable(['0', '1', '2.0'], 10)).toBe(true);
  expect(areCountable(['good', '', '[1,2]', 'null'], 4)).toBe(true);
  expect(areCountable(numbers(20), 20)).toBe(true);
  expect(areCountable(numbers(30), 40)).toBe(false);
  expect(areCountable(numbers(1001), 100_000)).toBe(false);
  expect(areCountable(['1', '2.5'], 10)).toBe(false);
});
