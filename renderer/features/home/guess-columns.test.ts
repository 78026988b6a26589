import { describe, expect, it } from 'vitest';
import { guessColumns, isGoodName, nameFromFile } from './guess-columns.ts';

const columns = (...names: string[]) => names.map((name) => ({ name, type: 'text' as const }));

describe('which columns hold texts and labels', () => {
  it('goes by names', () => {
    const sample = [
      ['1', 'pos', 'fine'],
      ['2', 'neg', 'bad'],
    ];
    expect(guessColumns({ columns: columns('id', 'sentiment', 'review'), sample })).toEqual({
      text: 'review',
      label: 'sentiment',
    });
  });

  it('goes by what is in them when names say nothing: long texts, few labels', () => {
    const sample = [
      ['a1', 'a long text about things', 'x', 'same'],
      ['a2', 'another long text about it', 'y', 'same'],
      ['a3', 'one more long text', 'x', 'same'],
    ];
    expect(guessColumns({ columns: columns('c1', 'c2', 'c3', 'c4'), sample })).toEqual({
      text: 'c2',
      label: 'c3',
    });
  });

  it('finds no label in a file of one column', () => {
    expect(guessColumns({ columns: columns('text'), sample: [['a']] })).toEqual({
      text: 'text',
      label: null,
    });
  });
});

it.each([
  ['Kundomdömen 2026.csv', 'kundomdomen_2026'],
  ['2026-reviews.final.csv', 'reviews_final'],
  ['数据.csv', 'my_data'],
])('%s is called %s', (file, name) => {
  expect(nameFromFile(file)).toBe(name);
  expect(isGoodName(name)).toBe(true);
});
