import { expect, it } from 'vitest';
import { wordBytes, wordCount, wordDuration, wordMetric, wordMetricShort, wordTime } from './words.ts';

it.each([
  [0, '0 ms'],
  [-5, '0 ms'],
  [999, '999 ms'],
  [12_345, '12.3 s'],
  [245_000, '4 m 05 s'],
  [7_380_000, '2 h 03 m'],
])('%d ms is %s', (ms, text) => {
  expect(wordDuration(ms)).toBe(text);
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1500, '1.5 kB'],
  [20_000_000, '20 MB'],
  [151_552, '152 kB'],
  [3_200_000_000_000_000, '3200 TB'],
])('%d bytes are %s', (bytes, text) => {
  expect(wordBytes(bytes)).toBe(text);
});

it('words times in the local zone, and what is no time as it is', () => {
  const ms = new Date(2026, 10, 5, 4, 3, 2).getTime();
  expect(wordTime(ms)).toBe('2026-11-05 04:03:02');
  expect(wordTime(null)).toBe('');
  expect(wordTime(9e15)).toBe('9000000000000000');
});

it('words metrics and counts', () => {
  expect(['NaN', '-Infinity', 0.1, null].map((value) => wordMetric(value as 'NaN'))).toEqual([
    'NaN',
    '-Infinity',
    '0.1',
    '',
  ]);
  expect([wordCount(0, 'run'), wordCount(1, 'run'), wordCount(2, 'run')]).toEqual([
    '0 runs',
    '1 run',
    '2 runs',
  ]);
});

it.each([
  [0.123456789, '0.1235'],
  [12345.678, '12346'],
  [-0.000012345678, '-0.00001235'],
  [123456, '123456'],
  ['NaN', 'NaN'],
] as const)('in a list that is read, %s is %s', (value, text) => {
  expect(wordMetricShort(value)).toBe(text);
});
