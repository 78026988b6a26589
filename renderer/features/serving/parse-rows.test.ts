import { describe, expect, it } from 'vitest';
import { parseCsv } from './parse-csv.ts';
import { parseRows, readForm, toCells } from './parse-rows.ts';
import { namedColumns, readLines } from './read-signature.ts';

const inputs = [
  { name: 'age', type: 'long', required: true },
  { name: 'balance', type: 'double', required: true },
  { name: 'country', type: 'string', required: true },
  { name: 'member', type: 'boolean', required: false },
];
const columns = readLines(inputs);
const row = { age: 23, balance: 10.5, country: 'SE', member: true };

describe('a signature', () => {
  it('names types as they nest, and what may be left out', () => {
    expect(
      readLines([
        { type: 'tensor', 'tensor-spec': { dtype: 'float64', shape: [-1, 4] } },
        { name: 'tags', type: 'array', items: { type: 'string' }, required: false },
        { name: 'who', type: 'object', properties: { name: { type: 'string' } } },
        { name: 'limit', type: 'double', default: 0.5, shape: null },
      ]),
    ).toEqual([
      { name: '', type: 'tensor float64 [-1, 4]', required: true, preset: null },
      { name: 'tags', type: 'array<string>', required: false, preset: null },
      { name: 'who', type: '{name: string}', required: true, preset: null },
      { name: 'limit', type: 'double', required: true, preset: '0.5' },
    ]);
    expect(readLines('nonsense')).toEqual([]);
  });

  it('gives a form only where every column has a name', () => {
    const of = (part: unknown) => namedColumns({ signature: { inputs: part, outputs: null, params: null } });
    expect(of(inputs)).toHaveLength(4);
    expect(of([{ type: 'string' }])).toBeNull();
    expect(of([{ name: 'x', type: 'tensor', 'tensor-spec': { dtype: 'float64', shape: [-1] } }])).toBeNull();
    expect(namedColumns({ signature: null })).toBeNull();
  });
});

describe('rows from a text', () => {
  it.each([
    ['a list of objects', JSON.stringify([row])],
    ['one object', JSON.stringify(row)],
    ['objects by line', `${JSON.stringify(row)}\n`],
    ['records', JSON.stringify({ dataframe_records: [row] })],
    [
      'a frame in parts',
      JSON.stringify({ dataframe_split: { columns: Object.keys(row), data: [Object.values(row)] } }),
    ],
    [
      'lists by column',
      JSON.stringify({ inputs: { age: [23], balance: [10.5], country: ['SE'], member: [true] } }),
    ],
    ['lists in the order of the columns', JSON.stringify([Object.values(row)])],
    ['CSV', 'age,balance,country,member\n23,10.5,SE,true\n'],
    ['CSV as a Swedish sheet has it', 'member;country;balance;age\r\nTRUE;"SE";10,5;23'],
    ['cells of a sheet', 'age\tbalance\tcountry\tmember\n23\t10.5\tSE\ttrue'],
  ])('%s', (_, text) => {
    expect(parseRows(text, columns)).toEqual({ rows: [row] });
  });

  it.each([
    ['', { kind: 'noRows', row: 0, column: '', value: '' }],
    ['[]', { kind: 'noRows', row: 0, column: '', value: '' }],
    ['[{"age": 1,]', { kind: 'notJson', row: 0, column: '', value: '1' }],
    ['[3]', { kind: 'notRows', row: 1, column: 'age', value: '3' }],
    ['[[1, 2]]', { kind: 'width', row: 1, column: '4', value: '2' }],
    ['[{"age": 3, "country": "SE"}]', { kind: 'columns', row: 1, column: 'balance', value: 'age, country' }],
    [
      '[{"age": 2.5, "balance": 1, "country": "SE"}]',
      { kind: 'integer', row: 1, column: 'age', value: '2.5' },
    ],
    [
      '[{"age": 9007199254740993, "balance": 1, "country": "SE"}]',
      { kind: 'tooLarge', row: 1, column: 'age', value: '9007199254740992' },
    ],
    ['age,balance,country\n1,2,SE\nx,2,SE', { kind: 'integer', row: 2, column: 'age', value: 'x' }],
    ['age,balance,country\n1,2', { kind: 'width', row: 1, column: '3', value: '2' }],
    [
      JSON.stringify(Array.from({ length: 10_001 }, () => row)),
      { kind: 'tooMany', row: 0, column: '', value: '10001' },
    ],
  ])('that do not fit say where and what: %#', (text, problem) => {
    expect(parseRows(text, columns)).toEqual({ problem });
  });

  it('are what they are where the model tells no columns', () => {
    expect(parseRows('[[1, 2], [3, 4]]', null)).toEqual({ rows: [[1, 2], [3, 4]] }); // prettier-ignore
    expect(parseRows('a,b\n1,x\n,true', null)).toEqual({
      rows: [
        { a: 1, b: 'x' },
        { a: null, b: true },
      ],
    });
  });

  it('of one column may be its values', () => {
    expect(parseRows('["a", "b"]', readLines([{ name: 'text', type: 'string' }]))).toEqual({
      rows: [{ text: 'a' }, { text: 'b' }],
    });
  });
});

describe('rows from a form', () => {
  it('are read by the types of their columns, empty lines left out', () => {
    const cells = [
      ['23', '10,5', 'SE', ''],
      ['', ' ', '', ''],
      ['-4', '1e3', '', 'false'],
    ];
    expect(readForm(cells, columns)).toEqual({
      rows: [
        { age: 23, balance: 10.5, country: 'SE', member: null },
        { age: -4, balance: 1000, country: '', member: false },
      ],
    });
  });

  it.each([
    [['x', '1', 'SE', ''], { kind: 'integer', row: 1, column: 'age', value: 'x' }],
    [['', '1', 'SE', ''], { kind: 'empty', row: 1, column: 'age', value: '' }],
    [['1', 'much', 'SE', ''], { kind: 'number', row: 1, column: 'balance', value: 'much' }],
    [['1', '1', 'SE', 'perhaps'], { kind: 'boolean', row: 1, column: 'member', value: 'perhaps' }],
  ])('that do not fit say where and what: %#', (cells, problem) => {
    expect(readForm([cells], columns)).toEqual({ problem });
  });

  it('come back as they were', () => {
    expect(toCells([row], columns)).toEqual([['23', '10.5', 'SE', 'true']]);
  });
});

describe('CSV', () => {
  it('keeps what is in quotes', () => {
    expect(parseCsv('a,b\n"x, ""y""\nz",2\n\n')).toEqual([
      ['a', 'b'],
      ['x, "y"\nz', '2'],
    ]);
  });

  it('is told apart by its first line, and only lines without anything are left out', () => {
    expect(parseCsv('x;y\r\n10,5;2,5\r\n\r\n;\r\n')).toEqual([
      ['x', 'y'],
      ['10,5', '2,5'],
      ['', ''],
    ]);
  });
});
