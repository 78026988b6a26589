import { describe, expect, test } from 'vitest';
import { computeMetrics, standardDeviation, wilsonInterval } from './classification-metrics.ts';

const classes = ['bad', 'good', 'so-so'];

test('counts, shares and loss of a small table', () => {
  const actual = ['bad', 'bad', 'good', 'good', 'good'];
  const metrics = computeMetrics(actual, [0, 1, 1, 1, 0].map(predict), classes);
  expect(metrics).toMatchObject({ n: 5, accuracy: 0.6, labels: classes });
  expect(metrics.confusion).toEqual([
    [1, 1, 0],
    [1, 2, 0],
    [0, 0, 0],
  ]);
  expect(metrics.perClass).toEqual([
    { label: 'bad', precision: 0.5, recall: 0.5, f1: 0.5, support: 2 },
    { label: 'good', precision: 2 / 3, recall: 2 / 3, f1: 2 / 3, support: 3 },
    { label: 'so-so', precision: 0, recall: 0, f1: 0, support: 0 },
  ]);
  // The class that neither is nor is said of any row does not count.
  expect(metrics.macroF1).toBeCloseTo((0.5 + 2 / 3) / 2, 12);
  expect(metrics.logLoss).toBeCloseTo(-(3 * Math.log(0.8) + 2 * Math.log(0.1)) / 5, 12);
});

test('a label that the model does not know is a mistake with a row of its own', () => {
  const metrics = computeMetrics(['good', '__proto__'], [1, 1].map(predict), classes);
  expect(metrics.labels).toEqual([...classes, '__proto__']);
  expect(metrics.accuracy).toBe(0.5);
  expect(metrics.confusion[3]).toEqual([0, 1, 0, 0]);
  expect(metrics.logLoss).toBeCloseTo(-(Math.log(0.8) + Math.log(Number.EPSILON)) / 2, 12);
});

test('without probabilities there is no log loss', () => {
  const metrics = computeMetrics(['good', 'bad'], [{ label: 'good', probabilities: null }, predict(0)], []);
  expect(metrics).toMatchObject({ accuracy: 1, logLoss: null, labels: ['good', 'bad'] });
});

test('no rows give zeros, not NaN', () => {
  expect(computeMetrics([], [], classes)).toMatchObject({
    n: 0,
    accuracy: 0,
    accuracyInterval: { lower: 0, upper: 1 },
    macroF1: 0,
    logLoss: 0,
  });
});

describe("Wilson's interval", () => {
  // Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
    [29, 29, 0.883, 1],
  ])('%i of %i', (successes, n, lower, upper) => {
    const interval = wilsonInterval(successes, n);
    expect(interval.lower).toBeCloseTo(lower, 4);
    expect(interval.upper).toBeCloseTo(upper, 4);
  });
});

test("the standard deviation is numpy's", () => {
  expect(standardDeviation([0.5, 0.7, 0.9])).toBeCloseTo(0.1632993161855452, 14);
});

function predict(classIndex: number): { label: string; probabilities: number[] } {
  const probabilities = classes.map((_, k) => (k === classIndex ? 0.8 : 0.1));
  const label = classes[classIndex] ?? '';
  return { label, probabilities };
}
