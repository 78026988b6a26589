import type { DataInspection } from '#contract/datasets.ts';
import type { Inputs } from '#contract/procedures.ts';
import { discardBlobs } from '#core/store/blobs.ts';
import type { EngineContext } from '#core/store/context.ts';
import { findLayout, type Layout } from './content.ts';
import { openTable } from './formats/open-table.ts';
import { profileTable } from './formats/profile-table.ts';
import type { Row, TableReader } from './formats/table-reader.ts';
import { stageSource } from './sources/stage-source.ts';

/** Rows that types are found in; a table with fewer is counted whole. */
const lookedRows = 5000;
const sampleRows = 20;

/** What a source holds, before it is added. It is copied for that and dropped again. @throws DATA_INVALID */
export async function inspectSource(
  ctx: EngineContext,
  { source, csv }: Inputs['datasets']['inspect'],
): Promise<DataInspection> {
  const staged = await stageSource(ctx, source, { maxRows: lookedRows });
  try {
    const bytes = staged.files.reduce((sum, { blob }) => sum + blob.bytes, 0);
    return await inspectTable(await findLayout(staged, csv ?? {}), staged.origin.location, bytes);
  } finally {
    await discardBlobs(staged.files.map(({ blob }) => blob));
  }
}

async function inspectTable({ table }: Layout, source: string, bytes: number): Promise<DataInspection> {
  if (table === null) return { format: 'binary', csv: null, columns: [], sample: [], bytes, rows: null };
  const reader = await openTable(table, { source });
  const sample: Row[] = [];
  const { columns, rows } = await profileTable(keepFirst(reader, sample), source, lookedRows);
  return {
    format: table.format,
    csv: table.csv,
    columns: columns.map(({ name, type }) => ({ name, type })),
    sample: sample.map((row) => columns.map((_, at) => row[at] ?? null)),
    bytes,
    rows: rows < lookedRows ? rows : null,
  };
}

function keepFirst(reader: TableReader, sample: Row[]): TableReader {
  async function* batches(): AsyncGenerator<Row[], void> {
    for await (const batch of reader.batches) {
      sample.push(...batch.slice(0, sampleRows - sample.length));
      yield batch;
    }
  }
  return { ...reader, batches: batches() };
}
