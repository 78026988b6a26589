/** How often each class was predicted. */
export type ClassCounts = ReadonlyMap<string, number>;

/**
 * Jensen-Shannon distance of two class mixes: the square root of the divergence with natural logarithms, 0 for equal
 * mixes and sqrt(ln 2) = 0.8326 for mixes without a common class (Lin, 1991; the same figure as
 * `scipy.spatial.distance.jensenshannon`). An empty mix has distance 0 to everything.
 */
export function measureMixDistance(left: ClassCounts, right: ClassCounts): number {
  const [leftTotal, rightTotal] = [sum(left), sum(right)];
  if (leftTotal === 0 || rightTotal === 0) return 0;
  let divergence = 0;
  for (const label of new Set([...left.keys(), ...right.keys()])) {
    const p = (left.get(label) ?? 0) / leftTotal;
    const q = (right.get(label) ?? 0) / rightTotal;
    divergence += 0.5 * (relativeEntropy(p, q) + relativeEntropy(q, p));
  }
  return Math.sqrt(Math.max(0, divergence));
}

/** One class' part of the Kullback-Leibler divergence of p from the middle of p and q. */
function relativeEntropy(p: number, q: number): number {
  return p === 0 ? 0 : p * Math.log((2 * p) / (p + q));
}

function sum(counts: ClassCounts): number {
  let total = 0;
  for (const count of counts.values()) total += count;
  return total;
}

export function countClasses(labels: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}
