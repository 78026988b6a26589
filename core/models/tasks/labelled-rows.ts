import { readColumns } from '#core/datasets/index.ts';
import type { TaskContext } from '#core/tasks/index.ts';

export interface LabelledRows {
  texts: string[];
  labels: string[];
}

/** The rows of a dataset that have both a text and a label; the others are counted in the log. */
export async function readLabelledRows(
  { engine, signal, log }: Pick<TaskContext, 'engine' | 'signal' | 'log'>,
  dataset: string,
  columns: { text_column: string; label_column: string },
): Promise<LabelledRows> {
  const asked = [columns.text_column, columns.label_column];
  const [texts = [], labels = []] = await readColumns(engine, dataset, asked, { signal });
  const rows: LabelledRows = { texts: [], labels: [] };
  for (const [i, text] of texts.entries()) {
    const label = labels[i] ?? '';
    if (text === null || text.trim() === '' || label === '') continue;
    rows.texts.push(text);
    rows.labels.push(label);
  }
  const left = texts.length - rows.texts.length;
  if (left > 0)
    log(`${left} of ${texts.length} rows of ${dataset} have no text or no label and are left out`);
  return rows;
}
