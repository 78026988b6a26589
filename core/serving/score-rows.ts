import { setImmediate as nextTurn } from 'node:timers/promises';
import { refusal } from './scoring-refusal.ts';
import type { Scores, TextServable } from './servable-model.ts';

/** Rows that are scored before other requests get their turn: a few milliseconds. */
export const rowsPerTurn = 500;

/** Scores few rows at once. @throws ScoringRefusal 500 when the model does not give one answer per row */
export function scoreNow(model: TextServable, texts: readonly string[]): Scores {
  const scores = model.score(texts);
  checkCount(model, texts.length, scores);
  return scores;
}

/** Scores many rows in turns, so that the thread goes on answering others. @throws as `scoreNow` */
export async function scoreInTurns(model: TextServable, texts: readonly string[]): Promise<Scores> {
  const classes = model.labels.length;
  const best = new Int32Array(texts.length);
  const confidence = new Float64Array(texts.length);
  const probabilities = new Float64Array(texts.length * classes);
  for (let from = 0; from < texts.length; from += rowsPerTurn) {
    if (from > 0) await nextTurn();
    const scores = scoreNow(model, texts.slice(from, from + rowsPerTurn));
    best.set(scores.best, from);
    confidence.set(scores.confidence, from);
    probabilities.set(scores.probabilities, from * classes);
  }
  return { best, confidence, probabilities };
}

/** The mistake that MLflow's own server makes with text models: one answer for a frame of three rows. */
function checkCount(model: TextServable, rows: number, { best, probabilities }: Scores): void {
  if (best.length === rows && probabilities.length === rows * model.labels.length) return;
  throw refusal(500, 'INTERNAL_ERROR', `${model.uri} gave ${best.length} predictions for ${rows} rows.`);
}

/**
 * `{"predictions":["positive"]}`, as MLflow answers for a classifier; with probabilities
 * `{"predictions":[{"negative":0.1,"positive":0.9}]}`, as it answers for the table that the model's loader gives then.
 */
export function invocationAnswer(model: TextServable, scores: Scores, withProbabilities: boolean): string {
  if (withProbabilities) return probabilitiesAnswer(model, scores);
  const { best } = scores;
  let list = '';
  for (let row = 0; row < best.length; row++) {
    list += `${row === 0 ? '' : ','}${model.labelTexts[best[row] ?? 0] ?? 'null'}`;
  }
  return `{"predictions":[${list}]}`;
}

function probabilitiesAnswer({ labels }: TextServable, { best, probabilities }: Scores): string {
  const predictions = Array.from(best, (_, row) =>
    Object.fromEntries(labels.map((label, i) => [label, probabilities[row * labels.length + i] ?? 0])),
  );
  return JSON.stringify({ predictions });
}

/** What the log keeps: `[["positive",0.9312]]` */
export function predictionsLog(model: TextServable, { best, confidence }: Scores): string {
  let list = '';
  for (let row = 0; row < best.length; row++) {
    const label = model.labelTexts[best[row] ?? 0] ?? 'null';
    const rounded = Math.round((confidence[row] ?? 0) * 1e6) / 1e6;
    list += `${row === 0 ? '' : ','}[${label},${rounded}]`;
  }
  return `[${list}]`;
}
