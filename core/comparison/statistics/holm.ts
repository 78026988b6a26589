/**
 * The p values of several tests, corrected so that one false find among them all is as seldom as in one test. Each is
 * the largest of those before it, the smallest times their number, the next times one less, and so on.
 * Source: S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6 (1979).
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((a, b) => (pValues[a] ?? 1) - (pValues[b] ?? 1));
  const corrected: number[] = pValues.map(() => 1);
  let largest = 0;
  for (const [rank, i] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (pValues[i] ?? 1) * (pValues.length - rank)));
    corrected[i] = largest;
  }
  return corrected;
}
