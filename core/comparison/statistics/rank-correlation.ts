import { normalQuantile } from './normal.ts';

/**
 * Spearman's rank correlation, -1 to 1: how far one value rises with the other, whatever the shape. Equal values share
 * the mean of their ranks. Null when one of the two never varies, or there are fewer than three pairs.
 * Source: C. Spearman, The proof and measurement of association between two things, 1904.
 */
export function rankCorrelation(x: readonly number[], y: readonly number[]): number | null {
  if (x.length < 3) return null;
  return correlation(ranks(x), ranks(y));
}

/**
 * Where a rank correlation lies, through Fisher's z with the variance of ranks: (1 + r² / 2) / (n − 3).
 * Source: D. G. Bonett and T. A. Wright, Sample size requirements for estimating Pearson, Kendall and Spearman
 * correlations, Psychometrika 65 (2000).
 */
export function rankInterval(
  correlation: number | null,
  n: number,
  level: number,
): { low: number | null; high: number | null } {
  if (correlation === null || n < 4 || Math.abs(correlation) > 1 - 1e-9) return { low: null, high: null };
  const middle = Math.atanh(correlation);
  const reach = normalQuantile((1 + level) / 2) * Math.sqrt((1 + correlation ** 2 / 2) / (n - 3));
  return { low: Math.tanh(middle - reach), high: Math.tanh(middle + reach) };
}

/**
 * How far the ranks of a value differ between groups, 0 to 1: the root of eta squared of Kruskal and Wallis,
 * (H − k + 1) / (n − k), which takes off what chance alone gives. Null without two groups, or without two in one.
 * Source: M. Tomczak and E. Tomczak, The need to report effect size estimates revisited, Trends in Sport Sciences 21
 * (2014).
 */
export function rankDifference(groups: readonly string[], values: readonly number[]): number | null {
  const ranked = ranks(values);
  const [n, middle] = [ranked.length, mean(ranked)];
  const byGroup = Map.groupBy(ranked, (_, i) => groups[i] ?? '');
  const k = byGroup.size;
  const all = ranked.reduce((sum, rank) => sum + (rank - middle) ** 2, 0);
  if (k < 2 || n <= k || all === 0) return null;
  let between = 0;
  for (const own of byGroup.values()) between += own.length * (mean(own) - middle) ** 2;
  const h = ((n - 1) * between) / all;
  return Math.sqrt(Math.max(0, (h - k + 1) / (n - k)));
}

function ranks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const found: number[] = values.map(() => 0);
  for (let start = 0; start < order.length;) {
    let end = start;
    while (end + 1 < order.length && values[order[end + 1] ?? 0] === values[order[start] ?? 0]) end++;
    for (let k = start; k <= end; k++) found[order[k] ?? 0] = (start + end) / 2;
    start = end + 1;
  }
  return found;
}

function correlation(x: readonly number[], y: readonly number[]): number | null {
  const [meanX, meanY] = [mean(x), mean(y)];
  let [both, ownX, ownY] = [0, 0, 0];
  for (const [i, value] of x.entries()) {
    const [dx, dy] = [value - meanX, (y[i] ?? 0) - meanY];
    both += dx * dy;
    ownX += dx * dx;
    ownY += dy * dy;
  }
  return ownX === 0 || ownY === 0 ? null : both / Math.sqrt(ownX * ownY);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
