import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { RawTable } from './raw-table.ts';
import { parseTable } from './read-table.ts';

const fixture = join(
  import.meta.dirname,
  '..',
  '..',
  'datasets',
  'formats',
  'fixtures',
  'reviews.snappy.parquet',
);

it('a Parquet file is read by the columns that are asked for', async () => {
  const bytes = Buffer.from(await readFile(fixture));
  const whole = requireTable(await parseTable(bytes, 'all.parquet'));
  expect(whole.columns.slice(0, 3)).toEqual(['text', 'label', 'stars']);
  expect(whole.rows[0]?.slice(0, 3)).toEqual(['Fin tröja', 'pos', '5']);
  const some = requireTable(await parseTable(bytes, 'all.parquet', () => [2, 0]));
  expect(some.columns).toEqual([whole.columns[2], whole.columns[0]]);
  expect(some.rows).toEqual(whole.rows.map((row) => [row[2], row[0]]));
  expect(await parseTable(bytes, 'all.parquet', () => [])).toEqual({ columns: [], rows: [] });
});

it('what is cut off, or no table, is none', async () => {
  const bytes = Buffer.from(await readFile(fixture));
  expect(await parseTable(bytes.subarray(0, 100), 'cut.parquet')).toBeNull();
  for (const [text, ending] of [
    ['{"a":1}', 'json'],
    ['[1,2]', 'json'],
    ['{"a":', 'jsonl'],
    ['', 'csv'],
  ] as const)
    expect(await parseTable(Buffer.from(text), `no.${ending}`)).toBeNull();
});

function requireTable(table: Awaited<ReturnType<typeof parseTable>>): RawTable {
  if (table === null || 'tooManyRows' in table) throw new Error('it is a table');
  return table;
}
