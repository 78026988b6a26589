import type { BenchRow } from '#core/testing/bench-types.ts';
import { formatTable } from '../lib/table.ts';
import type { Column } from '../lib/table.ts';

export interface MeasuredRow extends BenchRow {
  /** of the bench */
  name: string;
}

/** The table of a bench or soak run, without the columns that no row has anything for. */
export function formatRows(rows: MeasuredRow[]): string[] {
  const used = columns.filter(({ cell }) => rows.length === 0 || rows.some((row) => cell(row) !== ''));
  return formatTable(rows, used);
}

const columns: Column<MeasuredRow>[] = [
  { title: 'bench', cell: ({ name }) => name },
  { title: 'case', cell: (row) => row.case },
  { title: 'value', cell: ({ value }) => figure(value), right: true },
  { title: 'unit', cell: ({ unit }) => unit },
  { title: 'reference', cell: ({ reference }) => figure(reference), right: true },
  { title: 'ratio', cell: ({ ratio }) => figure(ratio), right: true },
  { title: 'budget', cell: ({ budget }) => budget ?? '' },
  { title: '', cell: ({ ok }) => verdict(ok) },
];

/** Three digits that mean something, and thousands apart: 0.0123, 4.56, 78.9, 12,345. */
export function figure(value: number | undefined): string {
  if (value === undefined) return '';
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : undefined;
  if (digits === 0) return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
}

function verdict(ok: boolean | undefined): string {
  if (ok === undefined) return '';
  return ok ? 'met' : 'MISSED';
}
