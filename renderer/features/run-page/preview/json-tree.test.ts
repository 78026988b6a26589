import { describe, expect, it } from 'vitest';
import { readJsonFile } from './read-json.ts';
import { findInJson, firstOpen, listOpenLines, pathsAbove, showPlain } from './json-tree.ts';

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

describe('a file of JSON', () => {
  it('may hold the numbers that Python writes and JSON has not', () => {
    const read = readJsonFile(
      '{"loss": NaN, "best": [Infinity, -Infinity, 1], "say \\"NaN\\"": "NaN, Infinity"}',
    );
    expect(read).toEqual({ loss: NaN, best: [Infinity, -Infinity, 1], 'say "NaN"': 'NaN, Infinity' });
    expect([NaN, -Infinity, 1.5].map(showPlain)).toEqual(['NaN', '-Infinity', '1.5']);
  });

  it('that is none says where, or that it is too deep to show', () => {
    const whyOf = (text: string): unknown => {
      try {
        return readJsonFile(text);
      } catch (error) {
        return error;
      }
    };
    expect(whyOf('{"a": 1,\n "b" 2}')).toMatchObject({ why: 'notJsonAt', line: '2', column: '6' });
    expect(whyOf('{"a": nan}')).toMatchObject({ why: expect.stringMatching(/^notJson/) });
    for (const inner of ['1', 'NaN']) {
      const deep = '['.repeat(100_000) + inner + ']'.repeat(100_000);
      expect(whyOf(deep)).toMatchObject({ why: 'tooDeep' });
    }
    expect(whyOf('['.repeat(400) + ']'.repeat(400))).toBeInstanceOf(Array);
  });
});
