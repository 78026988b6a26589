import { compareCodePoints } from './code-points.ts';

/** Labels as numbers. */
export interface EncodedLabels {
  /** In the order of their code points, as scikit-learn sorts them. */
  classes: string[];
  /** Index into `classes` by row. */
  classOf: Int32Array;
  /** Rows by class. */
  counts: Int32Array;
}

/** Numbers the classes. Any text can be a label, `__proto__` too. */
export function encodeLabels(labels: readonly string[]): EncodedLabels {
  const classes = [...new Set(labels)].sort(compareCodePoints);
  const indexOf = new Map(classes.map((label, index) => [label, index]));
  const classOf = Int32Array.from(labels, (label) => indexOf.get(label) ?? 0);
  const counts = new Int32Array(classes.length);
  for (const index of classOf) counts[index] = (counts[index] ?? 0) + 1;
  return { classes, classOf, counts };
}
