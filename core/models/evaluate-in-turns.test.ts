import { expect, test } from 'vitest';
import { failureOf } from '#core/testing/factories.ts';
import { evaluateInTurns } from './evaluate-in-turns.ts';
import { createReviews } from './testing.ts';
import { evaluateText, trainText } from './text-classifier.ts';
import { compileTextModel } from './text-predictor.ts';

const { texts, labels } = createReviews(500);
const predictor = compileTextModel(trainText(texts, labels));
const { signal } = new AbortController();

test('says the same as at once', async () => {
  expect(await evaluateInTurns(predictor, { texts, labels }, 'rows', signal)).toEqual(
    evaluateText(predictor, texts, labels),
  );
});

test('a column of ids instead of labels is refused before it fills the memory', async () => {
  const rows = { texts: Array.from({ length: 100_000 }, () => 'a text'), labels: [] as string[] };
  rows.labels = rows.texts.map((_, row) => `id-${row}`);
  const failure = await failureOf(evaluateInTurns(predictor, rows, 'datasets:/reviews/3', signal));
  expect(failure).toMatchObject({ code: 'DATA_INVALID', data: { value: '100000' } });
  expect(failure.message).toContain('datasets:/reviews/3 has 100000 different labels');
});

test('ends soon after it is canceled', async () => {
  const stop = new AbortController();
  const evaluated = failureOf(evaluateInTurns(predictor, { texts, labels }, 'rows', stop.signal));
  stop.abort(new Error('canceled'));
  expect((await evaluated).message).toBe('canceled');
});
