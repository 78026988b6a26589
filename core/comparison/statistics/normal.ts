/** Farther out, the tail of a double's normal distribution is below its last digit. */
const farthest = 8;

/**
 * The share of a standard normal curve below `z`.
 * Source: G. Marsaglia, Evaluating the normal distribution, Journal of Statistical Software 11(4), 2004: Taylor series.
 */
export function normalCdf(z: number): number {
  if (z > farthest) return 1;
  if (z < -farthest) return 0;
  let term = z;
  let sum = z;
  for (let i = 3; Math.abs(term) > 1e-18; i += 2) {
    term *= (z * z) / i;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}

/** Where a share of a standard normal curve lies below; by halving, exact to the last digits. 0 < share < 1. */
export function normalQuantile(share: number): number {
  return solveIncreasing(normalCdf, share, -farthest, farthest);
}

/** The place between `low` and `high` where a function that never falls reaches `wanted`. */
export function solveIncreasing(f: (x: number) => number, wanted: number, low: number, high: number): number {
  let [near, far] = [low, high];
  for (let i = 0; i < 80; i++) {
    const middle = (near + far) / 2;
    if (f(middle) < wanted) near = middle;
    else far = middle;
  }
  return (near + far) / 2;
}
