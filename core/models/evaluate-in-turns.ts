import { setImmediate as nextTurn } from 'node:timers/promises';
import { StileError } from '#core/kernel/errors.ts';
import { computeMetrics, type ClassificationMetrics } from './classification-metrics.ts';
import type { TextPrediction } from './text-model.ts';
import type { TextPredictor } from './text-predictor.ts';

/** Rows that are scored before other work gets its turn: a few milliseconds. */
const rowsPerTurn = 200;
/** The confusion matrix grows with the square of the labels: a column of numbers or ids would fill the memory. */
const maxStrangeLabels = 1000;

/**
 * As `evaluateText`, in turns, so that the engine goes on answering and a cancellation is seen.
 * @param source how messages name the rows: `datasets:/reviews/3`
 * @throws DATA_INVALID when the labels have nothing to do with the model's classes; the signal's reason
 */
export async function evaluateInTurns(
  predictor: TextPredictor,
  { texts, labels }: { texts: readonly string[]; labels: readonly string[] },
  source: string,
  signal: AbortSignal,
): Promise<{ predictions: TextPrediction[]; metrics: ClassificationMetrics }> {
  refuseStrangeLabels(labels, predictor.classes, source);
  const predictions: TextPrediction[] = [];
  for (let from = 0; from < texts.length; from += rowsPerTurn) {
    if (from > 0) await nextTurn();
    signal.throwIfAborted();
    predictions.push(...predictor.predict(texts.slice(from, from + rowsPerTurn)));
  }
  return { predictions, metrics: computeMetrics(labels, predictions, predictor.classes) };
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
