/**
 * Spearman's rank correlation, -1 to 1: how far one value rises with the other, whatever the shape. Equal values share
 * the mean of their ranks. Null when one of the two never varies, or there are fewer than three pairs.
 * Source: C. Spearman, The proof and measurement of association between two things, 1904.
 */
export function rankCorrelation(x: readonly number[], y: readonly number[]): number | null {
  if (x.length < 3) return null;
  return correlation(ranks(x), ranks(y));
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
