import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readColumns } from '#core/datasets/index.ts';
import { failureOf } from '#core/testing/factories.ts';
import { withEngine, type TestEngine } from '#core/testing/with-engine.ts';
import { addFile } from '../testing.ts';

async function readAll({ client }: TestEngine, name = 'reviews') {
  const { columns, rows } = await client.datasets.preview({ name });
  return { columns, rows };
}

const swedish = {
  columns: ['text', 'betyg'],
  rows: [
    ['Så bra! €5', '5'],
    ['dålig', '1'],
  ],
};

function utf16(text: string, isBigEndian: boolean): Buffer {
  const bytes = Buffer.from(text, 'utf16le');
  return isBigEndian ? bytes.swap16() : bytes;
}

describe('a CSV in', () => {
  const text = 'text;betyg\r\nSå bra! €5;5\r\ndålig;1\r\n';
  const windows = Buffer.from(text.replace('€', '\x80'), 'latin1');

  it.each<[string, Uint8Array, string, string[]]>([
    ['UTF-8', Buffer.from(text), 'utf-8', []],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`), 'utf-8', []],
    ['UTF-16 LE with a mark', utf16(`\uFEFF${text}`, false), 'utf-16le', []],
    ['UTF-16 BE with a mark', utf16(`\uFEFF${text}`, true), 'utf-16be', []],
    ['UTF-16 LE without one', utf16(text, false), 'utf-16le', []],
    ['UTF-16 BE without one', utf16(text, true), 'utf-16be', []],
    ['Windows-1252', windows, 'windows-1252', ['encoding_guessed']],
  ])('%s', (_, bytes, encoding, warnings) =>
    withEngine(async (test) => {
      const added = await addFile(test, bytes);
      expect(added).toMatchObject({ csv: { delimiter: ';', encoding, hasHeader: true }, rows: 2 });
      expect(added.warnings.map(({ code }) => code)).toEqual(warnings);
      expect(await readAll(test)).toEqual(swedish);
    }),
  );

  it('an encoding that is named', () =>
    withEngine(async (test) => {
      const added = await addFile(test, windows, { csv: { encoding: 'latin1' } });
      expect(added).toMatchObject({ csv: { encoding: 'windows-1252' }, warnings: [] });
      expect(await failureOf(addFile(test, windows, { csv: { encoding: 'utf-8' } }))).toMatchObject({
        code: 'DATA_INVALID',
        data: { problem: 'encoding' },
      });
      expect(await failureOf(addFile(test, windows, { csv: { encoding: 'ebcdic' } }))).toMatchObject({
        code: 'INVALID_ARGUMENT',
      });
    }));

  it('UTF-8 with one bad byte far into the file', () =>
    withEngine(async (test) => {
      const bytes = Buffer.concat([
        Buffer.from(`text\n${'åäö\n'.repeat(400_000)}`),
        Buffer.from([0xe5, 0x0a]),
      ]);
      const added = await addFile(test, bytes);
      expect(added).toMatchObject({ rows: 400_001, csv: { encoding: 'windows-1252' } });
    }));
});

describe('a CSV', () => {
  it.each([
    [',', 'a,b\n"1,5",2\n', [['1,5', '2']]],
    [
      ';',
      'a;b\n1,5;2\n3,5;4\n',
      [
        ['1,5', '2'],
        ['3,5', '4'],
      ],
    ],
    ['\t', 'a\tb\nx, y\tz; w\n', [['x, y', 'z; w']]],
    ['|', 'a|b\n1|2\n', [['1', '2']]],
  ])('with the delimiter %j', (delimiter, content, rows) =>
    withEngine(async (test) => {
      expect((await addFile(test, content)).csv?.delimiter).toBe(delimiter);
      expect(await readAll(test)).toEqual({ columns: ['a', 'b'], rows });
    }),
  );

  it('of one column whose texts hold commas', () =>
    withEngine(async (test) => {
      await addFile(test, 'text\n"good, really"\nbad\n');
      expect(await readAll(test)).toEqual({ columns: ['text'], rows: [['good, really'], ['bad']] });
    }));

  it('with quotes, line ends in them, and every kind of line end', () =>
    withEngine(async (test) => {
      await addFile(test, 'text,n\r\n"say ""hi""\r\nand go",1\rplain,2\n"a,b","3"');
      expect(await readAll(test)).toEqual({
        columns: ['text', 'n'],
        rows: [
          ['say "hi"\nand go', '1'],
          ['plain', '2'],
          ['a,b', '3'],
        ],
      });
    }));

  it('with empty rows, which are skipped and counted', () =>
    withEngine(async (test) => {
      const added = await addFile(test, '\n\na,b\n1,2\n\n,\n  , \n3,4\n\n');
      expect(added).toMatchObject({ rows: 2, warnings: [{ code: 'empty_rows', count: 6 }] });
      expect(await readColumns(test.engine.ctx, 'reviews', ['b'])).toEqual([['2', '4']]);
    }));

  it('under a name that Windows reserves is a table all the same', () =>
    withEngine(async (test) => {
      const path = join(test.folder, 'aux.csv');
      writeFileSync(path, 'text,label\ngood,1\n');
      const source = { kind: 'file' as const, path };
      expect(await test.client.datasets.add({ name: 'reviews', source })).toMatchObject({
        ...{ format: 'csv', rows: 1 },
        files: [{ path: 'file_aux.csv' }],
      });
    }));

  it('with a last row longer than what is read at once, which has no empty row after it', () =>
    withEngine(async (test) => {
      const added = await addFile(test, `text,label\n${'long '.repeat(60_000)},a\n`);
      expect(added).toMatchObject({ rows: 1, warnings: [] });
    }));

  it('with an endless row is refused, and speaks of a quote only where there is one', () =>
    withEngine(async (test) => {
      const row = 'x'.repeat(70_000_000);
      expect(await failureOf(addFile(test, `a,b\n${row},1\n`))).toMatchObject({
        code: 'DATA_INVALID',
        data: { problem: 'too_large', place: 'row 2' },
      });
      expect(await failureOf(addFile(test, `a,b\n"${row}`))).toMatchObject({
        code: 'DATA_INVALID',
        data: { problem: 'format', place: 'row 2' },
      });
    }));

  it('with some ragged rows, which are counted; with most of them ragged it is refused', () =>
    withEngine(async (test) => {
      const added = await addFile(test, 'a,b\n1,2\n3\n4,5,6\n7,8,\n9,10\n11,12\n');
      expect(added).toMatchObject({
        rows: 6,
        warnings: [{ code: 'ragged_rows', count: 2, detail: 'row 3' }],
      });
      expect((await readAll(test)).rows.slice(1, 4)).toEqual([
        ['3', null],
        ['4', '5'],
        ['7', '8'],
      ]);
      const failure = await failureOf(addFile(test, 'a,b\n1,2\n3,4,5\n6,7,8\n'));
      expect(failure).toMatchObject({
        code: 'DATA_INVALID',
        data: { problem: 'ragged_row', place: 'row 3' },
      });
    }));

  it('with two columns of one name is refused, one without a name is numbered', () =>
    withEngine(async (test) => {
      expect(await failureOf(addFile(test, 'a,b, a\n1,2,3\n'))).toMatchObject({
        code: 'DATA_INVALID',
        data: { problem: 'duplicate_column', place: 'column 3', value: 'a' },
      });
      const added = await addFile(test, ',text\n0,x\n1,y\n');
      expect(added.columns.map(({ name }) => name)).toEqual(['column_1', 'text']);
      expect(added.warnings).toMatchObject([{ code: 'unnamed_column', count: 1 }]);
    }));

  it('without a header, found out and told', () =>
    withEngine(async (test) => {
      const found = await addFile(test, 'good,1.5\nbad,2.5\n');
      expect(found).toMatchObject({ rows: 2, csv: { hasHeader: false }, warnings: [{ code: 'no_header' }] });
      const years = await addFile(test, 'land,2019,2020\nSE,1,2\nNO,3,4\n');
      expect(years).toMatchObject({ rows: 2, csv: { hasHeader: true } });
    }));

  it('whose quote never closes is refused with the row', () =>
    withEngine(async (test) => {
      const failure = await failureOf(addFile(test, `a,b\n1,2\n3,"open\n${'x,y\n'.repeat(200_000)}`));
      expect(failure).toMatchObject({ code: 'DATA_INVALID', data: { problem: 'format', place: 'row 3' } });
    }));

  it('that is no text is refused', () =>
    withEngine(async (test) => {
      const failure = await failureOf(addFile(test, Buffer.from([1, 2, 0, 0, 0, 3, 0, 200, 0, 1])));
      expect(failure).toMatchObject({ code: 'DATA_INVALID', data: { problem: 'format' } });
    }));

  it('of prose in a .txt is kept as a file', () =>
    withEngine(async (test) => {
      expect(await addFile(test, 'Dear all\nthis is prose.\n', { file: 'a.txt' })).toMatchObject({
        format: 'binary',
      });
      const table = await addFile(test, 'a\tb\n1\t2\n', { file: 'b.txt' });
      expect(table).toMatchObject({ format: 'csv', rows: 1, csv: { delimiter: '\t' } });
      const failure = await failureOf(readColumns(test.engine.ctx, 'reviews@1', ['a']));
      expect(failure).toMatchObject({ code: 'DATA_INVALID' });
    }));
});

describe('JSON lines', () => {
  it('bring their columns as they come; nested values are JSON', () =>
    withEngine(async (test) => {
      const lines = [
        '{"text": "bra", "meta": {"a": [1, 2]}, "ok": true}',
        '',
        '{"text": null, "stars": 4.5}',
        '{"text": "", "ok": false, "stars": 2}',
      ];
      const added = await addFile(test, lines.join('\n'), { file: 'r.jsonl' });
      expect(added).toMatchObject({ format: 'jsonl', rows: 3, warnings: [{ code: 'empty_rows', count: 1 }] });
      expect(added.columns.map(({ name, type, missing }) => [name, type, missing])).toEqual([
        ['text', 'text', 2],
        ['meta', 'text', 2],
        ['ok', 'boolean', 1],
        ['stars', 'number', 1],
      ]);
      expect(await readAll(test)).toEqual({
        columns: ['text', 'meta', 'ok', 'stars'],
        rows: [
          ['bra', '{"a":[1,2]}', 'true', null],
          [null, null, null, '4.5'],
          [null, null, 'false', '2'],
        ],
      });
      expect(await readColumns(test.engine.ctx, 'reviews', ['stars', 'ok'])).toEqual([
        [null, '4.5', '2'],
        ['true', null, 'false'],
      ]);
      const mapped = await addFile(test, lines.join('\n'), {
        name: 'm',
        file: 'r.jsonl',
        columns: { s: 'stars' },
      });
      expect(mapped).toMatchObject({ rows: 2, format: 'csv' });
    }));

  it.each([
    ['{"a": 1}\n{"a": ', 'line 2'],
    ['[1]\n', 'line 1'],
    ['\n"x"\n', 'line 2'],
  ])('%j', (content, place) =>
    withEngine(async (test) => {
      const failure = await failureOf(addFile(test, content, { file: 'r.ndjson' }));
      expect(failure).toMatchObject({ code: 'DATA_INVALID', data: { problem: 'format', place } });
    }),
  );
});

describe('Parquet', () => {
  it.each(['snappy', 'zstd', 'gzip', 'brotli', 'none'])('compressed with %s', (codec) =>
    withEngine(async (test) => {
      const path = join(test.folder, 'r.parquet');
      copyFileSync(join(import.meta.dirname, 'fixtures', `reviews.${codec}.parquet`), path);
      const added = await test.client.datasets.add({ name: 'reviews', source: { kind: 'file', path } });
      expect(added).toMatchObject({ format: 'parquet', rows: 4, csv: null });
      expect(added.columns.map(({ name, type, missing }) => [name, type, missing])).toEqual([
        ['text', 'text', 1],
        ['label', 'text', 0],
        ['stars', 'integer', 1],
        ['score', 'number', 1],
        ['seen', 'boolean', 1],
        ['day', 'datetime', 0],
        ['at', 'datetime', 0],
        ['price', 'number', 0],
        ['tags', 'text', 1],
        ['box', 'text', 1],
      ]);
      const { rows } = await readAll(test);
      expect(rows[0]).toEqual([
        ...['Fin tröja', 'pos', '5', '0.5', 'true', '2026-11-01', '2026-11-01T10:30:00Z', '12.5'],
        ...['["a","b"]', '{"w":1}'],
      ]);
      expect(await readColumns(test.engine.ctx, 'reviews', ['label'])).toEqual([
        ['pos', 'neg', 'neg', 'pos'],
      ]);
    }),
  );

  it('that is cut short is refused', () =>
    withEngine(async (test) => {
      const failure = await failureOf(addFile(test, 'PAR1 and then nothing', { file: 'r.parquet' }));
      expect(failure).toMatchObject({ code: 'DATA_INVALID', data: { problem: 'format' } });
      expect((await test.client.datasets.list({})).datasets).toEqual([]);
    }));
});
