import type { DatasetVersion } from '#contract/datasets.ts';
import { readColumns } from '#core/datasets/index.ts';
import { StileError } from '#core/kernel/errors.ts';
import type { Json } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { RowShape } from './row-shape.ts';

export interface TableColumns {
  /** Where texts are, for models that take one; a column that the model's signature names goes before `text`. */
  textColumn: string;
  /** Null when the right answers are not known. */
  labelColumn: string | null;
}

export interface ModelRows {
  /** As the model takes them, one per row of the table. */
  rows: Json[];
  /** The right answers; an empty one is none. Null when they were not asked for. */
  labels: (string | null)[] | null;
}

/** What texts are called where nobody says otherwise. */
const usualTextColumn = 'text';

/**
 * The rows of a table as a model takes them: texts, or values of the types that its signature says. A missing text is
 * an empty one, which a text model answers without any word; other missing values are null.
 * @throws NOT_FOUND; DATA_INVALID for a column that is not there, or a table without rows
 */
export async function readModelRows(
  ctx: EngineContext,
  version: DatasetVersion,
  shape: RowShape,
  { textColumn, labelColumn }: TableColumns,
  signal?: AbortSignal,
): Promise<ModelRows> {
  const wanted = chooseColumns(version, shape, textColumn, labelColumn);
  const names = wanted.map(({ name }) => name);
  const asked = labelColumn === null ? names : [...names, labelColumn];
  const columns = await readColumns(ctx, version.uri, asked, { signal });
  const labels = labelColumn === null ? null : (columns.pop() ?? []);
  const count = (labels ?? columns[0] ?? []).length;
  if (count === 0) throw emptyTable(version);
  return { rows: makeRows(shape, wanted, columns, count), labels };
}

interface WantedColumn {
  name: string;
  read(cell: string): Json;
}

function chooseColumns(
  { columns }: DatasetVersion,
  shape: RowShape,
  textColumn: string,
  labelColumn: string | null,
): WantedColumn[] {
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  if (shape.kind === 'texts') {
    const named = shape.column !== null && textColumn === usualTextColumn && types.has(shape.column);
    return [{ name: named ? (shape.column ?? textColumn) : textColumn, read: (cell) => cell }];
  }
  if (shape.kind === 'columns') {
    return shape.columns
      .filter(({ name, isRequired }) => isRequired || types.has(name))
      .map(({ name, type }) => ({ name, read: readerOf(type) }));
  }
  return columns
    .filter(({ name }) => name !== labelColumn)
    .map(({ name, type }) => ({ name, read: readerOf(type) }));
}

/** How a cell becomes a value of a type: of MLflow's columns, of numpy, or as a dataset's column was read. */
function readerOf(type: string): (cell: string) => Json {
  if (/^(integer|long|float|double|number|u?int\d+|float\d+)$/.test(type)) return readNumber;
  return /^bool(ean)?$/.test(type) ? readBoolean : (cell) => cell;
}

/** What is no number stays a text, so that the model says of which row it is. */
function readNumber(cell: string): Json {
  const value = Number(cell);
  return cell.trim() !== '' && Number.isFinite(value) ? value : cell;
}

function readBoolean(cell: string): Json {
  const word = cell.toLowerCase();
  return word === 'true' || word === 'false' ? word === 'true' : cell;
}

function makeRows(
  shape: RowShape,
  wanted: readonly WantedColumn[],
  columns: readonly (readonly (string | null)[])[],
  count: number,
): Json[] {
  if (shape.kind === 'texts') return (columns[0] ?? []).map((text) => text ?? '');
  const isNamed = shape.kind === 'columns' || shape.isNamed;
  return Array.from({ length: count }, (_, row) => {
    const values = wanted.map(({ read }, i): Json => {
      const cell = columns[i]?.[row] ?? null;
      return cell === null ? null : read(cell);
    });
    return isNamed ? Object.fromEntries(wanted.map(({ name }, i) => [name, values[i] ?? null])) : values;
  });
}

function emptyTable({ uri }: DatasetVersion): StileError {
  const remedy = 'Name a version with at least one row.';
  return new StileError('DATA_INVALID', `${uri} has no rows to predict. ${remedy}`, {
    source: uri,
    problem: 'empty',
    place: '',
    value: '0',
    remedy,
  });
}
