import { expect, test } from 'vitest';
import { createReviews } from './testing.ts';
import { runTrainJob } from './text-classifier.ts';
import { trainTextInWorker } from './train-in-worker.ts';

const job = { ...createReviews(200), options: { ngramRange: [1, 2] as [number, number] }, folds: 3 };

test('a worker trains what this thread would, and tells how far it is', async () => {
  const fractions: number[] = [];
  const training = await trainTextInWorker(job, { onProgress: ({ fraction }) => fractions.push(fraction) });
  expect(training).toEqual(runTrainJob(job));
  expect(fractions.at(-1)).toBe(1);
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  expect(fractions.length).toBeGreaterThan(5);
});

test('a refusal keeps its code and data across the thread', async () => {
  const oneClass = { texts: ['a nice one', 'another one'], labels: ['good', 'good'] };
  await expect(trainTextInWorker(oneClass, { source: 'datasets:/reviews/3' })).rejects.toMatchObject({
    name: 'StileError',
    code: 'DATA_INVALID',
    data: { source: 'datasets:/reviews/3', problem: 'one_class', value: 'good' },
  });
});

test('a canceled training ends at once, whether it had begun or not', async () => {
  const before = trainTextInWorker(job, { signal: AbortSignal.abort() });
  await expect(before).rejects.toMatchObject({ code: 'CANCELED' });
  const long = { ...createReviews(4000), folds: 100, options: { tolerance: 1e-12 } };
  const controller = new AbortController();
  let heard = 0;
  const during = trainTextInWorker(long, {
    signal: controller.signal,
    onProgress: () => {
      if (++heard === 3) controller.abort();
    },
  });
  await expect(during).rejects.toMatchObject({ code: 'CANCELED', data: { what: 'training' } });
});

test('a job that cannot reach the thread is an error, not a wait for ever', async () => {
  const odd = { ...job, options: { ngramRange: (() => 1) as never } };
  await expect(trainTextInWorker(odd)).rejects.toThrow('could not be cloned');
});
