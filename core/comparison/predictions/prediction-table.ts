import type { Json } from '#core/kernel/json.ts';

/** A table of texts, as every format gives it; null is missing. */
export interface RawTable {
  columns: string[];
  rows: (string | null)[][];
}

/** What a model predicted, row by row, beside what was right. */
export interface Predictions {
  /** Null when the table has no column that names rows. */
  ids: string[] | null;
  targets: (string | null)[];
  predictions: (string | null)[];
}

const targetNames = [
  'target',
  'targets',
  'label',
  'labels',
  'y_true',
  'true',
  'truth',
  'ground_truth',
  'actual',
  'expected',
];
const predictionNames = [
  'prediction',
  'predictions',
  'predicted',
  'predicted_label',
  'y_pred',
  'pred',
  'output',
  'outputs',
  'predicted_value',
];
const idNames = ['id', 'row_id', 'example_id', 'sample_id', 'uid', 'uuid', 'index', 'row', 'key'];

/**
 * Finds the columns by their usual names; null when there is none for targets or for predictions.
 * @param path of the file: in MLflow's own table the targets keep the name that their author gave them, and the
 * predictions stand right after them
 */
export function toPredictions({ columns, rows }: RawTable, path: string): Predictions | null {
  let [target, prediction] = [findColumn(columns, targetNames), findColumn(columns, predictionNames)];
  if (/eval_results_table\.json$/i.test(path)) {
    if (target < 0 && prediction > 0) target = prediction - 1;
    else if (prediction < 0 && target >= 0 && target + 1 < columns.length) prediction = target + 1;
  }
  const id = findIdColumn(columns);
  if (target < 0 || prediction < 0) return null;
  const column = (at: number): (string | null)[] => rows.map((row) => row[at] ?? null);
  const ids = id < 0 ? null : column(id);
  return {
    ids: ids === null || ids.includes(null) ? null : ids.map((value) => value ?? ''),
    targets: column(target),
    predictions: column(prediction),
  };
}

/** The place of the column that names rows, by its usual names; -1 when there is none. */
export function findIdColumn(columns: readonly string[]): number {
  return findColumn(columns, idNames);
}

function findColumn(columns: readonly string[], names: readonly string[]): number {
  return names.reduce(
    (found, name) => (found >= 0 ? found : columns.findIndex((column) => plain(column) === name)),
    -1,
  );
}

function plain(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s.-]+/g, '_');
}

/**
 * MLflow's tables are `{"columns": [...], "data": [[...]]}`, pandas writes the same as "split"; a list of objects is a
 * table too. Null for anything else.
 */
export function jsonToTable(document: Json): RawTable | null {
  if (Array.isArray(document)) return recordsToTable(document);
  if (typeof document !== 'object' || document === null) return null;
  const { columns, data } = document;
  if (!Array.isArray(columns) || !Array.isArray(data)) return null;
  return {
    columns: columns.map(String),
    rows: data.map((row) => (Array.isArray(row) ? row.map(toText) : [])),
  };
}

export function recordsToTable(records: readonly Json[]): RawTable | null {
  const objects = records.flatMap((record) =>
    typeof record === 'object' && record !== null && !Array.isArray(record) ? [record] : [],
  );
  const [first] = objects;
  if (first === undefined || objects.length !== records.length) return null;
  const columns = Object.keys(first);
  return { columns, rows: objects.map((record) => columns.map((column) => toText(record[column] ?? null))) };
}

function toText(value: Json): string | null {
  if (value === null || value === '') return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
