/** What a box shows of the values of a group. */
export type BoxStats = {
  readonly n: number;
  readonly low: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly high: number;
};

/**
 * Quartiles between the values next to them, and the outermost values within 1.5 box lengths of the box.
 * Source: J. W. Tukey, Exploratory Data Analysis, 1977; quantiles as R's type 7. Null without values.
 */
export function boxStats(values: readonly number[]): BoxStats | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const [q1, median, q3] = [0.25, 0.5, 0.75].map((share) => quantile(sorted, share));
  if (q1 === undefined || median === undefined || q3 === undefined) return null;
  const length = 1.5 * (q3 - q1);
  const within = sorted.filter((value) => value >= q1 - length && value <= q3 + length);
  return { n: sorted.length, low: within[0] ?? q1, q1, median, q3, high: within.at(-1) ?? q3 };
}

function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)] ?? NaN, sorted[Math.ceil(place)] ?? NaN];
  return below + (above - below) * (place - Math.floor(place));
}
