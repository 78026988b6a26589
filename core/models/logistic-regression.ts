import { minimize, type Objective } from './lbfgs.ts';
import type { SparseMatrix } from './sparse-matrix.ts';

export interface LogisticRegressionOptions {
  /** Inverse strength of the L2 penalty; the intercept has none. */
  c: number;
  classWeight: 'none' | 'balanced';
  tolerance: number;
  maxIterations: number;
  /** Called after each iteration; may throw to end the work. */
  onIteration?: (iteration: number, gradientNorm: number) => void;
}

export interface LogisticRegression {
  /** Two classes: one row, whose weights speak for class 1. More: a row per class. */
  coefficients: Float64Array[];
  intercepts: Float64Array;
  iterations: number;
  converged: boolean;
  /** Largest component of the gradient of `loss` at the end. */
  gradientNorm: number;
  /** Weighted mean loss plus the penalty. */
  loss: number;
}

/** What the objective is made of. */
export interface LossProblem {
  matrix: SparseMatrix;
  /** Class by row, from 0. */
  classOf: Int32Array;
  classes: number;
  /** Weight by row. */
  weights: Float64Array;
  /** Factor of half the squared coefficients. */
  penalty: number;
}

/**
 * Fits L2-penalized logistic regression by L-BFGS: binary loss for two classes, softmax for more. The objective is
 * scikit-learn's: sum(weight * loss) / sum(weight) + |coefficients|^2 / (2 * C * sum(weight)), and so is the tolerance.
 *
 * @param classOf class by row; every class from 0 to classes - 1 must occur
 */
export function fitLogisticRegression(
  matrix: SparseMatrix,
  classOf: Int32Array,
  classes: number,
  options: LogisticRegressionOptions,
): LogisticRegression {
  const weights = weighRows(classOf, classes, options.classWeight);
  const penalty = 1 / (options.c * weights.reduce((sum, weight) => sum + weight, 0));
  const problem: LossProblem = { matrix, classOf, classes, weights, penalty };
  const outputs = classes === 2 ? 1 : classes;
  const minimum = minimize(createLoss(problem), (matrix.columns + 1) * outputs, options);
  const { x, value, gradientNorm, iterations, converged } = minimum;
  const coefficients = Array.from({ length: outputs }, (_, output) =>
    Float64Array.from({ length: matrix.columns }, (_, column) => x[column * outputs + output] ?? 0),
  );
  const intercepts = x.slice(matrix.columns * outputs);
  return { coefficients, intercepts, iterations, converged, gradientNorm, loss: value };
}

/** The loss and its gradient. Parameters lie feature by feature (`column * outputs + output`), intercepts at the end. */
export function createLoss(problem: LossProblem): Objective {
  return problem.classes === 2 ? createBinaryLoss(problem) : createSoftmaxLoss(problem);
}

function weighRows(classOf: Int32Array, classes: number, classWeight: 'none' | 'balanced'): Float64Array {
  const weights = new Float64Array(classOf.length).fill(1);
  if (classWeight === 'none') return weights;
  const counts = new Int32Array(classes);
  for (const k of classOf) counts[k] = (counts[k] ?? 0) + 1;
  for (const [row, k] of classOf.entries()) weights[row] = classOf.length / (classes * (counts[k] ?? 1));
  return weights;
}

function createBinaryLoss({ matrix, classOf, weights, penalty }: LossProblem): Objective {
  const { rows, columns } = matrix;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return (x, gradient) => {
    gradient.fill(0);
    let loss = 0;
    const intercept = x[columns] ?? 0;
    for (let row = 0; row < rows; row++) {
      const z = intercept + multiplyRow(matrix, row, x);
      const weight = (weights[row] ?? 0) / total;
      // Towards 1 for rows of class 1, away from it for the others.
      const sign = classOf[row] === 1 ? -1 : 1;
      loss += weight * (Math.max(sign * z, 0) + Math.log1p(Math.exp(-Math.abs(z))));
      const pull = (sign * weight) / (1 + Math.exp(-sign * z));
      addRow(matrix, row, pull, gradient);
      gradient[columns] = (gradient[columns] ?? 0) + pull;
    }
    return loss + penalize(x, gradient, columns, penalty);
  };
}

function createSoftmaxLoss({ matrix, classOf, classes, weights, penalty }: LossProblem): Objective {
  const { rows, columns } = matrix;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const pulls = new Float64Array(classes);
  const intercepts = columns * classes;
  return (x, gradient) => {
    gradient.fill(0);
    let loss = 0;
    for (let row = 0; row < rows; row++) {
      for (let k = 0; k < classes; k++) pulls[k] = x[intercepts + k] ?? 0;
      multiplyRowByClass(matrix, row, x, pulls);
      const weight = (weights[row] ?? 0) / total;
      loss += weight * toPulls(pulls, classOf[row] ?? 0, weight);
      addRowByClass(matrix, row, pulls, gradient);
      for (let k = 0; k < classes; k++) {
        gradient[intercepts + k] = (gradient[intercepts + k] ?? 0) + (pulls[k] ?? 0);
      }
    }
    return loss + penalize(x, gradient, intercepts, penalty);
  };
}

function multiplyRow({ offsets, indices, values }: SparseMatrix, row: number, x: Float64Array): number {
  const end = offsets[row + 1] ?? 0;
  let sum = 0;
  for (let p = offsets[row] ?? 0; p < end; p++) sum += (values[p] ?? 0) * (x[indices[p] ?? 0] ?? 0);
  return sum;
}

function addRow(
  { offsets, indices, values }: SparseMatrix,
  row: number,
  factor: number,
  to: Float64Array,
): void {
  const end = offsets[row + 1] ?? 0;
  for (let p = offsets[row] ?? 0; p < end; p++) {
    const column = indices[p] ?? 0;
    to[column] = (to[column] ?? 0) + factor * (values[p] ?? 0);
  }
}

function multiplyRowByClass(
  { offsets, indices, values }: SparseMatrix,
  row: number,
  x: Float64Array,
  sums: Float64Array,
): void {
  const end = offsets[row + 1] ?? 0;
  for (let p = offsets[row] ?? 0; p < end; p++) {
    const [value, base] = [values[p] ?? 0, (indices[p] ?? 0) * sums.length];
    for (let k = 0; k < sums.length; k++) sums[k] = (sums[k] ?? 0) + value * (x[base + k] ?? 0);
  }
}

function addRowByClass(
  { offsets, indices, values }: SparseMatrix,
  row: number,
  factors: Float64Array,
  to: Float64Array,
): void {
  const end = offsets[row + 1] ?? 0;
  for (let p = offsets[row] ?? 0; p < end; p++) {
    const [value, base] = [values[p] ?? 0, (indices[p] ?? 0) * factors.length];
    for (let k = 0; k < factors.length; k++) to[base + k] = (to[base + k] ?? 0) + value * (factors[k] ?? 0);
  }
}

/** Turns logits into weight * (probability - 1 for the right class); answers the row's loss. */
function toPulls(logits: Float64Array, right: number, weight: number): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const logit of logits) most = Math.max(most, logit);
  const rightLogit = logits[right] ?? 0;
  let sum = 0;
  for (let k = 0; k < logits.length; k++) {
    const power = Math.exp((logits[k] ?? 0) - most);
    logits[k] = power;
    sum += power;
  }
  for (let k = 0; k < logits.length; k++) {
    logits[k] = weight * ((logits[k] ?? 0) / sum - (k === right ? 1 : 0));
  }
  return most + Math.log(sum) - rightLogit;
}

/** Adds the penalty's gradient and answers its value; `size` leaves the intercepts out. */
function penalize(x: Float64Array, gradient: Float64Array, size: number, penalty: number): number {
  let squares = 0;
  for (let i = 0; i < size; i++) {
    const weight = x[i] ?? 0;
    squares += weight * weight;
    gradient[i] = (gradient[i] ?? 0) + penalty * weight;
  }
  return (penalty / 2) * squares;
}
