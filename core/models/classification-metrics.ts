import type { ScoredRow } from './scoring/model-scorer.ts';

export interface ClassMetrics {
  label: string;
  precision: number;
  recall: number;
  f1: number;
  /** Rows that really are of this class. */
  support: number;
}

/** How good predictions are. Shares are 0 where there is nothing to divide by, as scikit-learn's `zero_division=0`. */
export interface ClassificationMetrics {
  n: number;
  accuracy: number;
  /** Wilson's interval of the accuracy, 95 %. */
  accuracyInterval: { lower: number; upper: number };
  /** Means over the classes that occur among the rows or the predictions, each class counting alike. */
  macroPrecision: number;
  macroRecall: number;
  macroF1: number;
  /**
   * Mean of -ln(probability of the right class), in nats; probabilities below 2.2e-16 count as that. Null for a model
   * that tells no probabilities.
   */
  logLoss: number | null;
  perClass: ClassMetrics[];
  /** The model's classes, then labels that only the data, or only the predictions, have. */
  labels: string[];
  /** Rows by actual and predicted label: `confusion[actual][predicted]`, in the order of `labels`. */
  confusion: number[][];
}

/**
 * Compares predictions with the right labels, row by row. A label that the model does not know counts as a mistake.
 *
 * @param labels the right ones, as many as predictions
 * @param classes of the model, in the order of the predictions' probabilities
 */
export function computeMetrics(
  labels: readonly string[],
  predictions: readonly Pick<ScoredRow, 'label' | 'probabilities'>[],
  classes: readonly string[],
): ClassificationMetrics {
  const all = [...new Set([...classes, ...labels, ...predictions.map(({ label }) => label)])];
  const indexOf = new Map(all.map((label, index) => [label, index]));
  const confusion = all.map(() => all.map(() => 0));
  let right = 0;
  for (const [row, { label }] of predictions.entries()) {
    const [actual, predicted] = [indexOf.get(labels[row] ?? '') ?? 0, indexOf.get(label) ?? 0];
    const counts = confusion[actual];
    if (counts) counts[predicted] = (counts[predicted] ?? 0) + 1;
    if (actual === predicted) right++;
  }
  const perClass = all.map((label, index) => judgeClass(label, index, confusion));
  const present = perClass.filter((_, index) => occurs(index, confusion));
  const n = predictions.length;
  return {
    n,
    accuracy: ratio(right, n),
    accuracyInterval: wilsonInterval(right, n),
    macroPrecision: mean(present.map((own) => own.precision)),
    macroRecall: mean(present.map((own) => own.recall)),
    macroF1: mean(present.map((own) => own.f1)),
    logLoss: measureLogLoss(labels, predictions, indexOf),
    perClass,
    labels: all,
    confusion,
  };
}

/**
 * Wilson's score interval of a share (E. B. Wilson, JASA 22, 1927): stays inside 0 to 1 and holds for few rows. 0 to 1
 * when there is no row.
 *
 * @param z quantile of the normal distribution; 1.96 for 95 %
 */
export function wilsonInterval(
  successes: number,
  n: number,
  z = 1.959963984540054,
): { lower: number; upper: number } {
  if (n === 0) return { lower: 0, upper: 1 };
  const share = successes / n;
  const spread = (z * z) / n;
  const middle = (share + spread / 2) / (1 + spread);
  const half = (z / (1 + spread)) * Math.sqrt((share * (1 - share)) / n + spread / (4 * n));
  return {
    lower: successes === 0 ? 0 : Math.max(0, middle - half),
    upper: successes === n ? 1 : Math.min(1, middle + half),
  };
}

export function mean(values: readonly number[]): number {
  return ratio(
    values.reduce((sum, value) => sum + value, 0),
    values.length,
  );
}

/** Standard deviation of the values themselves (divided by n, as numpy's `std`). */
export function standardDeviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

function measureLogLoss(
  labels: readonly string[],
  predictions: readonly Pick<ScoredRow, 'probabilities'>[],
  indexOf: ReadonlyMap<string, number>,
): number | null {
  let sum = 0;
  for (const [row, { probabilities }] of predictions.entries()) {
    if (probabilities === null) return null;
    const actual = indexOf.get(labels[row] ?? '') ?? 0;
    sum -= Math.log(Math.max(probabilities[actual] ?? 0, Number.EPSILON));
  }
  return ratio(sum, predictions.length);
}

function judgeClass(label: string, index: number, confusion: readonly (readonly number[])[]): ClassMetrics {
  const hits = confusion[index]?.[index] ?? 0;
  const support = rowSum(index, confusion);
  const predicted = columnSum(index, confusion);
  return {
    label,
    precision: ratio(hits, predicted),
    recall: ratio(hits, support),
    f1: ratio(2 * hits, support + predicted),
    support,
  };
}

function occurs(index: number, confusion: readonly (readonly number[])[]): boolean {
  return rowSum(index, confusion) + columnSum(index, confusion) > 0;
}

function rowSum(index: number, confusion: readonly (readonly number[])[]): number {
  return (confusion[index] ?? []).reduce((sum, count) => sum + count, 0);
}

function columnSum(index: number, confusion: readonly (readonly number[])[]): number {
  return confusion.reduce((sum, counts) => sum + (counts[index] ?? 0), 0);
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
