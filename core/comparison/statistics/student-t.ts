import { solveIncreasing } from './normal.ts';

/**
 * The share of Student's t distribution below `t`.
 * Source: through the incomplete beta function, Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.1; its
 * continued fraction, 26.5.8, by Lentz's method.
 */
export function studentCdf(t: number, degrees: number): number {
  const tail = incompleteBeta(degrees / 2, 0.5, degrees / (degrees + t * t)) / 2;
  return t > 0 ? 1 - tail : tail;
}

/** Where a share of Student's t distribution lies below. */
export function studentQuantile(share: number, degrees: number): number {
  let reach = 16;
  while (studentCdf(reach, degrees) < Math.max(share, 1 - share)) reach *= 4;
  return solveIncreasing((t) => studentCdf(t, degrees), share, -reach, reach);
}

export interface MeanInterval {
  n: number;
  mean: number;
  /** Of the sample, with n - 1. */
  deviation: number;
  /** Where the mean lies with the confidence of `level`; both null for a single value. */
  low: number | null;
  high: number | null;
}

/**
 * The mean of a few values with its interval by Student's t: mean ± t(n − 1) · s / √n.
 * Source: Student, The probable error of a mean, Biometrika 6 (1908).
 */
export function meanInterval(values: readonly number[], level: number): MeanInterval {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n < 2) return { n, mean, deviation: 0, low: null, high: null };
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  const reach = (studentQuantile((1 + level) / 2, n - 1) * deviation) / Math.sqrt(n);
  return { n, mean, deviation, low: mean - reach, high: mean + reach };
}

/** I_x(a, b) */
function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(a, b, x)) / a
    : 1 - (front * betaFraction(b, a, 1 - x)) / b;
}

function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  const guard = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / guard(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m <= 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guard(1 + even * d);
    c = guard(1 + even / c);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guard(1 + odd * d);
    c = guard(1 + odd / c);
    const step = d * c;
    result *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return result;
}

/** Coefficients of Lanczos' approximation with g = 7, as P. Godfrey computed them (2001). */
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

function logGamma(z: number): number {
  if (z < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * z)) - logGamma(1 - z);
  const x = z - 1;
  const t = x + 7.5;
  const sum = lanczos.slice(1).reduce((total, value, i) => total + value / (x + i + 1), lanczos[0] ?? 1);
  return 0.5 * Math.log(2 * Math.PI) + (x + 0.5) * Math.log(t) - t + Math.log(sum);
}
