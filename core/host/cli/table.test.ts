import { describe, expect, it } from 'vitest';
import { displayWidth, formatTable, type Column } from './table.ts';

interface Row {
  name: string;
  runs: number;
}
const columns: Column<Row>[] = [
  { title: 'NAME', cell: ({ name }) => name },
  { title: 'RUNS', cell: ({ runs }) => String(runs), right: true },
];
const rows = [
  { name: 'åäö', runs: 3 },
  { name: 'longer name', runs: 12_345 },
  { name: '日本', runs: 1 },
  { name: 'two\nlines\u001B[31m', runs: 0 },
];

describe('a table', () => {
  it('is aligned for a terminal, by what characters take there', () => {
    expect(formatTable(rows, columns, true)).toBe(
      [
        'NAME             RUNS',
        'åäö                 3',
        'longer name     12345',
        '日本                1',
        'two lines [31m      0',
        '',
      ].join('\n'),
    );
  });

  it('has a tab between cells for a pipe, and one line for each row', () => {
    expect(formatTable(rows, columns, false)).toBe(
      'NAME\tRUNS\nåäö\t3\nlonger name\t12345\n日本\t1\ntwo lines [31m\t0\n',
    );
  });

  it('has its titles when it is empty', () => {
    expect(formatTable([], columns, true)).toBe('NAME  RUNS\n');
  });
});

it.each([
  ['', 0],
  ['abc', 3],
  ['e\u0301', 1],
  ['日本語', 6],
  ['한', 2],
  ['👩‍🔬', 2],
  ['…', 1],
])('%j takes %d columns', (text, expected) => {
  expect(displayWidth(text)).toBe(expected);
});
