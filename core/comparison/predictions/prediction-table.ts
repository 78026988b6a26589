import type { RawTable } from './raw-table.ts';

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
 * The places of the targets, of the predictions and, where there is one, of the column that names rows, by their usual
 * names; empty when there are no targets or no predictions.
 * @param path of the file: in MLflow's own table the targets keep the name that their author gave them, and the
 * predictions stand right after them
 */
export function findPredictionColumns(columns: readonly string[], path: string): number[] {
  let [target, prediction] = [findColumn(columns, targetNames), findColumn(columns, predictionNames)];
  if (/eval_results_table\.json$/i.test(path)) {
    if (target < 0 && prediction > 0) target = prediction - 1;
    else if (prediction < 0 && target >= 0 && target + 1 < columns.length) prediction = target + 1;
  }
  if (target < 0 || prediction < 0) return [];
  const id = findIdColumn(columns);
  return id < 0 ? [target, prediction] : [target, prediction, id];
}

/** @param table of the columns that `findPredictionColumns` found, in that order */
export function toPredictions({ columns, rows }: RawTable): Predictions {
  const column = (at: number): (string | null)[] => rows.map((row) => row[at] ?? null);
  const ids = columns.length < 3 ? null : column(2);
  return {
    ids: ids === null || ids.includes(null) ? null : ids.map((value) => value ?? ''),
    targets: column(0),
    predictions: column(1),
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
