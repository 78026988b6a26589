import type { Random } from '../random.ts';
import { createRandom } from '../random.ts';

/** One row of a held-out set. */
export interface EvalRow {
  id: string;
  target: string;
  /** How hard it is for every model alike; the hardest are got wrong first. */
  difficulty: number;
  /** What a table of predictions shows of it. */
  input: string;
}

export interface Predicted extends EvalRow {
  prediction: string;
  /** How likely the model holds its answer to be, 0.5 to 1. */
  confidence: number;
}

/** The rows of a held-out set, all with a difficulty of their own that is the same for every run. */
export function createEvalRows(rows: readonly Omit<EvalRow, 'difficulty'>[], seed: number): EvalRow[] {
  const random = createRandom(seed);
  return rows.map((row) => ({ ...row, difficulty: normal(random) }));
}

/**
 * What a model with this accuracy answers: it misses the rows that are hard, give or take its own luck, so that two
 * models mostly miss the same ones. The accuracy is met exactly, to one row.
 */
export function predictRows(
  rows: readonly EvalRow[],
  accuracy: number,
  classes: readonly string[],
  random: Random,
): Predicted[] {
  const scored = rows.map((row) => ({ row, score: row.difficulty + 0.45 * normal(random) }));
  const right = Math.round(accuracy * rows.length);
  const limit = scored.map(({ score }) => score).sort((a, b) => a - b)[right] ?? Infinity;
  return scored.map(({ row, score }) => {
    const others = classes.filter((name) => name !== row.target);
    const sure = 1 / (1 + Math.exp(-Math.abs(limit === Infinity ? 3 : limit - score) * 1.4));
    const prediction = score < limit ? row.target : random.pick(others);
    return { ...row, prediction, confidence: Number(sure.toFixed(4)) };
  });
}

export interface Scores {
  accuracy: number;
  /** Mean over the classes. */
  f1: number;
  /** Area under the ROC curve for the last class; only of two. */
  auc: number;
  /** Half of the 95 % interval of the accuracy. */
  error: number;
  /** Rows by target, columns by prediction. */
  confusion: number[][];
}

/** Counted from the predictions themselves, so that what a run logs is what its tables say. */
export function scoreRows(rows: readonly Predicted[], classes: readonly string[]): Scores {
  const confusion = classes.map((target) =>
    classes.map((said) => rows.filter((row) => row.target === target && row.prediction === said).length),
  );
  const accuracy = rows.filter(({ target, prediction }) => target === prediction).length / rows.length;
  const f1s = classes.map((_, i) => {
    const hits = confusion[i]?.[i] ?? 0;
    const called = confusion.reduce((sum, row) => sum + (row[i] ?? 0), 0);
    const real = (confusion[i] ?? []).reduce((sum, count) => sum + count, 0);
    return (2 * hits) / Math.max(1, called + real);
  });
  return {
    accuracy,
    f1: f1s.reduce((sum, value) => sum + value, 0) / f1s.length,
    auc: areaUnderCurve(rows, classes.at(-1) ?? ''),
    error: 1.96 * Math.sqrt((accuracy * (1 - accuracy)) / rows.length),
    confusion,
  };
}

/** How likely the model holds the class to be the answer. */
export function chanceOf(row: Predicted, label: string): number {
  return row.prediction === label ? row.confidence : Number((1 - row.confidence).toFixed(4));
}

function areaUnderCurve(rows: readonly Predicted[], positive: string): number {
  const of = (isPositive: boolean): number[] =>
    rows.filter(({ target }) => (target === positive) === isPositive).map((row) => chanceOf(row, positive));
  const [good, bad] = [of(true), of(false)];
  const wins = good.reduce(
    (sum, a) => sum + bad.reduce((won, b) => won + (a > b ? 1 : a === b ? 0.5 : 0), 0),
    0,
  );
  return wins / Math.max(1, good.length * bad.length);
}

/** Mean 0, deviation about 1. */
function normal(random: Random): number {
  return (random.next() + random.next() + random.next() - 1.5) * 2;
}
