/** Two classifiers on the same rows. */
export interface PairedResult {
  /** rows */
  n: number;
  /** Rows that only the candidate, and only the baseline, got right. */
  onlyCandidate: number;
  onlyBaseline: number;
  /** Two-sided; 1 when they never differ. */
  pValue: number;
}

/**
 * McNemar's exact test: given the rows that only one of the two got right, each is a coin that falls to either with
 * probability one half. Source: McNemar, Psychometrika 12 (1947); the exact form is the binomial test on (b, b + c).
 * @param candidateRight by row
 * @param baselineRight by row, of the same rows
 */
export function compareOnSameRows(
  candidateRight: readonly boolean[],
  baselineRight: readonly boolean[],
): PairedResult {
  let [onlyCandidate, onlyBaseline] = [0, 0];
  for (const [i, right] of candidateRight.entries()) {
    if (right === baselineRight[i]) continue;
    if (right) onlyCandidate++;
    else onlyBaseline++;
  }
  const pValue = twoSidedHalf(Math.min(onlyCandidate, onlyBaseline), onlyCandidate + onlyBaseline);
  return { n: candidateRight.length, onlyCandidate, onlyBaseline, pValue };
}

/** Two-sided binomial test of `k` or fewer of `n` at one half. The terms are summed from the largest one down. */
function twoSidedHalf(k: number, n: number): number {
  if (2 * k >= n) return 1;
  let term = Math.exp(logChoose(n, k) - n * Math.LN2);
  let sum = 0;
  for (let i = k; i >= 0 && term > 0; i--) {
    sum += term;
    term *= i / (n - i + 1);
  }
  return Math.min(1, 2 * sum);
}

function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= k; i++) sum += Math.log((n - k + i) / i);
  return sum;
}
