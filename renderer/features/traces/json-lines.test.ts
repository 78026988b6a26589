import { expect, it } from 'vitest';
import { toJsonLines } from './json-lines.ts';

const draw = (value: unknown, limit = 100): string[] =>
  toJsonLines(value, limit).lines.map(
    ({ depth, tokens }) => ' '.repeat(depth) + tokens.map(({ text }) => text).join(''),
  );

it('reads as JSON, with short lists on one line', () => {
  const value = { a: [1, 2], b: { c: 'x', d: [{}, []] }, e: null };
  expect(draw(value)).toEqual([
    '{',
    ' "a": [1, 2],',
    ' "b": {',
    '  "c": "x",',
    '  "d": [',
    '   {},',
    '   []',
    '  ]',
    ' },',
    ' "e": null',
    '}',
  ]);
  expect(JSON.parse(draw(value).join(''))).toEqual(value);
});

it('stops at the limit and says how many lines there are', () => {
  const list = Array.from({ length: 50 }, (_, index) => index);
  expect(toJsonLines(list, 3)).toMatchObject({ count: 52, lines: { length: 3 } });
});

it('a plain value is one line', () => {
  expect([draw('a "b"'), draw(1.5), draw(true), draw(null), draw({})]).toEqual([
    [String.raw`"a \"b\""`],
    ['1.5'],
    ['true'],
    ['null'],
    ['{}'],
  ]);
});
