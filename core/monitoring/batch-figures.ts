import type { BatchRow } from '#contract/monitoring.ts';
import { areCountable } from '#core/models/index.ts';
import { countClasses } from './class-mix.ts';
import { highConfidence, lowConfidence } from './signals.ts';

/**
 * What is said of a batch as a whole. Shares are 0 to 1, `meanLength` is in tokens. What the model does not tell is null.
 */
export interface BatchFigures {
  rows: number;
  /** The commonest first, equal ones by name; none when the model answers with numbers that it measured. */
  classes: { label: string; count: number }[];
  meanConfidence: number | null;
  lowConfidence: number;
  highConfidence: number;
  oovShare: number | null;
  meanLength: number | null;
  labelled: number;
  correct: number;
}

/**
 * @param rows at least one
 * @param classes of the model; null when it does not tell them
 */
export function summarizeRows(rows: readonly BatchRow[], classes: readonly string[] | null): BatchFigures {
  const labelled = rows.filter(({ label }) => label !== null);
  return {
    rows: rows.length,
    classes: listClasses(rows, classes),
    meanConfidence: meanOf(rows, ({ confidence }) => confidence),
    lowConfidence: rows.filter(({ confidence }) => (confidence ?? 1) < lowConfidence).length,
    highConfidence: rows.filter(({ confidence }) => (confidence ?? 0) > highConfidence).length,
    oovShare: meanOf(rows, ({ oovShare }) => oovShare),
    meanLength: meanOf(rows, ({ length }) => length),
    labelled: labelled.length,
    correct: labelled.filter(({ label, prediction }) => label === prediction).length,
  };
}

function listClasses(rows: readonly BatchRow[], classes: readonly string[] | null): BatchFigures['classes'] {
  const counts = countClasses(rows.map(({ prediction }) => prediction));
  if (classes === null && !areCountable([...counts.keys()], rows.length)) return [];
  return [...counts]
    .map(([label, count]) => ({ label, count }))
    .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
}

/** Null as soon as one row has no value. */
function meanOf(rows: readonly BatchRow[], valueOf: (row: BatchRow) => number | null): number | null {
  let sum = 0;
  for (const row of rows) {
    const value = valueOf(row);
    if (value === null) return null;
    sum += value;
  }
  return sum / rows.length;
}
