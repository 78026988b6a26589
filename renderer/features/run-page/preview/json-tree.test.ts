import { describe, expect, it } from 'vitest';
import { findInJson, firstOpen, listOpenLines, pathsAbove } from './json-tree.ts';

const value = { model: { C: 1, 'a/b': ['x', { Deep: null }] }, tags: [], note: 'hello' };

describe('a tree of JSON', () => {
  it('shows what is open, with what each line holds', () => {
    const lines = listOpenLines(value, new Set(['', '/model']));
    expect(lines.map(({ path, depth, isOpen }) => [path, depth, isOpen])).toEqual([
      ['', 0, true],
      ['/model', 1, true],
      ['/model/C', 2, null],
      ['/model/a~1b', 2, false],
      ['/tags', 1, null],
      ['/note', 1, null],
    ]);
  });

  it('opens as many levels as a screen holds, and the root always', () => {
    expect([...firstOpen(value)]).toEqual(['', '/model', '/model/a~1b', '/model/a~1b/1']);
    const long = { rows: Array.from({ length: 500 }, (_, row) => ({ row })) };
    expect([...firstOpen(long)]).toEqual(['']);
    expect([...firstOpen(Array.from({ length: 500 }, (_, row) => ({ row })))]).toEqual(['']);
  });

  it('is searched through keys and values, in the order of the file', () => {
    expect(findInJson(value, 'DEEP')).toEqual(['/model/a~1b/1/Deep']);
    expect(findInJson(value, 'e')).toEqual(['/model/a~1b/1/Deep', '/note'].toSpliced(0, 0, '/model'));
    expect(findInJson(value, 'null')).toEqual(['/model/a~1b/1/Deep']);
    expect(findInJson(value, '')).toEqual([]);
    expect(pathsAbove('/model/a~1b/1')).toEqual(['', '/model', '/model/a~1b']);
    expect(pathsAbove('')).toEqual([]);
  });
});
