import { expect, it } from 'vitest';
import { commonEnds, toRows, toUnified } from './line-rows.ts';

const same = (count: number) => ({
  isSame: true,
  first: Array.from({ length: count }, (_, i) => `line ${String(i)}`),
  second: [],
});

it('long parts that are the same are folded around the changes, and open', () => {
  const chunks = [
    same(10),
    { isSame: false, first: ['a'], second: ['b', 'c'] },
    same(12),
    { isSame: false, first: ['z'], second: [] },
  ];
  const rows = toRows(chunks, new Set());
  expect(rows.map(({ kind }) => kind)).toEqual([
    'fold', 'same', 'same', 'same', 'changed', 'changed', 'same', 'same', 'same', 'fold', 'same', 'same', 'same', 'changed',
  ]); // prettier-ignore
  expect(rows[0]).toEqual({ kind: 'fold', id: 0, count: 7 });
  expect(rows[4]).toEqual({
    kind: 'changed',
    chunk: 1,
    first: { number: 11, text: 'a' },
    second: { number: 11, text: 'b' },
  });
  expect(rows[5]).toEqual({ kind: 'changed', chunk: 1, first: null, second: { number: 12, text: 'c' } });
  expect(rows.at(-1)).toEqual({ kind: 'changed', chunk: 3, first: { number: 24, text: 'z' }, second: null });
  expect(toRows(chunks, new Set([0, 2])).filter(({ kind }) => kind === 'fold')).toEqual([]);
});

it('one column has what was taken away above what came', () => {
  const rows = toUnified(toRows([{ isSame: false, first: ['a', 'b'], second: ['c'] }, same(1)], new Set()));
  expect(rows.map((row) => (row.kind === 'changed' ? (row.first?.text ?? `+${row.second?.text ?? ''}`) : row.kind))).toEqual(
    ['a', 'b', '+c', 'same'],
  ); // prettier-ignore
});

it('lines have their ends in common, never more than the shorter one', () => {
  expect(commonEnds('C: 1', 'C: 30')).toEqual({ head: 3, tail: 0 });
  expect(commonEnds('a;a;', 'a;a;a;')).toEqual({ head: 4, tail: 0 });
  expect(commonEnds('x=1;', 'x=22;')).toEqual({ head: 2, tail: 1 });
});

it('words and numbers differ as a whole', () => {
  expect(commonEnds('lowercase: false', 'lowercase: true')).toEqual({ head: 11, tail: 0 });
  expect(commonEnds('rate = 0.01 # tuned', 'rate = 0.05 # tuned')).toEqual({ head: 7, tail: 8 });
  expect(commonEnds('aa', 'aaa')).toEqual({ head: 0, tail: 0 });
});
