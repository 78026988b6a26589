/** Two-sided 95 % of the normal distribution. */
const z = 1.959_964;

/** Figures that are a share of rows by their name: whatever else is between 0 and 1 has no such interval. */
const shareOfRows = /^(top_?\d+_)?acc(uracy)?(_score)?$/;

export interface Interval {
  low: number | null;
  high: number | null;
}

/**
 * The interval at 95 % of a share of `n` rows, after Wilson: it stays inside 0 to 1 and holds for few rows, too. Source:
 * Wilson, Journal of the American Statistical Association 22 (1927). Both null where the figure is no share of rows.
 */
export function intervalOf(key: string, value: unknown, n: number | null): Interval {
  if (typeof value !== 'number' || n === null || n < 1 || value < 0 || value > 1 || !shareOfRows.test(key))
    return { low: null, high: null };
  const shrink = 1 / (1 + z ** 2 / n);
  const middle = shrink * (value + z ** 2 / (2 * n));
  const half = shrink * z * Math.sqrt((value * (1 - value)) / n + z ** 2 / (4 * n ** 2));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
