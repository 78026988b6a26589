import { StileError } from '#core/kernel/errors.ts';
import type { Json } from '#core/kernel/json.ts';
import { computeMetrics, type ClassificationMetrics } from '../classification-metrics.ts';
import { areCountable } from './countable.ts';
import { matchLabels } from './match-labels.ts';
import type { ModelScorer, ScoredRow } from './model-scorer.ts';

/** The confusion matrix grows with the square of the labels: a column of numbers or ids would fill the memory. */
const maxStrangeLabels = 1000;

export interface Evaluation {
  metrics: ClassificationMetrics;
  /** By row: the label, in the model's own writing, and what was predicted. */
  rows: { known: string; predicted: string }[];
  /** By row: was the prediction the label? */
  right: boolean[];
}

/**
 * Scores rows whose labels are known and compares.
 * @param source how messages name the rows: `datasets:/reviews/3`
 * @throws DATA_INVALID when labels and predictions have nothing to do with each other; as `ModelScorer.score`
 */
export async function evaluateRows(
  scorer: ModelScorer,
  { rows, labels }: { rows: readonly Json[]; labels: readonly string[] },
  source: string,
  signal: AbortSignal,
): Promise<Evaluation> {
  const scored = await scorer.score(rows, { signal, withProbabilities: true });
  const classes = scored.classes ?? [...new Set(scored.rows.map(({ label }) => label))].sort();
  if (scored.classes === null) refuseNumbers(scored.rows, classes, source);
  const known = matchLabels(labels, classes);
  refuseStrangeLabels(known, classes, source);
  return {
    metrics: computeMetrics(known, scored.rows, classes),
    rows: scored.rows.map(({ label }, row) => ({ known: known[row] ?? '', predicted: label })),
    right: scored.rows.map(({ label }, row) => label === known[row]),
  };
}

/** A model that answers with a number of its own for each row has no classes that could be counted. */
function refuseNumbers(rows: readonly ScoredRow[], answers: readonly string[], source: string): void {
  if (areCountable(answers, rows.length)) return;
  const remedy = 'Compare a model that predicts classes.';
  throw new StileError(
    'DATA_INVALID',
    `The model gave ${answers.length} different answers for the ${rows.length} rows of ${source}: these are no classes, so they cannot be right or wrong. ${remedy}`,
    { source, problem: 'no_classes', place: 'predictions', value: String(answers.length), remedy },
  );
}

function refuseStrangeLabels(labels: readonly string[], classes: readonly string[], source: string): void {
  const strange = new Set(labels);
  for (const label of classes) strange.delete(label);
  if (strange.size <= maxStrangeLabels) return;
  const remedy = 'Check which column holds the labels.';
  throw new StileError(
    'DATA_INVALID',
    `${source} has ${strange.size} different labels that the model does not know, at most ${maxStrangeLabels} are compared. ${remedy}`,
    { source, problem: 'unknown_labels', place: 'labels', value: String(strange.size), remedy },
  );
}
