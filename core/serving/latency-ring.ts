/** Remembers how long the last requests took. */
export interface LatencyRing {
  add(micros: readonly number[]): void;
  /** The value that a share of the remembered requests did not exceed; null before the first. */
  quantile(share: number): number | null;
}

export function createLatencyRing(size: number): LatencyRing {
  const values = new Float64Array(size);
  let count = 0;
  return {
    add(micros) {
      for (const value of micros.slice(-size)) values[count++ % size] = value;
    },
    quantile(share) {
      const filled = Math.min(count, size);
      if (filled === 0) return null;
      const sorted = values.slice(0, filled).sort();
      return sorted[Math.min(filled - 1, Math.ceil(share * filled) - 1)] ?? null;
    },
  };
}
