import { createWriteStream } from 'node:fs';
import { appendFile, copyFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { describe, expect, it } from 'vitest';
import { failureOf } from '#core/testing/factories.ts';
import { withFolder } from '#core/testing/with-engine.ts';
import { findDialect } from '../formats/csv-dialect.ts';
import { openTable } from '../formats/open-table.ts';
import { createTableWindows } from './table-window.ts';
import type { WindowReader } from './window-reader.ts';

describe('windows of a CSV', () => {
  it.each([
    ['line feeds', '\n', ','],
    ['carriage returns too', '\r\n', ';'],
    ['carriage returns alone', '\r', '\t'],
  ])('hold what the whole reading holds, anywhere: %s', (_, lineEnd, delimiter) =>
    withFolder(async (folder) => {
      const file = join(folder, 'odd.csv');
      await writeFile(file, oddTable(3000, lineEnd, delimiter));
      const whole = await readWhole(file);
      expect(whole.length).toBe(3000);
      const reader = await createTableWindows().open({ file, name: 'odd.csv' });
      for (const [offset, limit] of [
        [0, 10],
        [500, 40],
        [511, 2],
        [2990, 100],
        [1024, 512],
        [3000, 5],
      ] as const) {
        const { rows } = await reader.read({ offset, limit });
        expect(rows).toEqual(whole.slice(offset, offset + limit));
      }
      expect(await reader.countRows()).toBe(3000);
    }),
  );

  it('tell how many rows are known so far, and read no further than is asked', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'long.csv');
      await writeLong(file, 400_000);
      const reader = await createTableWindows().open({ file, name: 'long.csv' });
      const first = await reader.read({ offset: 0, limit: 100 });
      expect(first).toMatchObject({ isWhole: false, rows: { length: 100 } });
      expect(first.knownRows).toBeLessThan(100_000);
      const far = await reader.read({ offset: 399_990, limit: 100 });
      expect(far).toMatchObject({ isWhole: true, knownRows: 400_000 });
      expect(far.rows.map(([id]) => id)).toEqual(Array.from({ length: 10 }, (_, at) => String(399_990 + at)));
    }));

  it('know a header from rows, names for empty heads, a mark of the byte order and Windows-1252', () =>
    withFolder(async (folder) => {
      const open = async (name: string, content: string | Buffer): Promise<WindowReader> => {
        const file = join(folder, name);
        await writeFile(file, content);
        return createTableWindows().open({ file, name });
      };
      const marked = await open('marked.csv', '\uFEFFid,,name\n1,2,Åsa\n');
      expect(marked.columns).toEqual(['id', 'column_2', 'name']);
      expect((await marked.read({ offset: 0, limit: 9 })).rows).toEqual([['1', '2', 'Åsa']]);
      const bare = await open('bare.csv', '1,2\n3,4\n');
      expect(bare.columns).toEqual(['column_1', 'column_2']);
      expect(await bare.countRows()).toBe(2);
      const latin = await open('latin.csv', Buffer.from('namn,ort\nÅsa,Göteborg\n', 'latin1'));
      expect((await latin.read({ offset: 0, limit: 9 })).rows).toEqual([['Åsa', 'Göteborg']]);
    }));

  it('stay in step with rows of nothing but hard spaces, or of signs that are no text', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'blank.csv');
      const rows = Array.from({ length: 1200 }, (_, i) => (i % 9 === 4 ? '\u00a0,\u00a0' : `${i},x`));
      await writeFile(file, `id,text\n${rows.join('\n')}\n\u0001,\n`);
      const reader = await createTableWindows().open({ file, name: 'blank.csv' });
      expect(await reader.countRows()).toBe(1200);
      const { rows: shown } = await reader.read({ offset: 600, limit: 600 });
      expect(shown.map(([id]) => id)).toEqual(
        Array.from({ length: 600 }, (_, at) => ((600 + at) % 9 === 4 ? null : String(600 + at))),
      );
    }));

  it('hold the beginning of a cell that is as long as a picture', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'pictures.csv');
      await writeFile(file, `id,picture\n1,${'f'.repeat(10_000)}\n2,${'f'.repeat(300_000)}\n`);
      const reader = await createTableWindows().open({ file, name: 'pictures.csv' });
      const { rows } = await reader.read({ offset: 0, limit: 5 });
      expect(rows.map(([, picture]) => [picture?.length, picture?.at(-1)])).toEqual([
        [10_000, 'f'],
        [10_000, '…'],
      ]);
    }));

  it('are of the file as it is now', () =>
    withFolder(async (folder) => {
      const source = { file: join(folder, 'grows.csv'), name: 'grows.csv' };
      const windows = createTableWindows();
      await writeFile(source.file, 'a,b\nx,1\n');
      expect(await (await windows.open(source)).countRows()).toBe(1);
      await appendFile(source.file, 'y,2\n');
      expect(await (await windows.open(source)).countRows()).toBe(2);
    }));

  it('are refused for what is no table, with the way out', () =>
    withFolder(async (folder) => {
      const windows = createTableWindows();
      const write = async (name: string, content: Buffer): Promise<{ file: string; name: string }> => {
        await writeFile(join(folder, name), content);
        return { file: join(folder, name), name };
      };
      const wide = await write('wide.csv', Buffer.from('\uFEFFa,b\n1,2\n', 'utf16le'));
      const broken = await write('broken.parquet', Buffer.from('PAR1 and nothing more'));
      const picture = await write('picture.bin', Buffer.from('????'));
      expect(await failureOf(windows.open(wide))).toMatchObject({ data: { problem: 'encoding' } });
      expect(await failureOf(windows.open(broken))).toMatchObject({ data: { problem: 'format' } });
      expect(await failureOf(windows.open(picture))).toMatchObject({ data: { problem: 'format' } });
    }));

  it('end when nobody waits for them any more', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'long.csv');
      await writeLong(file, 100_000);
      const reader = await createTableWindows().open({ file, name: 'long.csv' });
      expect(await failureOf(reader.countRows(AbortSignal.abort()))).toMatchObject({ code: 'CANCELED' });
      expect(await reader.countRows()).toBe(100_000);
    }));
});

describe('windows of a Parquet file', () => {
  it('hold what the whole reading holds, anywhere', () =>
    withFolder(async (folder) => {
      const fixtures = join(import.meta.dirname, '..', 'formats', 'fixtures');
      const names = (await readdir(fixtures)).filter((name) => name.endsWith('.parquet'));
      expect(names.length).toBeGreaterThan(0);
      for (const name of names) {
        const file = join(folder, name);
        await copyFile(join(fixtures, name), file);
        const whole = await readWhole(file);
        const reader = await createTableWindows().open({ file, name });
        expect(await reader.countRows()).toBe(whole.length);
        for (const offset of [0, Math.floor(whole.length / 2), whole.length])
          expect((await reader.read({ offset, limit: 7 })).rows).toEqual(whole.slice(offset, offset + 7));
      }
    }));
});

/** Blank rows, quotes in cells, cells over several lines, rows too short and too long. */
function oddTable(rows: number, lineEnd: string, delimiter: string): string {
  const lines = [`id${delimiter}text${delimiter}n`];
  for (let row = 0; row < rows; row++) {
    const text = [
      'plain',
      `"a ""quote"" and${delimiter}more"`,
      `"two\nlines"`,
      'a " lone quote',
      '',
      `"${' '.repeat(40)}padded"`,
    ][row % 6];
    lines.push(`${row}${delimiter}${text}${delimiter}${row % 7 === 0 ? '' : row * 2}`);
    if (row % 50 === 0) lines.push('', `${delimiter}${delimiter}`);
    if (row % 97 === 0) lines[lines.length - 1] += `${delimiter}`;
  }
  return lines.join(lineEnd) + lineEnd;
}

async function readWhole(file: string): Promise<(string | null)[][]> {
  const format = file.endsWith('.parquet') ? 'parquet' : 'csv';
  const csv = format === 'csv' ? (await findDialect(file, true, file, {})).dialect : null;
  const reader = await openTable({ file, format, csv }, { source: file });
  const rows: (string | null)[][] = [];
  for await (const batch of reader.batches) rows.push(...batch.map((row) => [...row]));
  return rows;
}

async function writeLong(file: string, rows: number): Promise<void> {
  const stream = createWriteStream(file);
  stream.write('id,text,score\n');
  for (let from = 0; from < rows; from += 10_000) {
    const piece = Array.from({ length: Math.min(10_000, rows - from) }, (_, at) => {
      const id = from + at;
      return `${id},"row, number ${id}",${(id % 997) / 997}\n`;
    });
    stream.write(piece.join(''));
  }
  stream.end();
  await finished(stream);
}
