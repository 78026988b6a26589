import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minimize } from './lbfgs.ts';
import { createLoss, fitLogisticRegression, type LossProblem } from './logistic-regression.ts';
import { createSeededRandom } from '#core/kernel/seeded-random.ts';
import type { SparseMatrix } from './sparse-matrix.ts';

const plain = { c: 1, classWeight: 'none', tolerance: 1e-10, maxIterations: 1000 } as const;

describe.each([2, 3, 5])('%i classes', (classes) => {
  const { matrix, classOf } = createProblem(classes, 7);
  const weights = Float64Array.from(classOf, (_, row) => 0.5 + (row % 3));

  test('the gradient is the slope of the loss', () => {
    const problem: LossProblem = { matrix, classOf, classes, weights, penalty: 0.3 };
    const size = (matrix.columns + 1) * (classes === 2 ? 1 : classes);
    fc.assert(
      fc.property(fc.array(fc.double({ min: -3, max: 3, noNaN: true }), arrayOf(size)), (given) => {
        const loss = createLoss(problem);
        const gradient = new Float64Array(size);
        const scratch = new Float64Array(size);
        loss(Float64Array.from(given), gradient);
        for (let i = 0; i < size; i++) {
          const at = (shift: number): number => loss(shifted(given, i, shift), scratch);
          expect(gradient[i]).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 6);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('the order of the rows does not matter, and the same rows give the same bits', () => {
    const fit = fitLogisticRegression(matrix, classOf, classes, plain);
    expect(fitLogisticRegression(matrix, classOf, classes, plain)).toEqual(fit);
    expect(fit.converged).toBe(true);
    const turned = reverseRows(matrix);
    const other = fitLogisticRegression(turned, classOf.slice().reverse(), classes, plain);
    for (const [k, row] of fit.coefficients.entries()) expectNear(other.coefficients[k], row);
  });

  test('balanced is what weighing rows against their class size gives', () => {
    const balanced = fitLogisticRegression(matrix, classOf, classes, { ...plain, classWeight: 'balanced' });
    const counts = classOf.reduce((sum, k) => sum.with(k, (sum[k] ?? 0) + 1), new Int32Array(classes));
    const own = Float64Array.from(classOf, (k) => classOf.length / (classes * (counts[k] ?? 1)));
    const problem = { matrix, classOf, classes, weights: own, penalty: 1 / classOf.length };
    const size = (matrix.columns + 1) * (classes === 2 ? 1 : classes);
    expect(minimize(createLoss(problem), size, plain).value).toBeCloseTo(balanced.loss, 12);
  });
});

test('iterations that run out are told as not converged', () => {
  const { matrix, classOf } = createProblem(2, 3);
  const fit = fitLogisticRegression(matrix, classOf, 2, { ...plain, maxIterations: 2 });
  expect(fit).toMatchObject({ converged: false, iterations: 2 });
  expect(fit.gradientNorm).toBeGreaterThan(plain.tolerance);
});

test('a badly scaled bowl is minimized to the last digits', () => {
  const factors = Float64Array.from({ length: 30 }, (_, i) => 10 ** (i / 10));
  const bowl = (x: Float64Array, gradient: Float64Array): number => {
    for (const [i, factor] of factors.entries()) gradient[i] = factor * ((x[i] ?? 0) - i);
    return factors.reduce((sum, factor, i) => sum + (factor / 2) * ((x[i] ?? 0) - i) ** 2, 0);
  };
  const { x, converged } = minimize(bowl, 30, { tolerance: 1e-9, maxIterations: 500 });
  expect(converged).toBe(true);
  for (const [i, value] of x.entries()) expect(value).toBeCloseTo(i, 8);
});

function createProblem(classes: number, seed: number): { matrix: SparseMatrix; classOf: Int32Array } {
  const random = createSeededRandom(seed);
  const [rows, columns] = [40, 8];
  const offsets = Int32Array.from({ length: rows + 1 }, (_, row) => row * 3);
  const indices = Int32Array.from(
    { length: rows * 3 },
    (_, p) => ((p % 3) * 3 + Math.floor(random() * 3)) % columns,
  );
  const values = Float64Array.from({ length: rows * 3 }, () => random() - 0.3);
  const classOf = Int32Array.from({ length: rows }, (_, row) =>
    row < classes ? row : Math.floor(random() ** 2 * classes),
  );
  return { matrix: { rows, columns, offsets, indices, values }, classOf };
}

function reverseRows({ rows, columns, offsets, indices, values }: SparseMatrix): SparseMatrix {
  const order = Array.from({ length: rows }, (_, row) => rows - 1 - row);
  const part = (row: number): [number | undefined, number | undefined] => [offsets[row], offsets[row + 1]];
  return {
    rows,
    columns,
    offsets,
    indices: Int32Array.from(order.flatMap((row) => Array.from(indices.subarray(...part(row))))),
    values: Float64Array.from(order.flatMap((row) => Array.from(values.subarray(...part(row))))),
  };
}

function shifted(values: readonly number[], index: number, shift: number): Float64Array {
  const moved = Float64Array.from(values);
  moved[index] = (moved[index] ?? 0) + shift;
  return moved;
}

function arrayOf(length: number): { minLength: number; maxLength: number } {
  return { minLength: length, maxLength: length };
}

function expectNear(found: Float64Array | undefined, expected: Float64Array): void {
  for (const [i, value] of expected.entries()) expect(found?.[i]).toBeCloseTo(value, 7);
}
