import type { BatchRow } from '#contract/monitoring.ts';
import { countClasses } from './class-mix.ts';
import { highConfidence, lowConfidence } from './signals.ts';

/** What is said of a batch as a whole. Shares are 0 to 1, `meanLength` is in tokens. */
export interface BatchFigures {
  rows: number;
  /** The commonest first, equal ones by name. */
  classes: { label: string; count: number }[];
  meanConfidence: number;
  lowConfidence: number;
  highConfidence: number;
  oovShare: number;
  meanLength: number;
  labelled: number;
  correct: number;
}

/** @param rows at least one */
export function summarizeRows(rows: readonly BatchRow[]): BatchFigures {
  const labelled = rows.filter(({ label }) => label !== null);
  return {
    rows: rows.length,
    classes: [...countClasses(rows.map(({ prediction }) => prediction))]
      .map(([label, count]) => ({ label, count }))
      .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1)),
    meanConfidence: meanOf(rows, ({ confidence }) => confidence),
    lowConfidence: rows.filter(({ confidence }) => confidence < lowConfidence).length,
    highConfidence: rows.filter(({ confidence }) => confidence > highConfidence).length,
    oovShare: meanOf(rows, ({ oovShare }) => oovShare),
    meanLength: meanOf(rows, ({ length }) => length),
    labelled: labelled.length,
    correct: labelled.filter(({ label, prediction }) => label === prediction).length,
  };
}

function meanOf(rows: readonly BatchRow[], valueOf: (row: BatchRow) => number): number {
  return rows.reduce((sum, row) => sum + valueOf(row), 0) / rows.length;
}
