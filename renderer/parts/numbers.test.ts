import { describe, expect, it } from 'vitest';
import { columnDecimals, formatBytes, formatMetric, neededDecimals } from './numbers.ts';

describe('metrics', () => {
  it.each([
    [[0.779, 0.05], 4],
    [[12.34, 0.5], 2],
    [[1, 20, 300], 0],
    [[], 0],
    [['NaN', 0.25], 4],
    [[123_456.7], 0],
  ] as const)('the column of %j has %i decimals', (values, decimals) => {
    expect(columnDecimals(values)).toBe(decimals);
  });

  it.each([
    [[0.75, 0.5, 'NaN'], 2],
    [[0.779, 0.05], 3],
    [[0.12345, 0.5], 4],
    [[2.5, 3], 1],
    [[0.000_012], 6],
  ] as const)('the column of %j needs %i decimals', (values, decimals) => {
    expect(neededDecimals(values)).toBe(decimals);
  });

  it.each([
    [0.779, 4, 'en', '0.7790'],
    [0.779, 4, 'sv', '0,7790'],
    [0.000_012, 4, 'en', '1.200e−5'],
    [-0, 2, 'en', '0.00'],
    [-0.25, 2, 'en', '−0.25'],
    [-0.25, 2, 'sv', '−0,25'],
    [-0.000_012, 4, 'en', '−1.200e−5'],
    ['NaN', 4, 'en', 'NaN'],
    ['-Infinity', 4, 'en', '−∞'],
    [20_000, 0, 'en', '20,000'],
  ] as const)('%s with %i decimals in %s reads %s', (value, decimals, locale, text) => {
    expect(formatMetric(value, decimals, locale)).toBe(text);
  });
});

it.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1500, '1.5 kB'],
  [200_000, '200 kB'],
  [5_000_000_000, '5 GB'],
])('%i bytes read %s', (bytes, text) => {
  expect(formatBytes(bytes, 'en')).toBe(text);
});
