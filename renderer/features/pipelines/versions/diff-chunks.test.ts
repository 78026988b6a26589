import { expect, it } from 'vitest';
import type { DiffLine } from '#contract/pipeline-views.ts';
import { orderPair } from './against.ts';
import { countChangedLines, listChanges, toChunks } from './diff-chunks.ts';

const line = (kind: DiffLine['kind'], text: string): DiffLine => ({ kind, from: 1, to: 1, text });
const lines = [
  line('same', 'a'),
  line('removed', 'b'),
  line('added', 'B'),
  line('added', 'B2'),
  line('same', 'c'),
  line('removed', 'd'),
];

it('lines that belong together are one chunk', () => {
  expect(toChunks(lines)).toEqual([
    { isSame: true, first: ['a'], second: [] },
    { isSame: false, first: ['b'], second: ['B', 'B2'] },
    { isSame: true, first: ['c'], second: [] },
    { isSame: false, first: ['d'], second: [] },
  ]);
  expect(toChunks([])).toEqual([]);
});

it('a changed line counts once, and changes tell where they begin in the newer text', () => {
  expect(countChangedLines(toChunks(lines))).toBe(3);
  expect(listChanges(toChunks(lines))).toEqual([
    { chunk: 1, line: 2 },
    { chunk: 3, line: 5 },
  ]);
});

it('a pair is read from the older text to the newer one, whichever was chosen first', () => {
  const versions = [
    { hash: 'new', createdAt: 20 },
    { hash: 'old', createdAt: 10 },
  ];
  expect(orderPair(versions, 'new', 'old')).toEqual(['old', 'new']);
  expect(orderPair(versions, 'old', 'new')).toEqual(['old', 'new']);
  expect(orderPair(versions, 'new', 'file')).toEqual(['new', 'file']);
  // What no run has run is the file as it is now.
  expect(orderPair(versions, 'unrun', 'old')).toEqual(['old', 'unrun']);
});
