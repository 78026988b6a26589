import type { FileDifference, RowChange } from '#contract/run-differences.ts';
import { findIdColumn } from '../predictions/prediction-table.ts';
import type { RawTable } from '../predictions/raw-table.ts';

/** Rows that an answer holds. */
const maxRows = 500;

type TableDifference = Extract<FileDifference, { kind: 'table' }>;
type Row = readonly (string | null)[];

/** Two tables row by row: by a column that names the rows of both, else by their order. */
export function diffTables(a: RawTable, b: RawTable): TableDifference {
  const [first, second] = [nameApart(a), nameApart(b)];
  const added = second.columns.filter((column) => !first.columns.includes(column));
  const columns = [...first.columns, ...added];
  const key = findKey(first, second);
  const [before, after] = [toRows(first, columns, key), toRows(second, columns, key)];
  const counts = { same: 0, changed: 0, added: 0, removed: 0 };
  const rows: RowChange[] = [];
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const [one, other] = [before.get(id) ?? null, after.get(id) ?? null];
    const state = stateOf(one, other);
    counts[state]++;
    if (state !== 'same' && rows.length < maxRows)
      rows.push({ id, first: one === null ? null : [...one], second: other === null ? null : [...other] });
  }
  return {
    kind: 'table',
    columns,
    addedColumns: added,
    removedColumns: first.columns.filter((column) => !second.columns.includes(column)),
    key,
    counts,
    rows,
  };
}

/** Columns that are called the same get numbers: they are told apart by their names. */
function nameApart({ columns, rows }: RawTable): RawTable {
  const seen = new Map<string, number>();
  const names = columns.map((name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
  return { columns: names, rows };
}

function stateOf(first: Row | null, second: Row | null): 'same' | 'changed' | 'added' | 'removed' {
  if (first === null) return 'added';
  if (second === null) return 'removed';
  return first.every((cell, column) => cell === second[column]) ? 'same' : 'changed';
}

/** The column of ids that both have, when each of its values is there once. */
function findKey(first: RawTable, second: RawTable): string | null {
  const place = findIdColumn(first.columns);
  const name = first.columns[place];
  if (name === undefined) return null;
  return isUnique(first, name) && isUnique(second, name) ? name : null;
}

function isUnique({ columns, rows }: RawTable, name: string): boolean {
  const place = columns.indexOf(name);
  const values = new Set(rows.map((row) => row[place] ?? null));
  return place >= 0 && values.size === rows.length && !values.has(null);
}

function toRows({ columns, rows }: RawTable, all: readonly string[], key: string | null): Map<string, Row> {
  const places = all.map((column) => columns.indexOf(column));
  const keyPlace = key === null ? -1 : columns.indexOf(key);
  return new Map(
    rows.map((row, i) => [
      key === null ? String(i + 1) : (row[keyPlace] ?? ''),
      places.map((place) => row[place] ?? null),
    ]),
  );
}
