import type { DatasetVersion } from '#contract/datasets.ts';
import type { Json } from '#core/kernel/json.ts';
import type { TaskContext } from '#core/tasks/index.ts';
import { readModelRows } from './read-rows.ts';
import type { RowShape } from './row-shape.ts';

/**
 * The rows of a dataset, as a model takes them, that have a label, and a text where the model takes one; the others are
 * counted in the log.
 */
export async function readLabelledModelRows(
  { engine, signal, log }: Pick<TaskContext, 'engine' | 'signal' | 'log'>,
  version: DatasetVersion,
  shape: RowShape,
  columns: { text_column: string; label_column: string },
): Promise<{ rows: Json[]; labels: string[] }> {
  const asked = { textColumn: columns.text_column, labelColumn: columns.label_column };
  const all = await readModelRows(engine, version, shape, asked, signal);
  const kept: { rows: Json[]; labels: string[] } = { rows: [], labels: [] };
  for (const [i, row] of all.rows.entries()) {
    const label = all.labels?.[i] ?? '';
    if (label === '' || (typeof row === 'string' && row.trim() === '')) continue;
    kept.rows.push(row);
    kept.labels.push(label);
  }
  const left = all.rows.length - kept.rows.length;
  if (left > 0) {
    log(`${left} of ${all.rows.length} rows of ${version.uri} have no text or no label and are left out`);
  }
  return kept;
}
