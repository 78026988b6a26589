import { createHash } from 'node:crypto';
import { minRowsPerClass } from './limits.ts';

export interface LabelledRow {
  text: string;
  label: string;
}

export interface Split {
  train: LabelledRow[];
  heldout: LabelledRow[];
  warehouse: LabelledRow[];
  /** Classes with enough rows, commonest first. */
  classes: { label: string; count: number }[];
  /** Rows of classes with too few, which are left out, and how many such classes there are. */
  rareRows: number;
  rareClasses: number;
}

/** Shares of each class that are held out and that batches are drawn from. */
const heldoutShare = 0.15;
const warehouseShare = 0.15;

/**
 * Splits by label. Where a row goes depends on its text and `salt` alone, so that the same file is split the same way
 * again, and added rows do not move the others' order.
 */
export function splitRows(rows: readonly LabelledRow[], salt: string): Split {
  const groups = Map.groupBy(rows, ({ label }) => label);
  const split: Split = { train: [], heldout: [], warehouse: [], classes: [], rareRows: 0, rareClasses: 0 };
  for (const [label, group] of groups) {
    if (group.length < minRowsPerClass) {
      split.rareRows += group.length;
      split.rareClasses++;
      continue;
    }
    split.classes.push({ label, count: group.length });
    const shuffled = sortByHash(group, salt);
    const heldout = Math.round(group.length * heldoutShare);
    const warehouse = Math.round(group.length * warehouseShare);
    split.heldout.push(...shuffled.slice(0, heldout));
    split.warehouse.push(...shuffled.slice(heldout, heldout + warehouse));
    split.train.push(...shuffled.slice(heldout + warehouse));
  }
  split.classes.sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
  return split;
}

function sortByHash(rows: readonly LabelledRow[], salt: string): LabelledRow[] {
  return rows
    .map((row) => ({ row, key: createHash('sha256').update(`${salt}\0${row.text}`).digest('hex') }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ row }) => row);
}
