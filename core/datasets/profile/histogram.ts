/** Counts numbers whose range is not known before, in bounded memory. */
export interface RangeCounter {
  add(value: number): void;
  /**
   * Counts in `bins` equal bins from `min` to `max`; one bin when they are equal. A value within 1/500 of the range of
   * a bin's border may be counted in the bin beside it.
   */
  counts(min: number, max: number, bins: number): number[];
}

/** How many narrow bins are kept: a power of two. */
const kept = 1024;

/**
 * Keeps up to 1,024 narrow bins, whose width is a power of two and whose borders are multiples of it. When a value
 * falls outside, neighbours are joined and the width doubles until all fit: exact counts, one pass, no sample.
 */
export function createRangeCounter(): RangeCounter {
  let bins = new Float64Array(kept);
  /** Of the first bin kept, in widths. */
  let [start, width, isEmpty] = [0, 0, true];

  const widen = (): void => {
    const joined = new Float64Array(kept);
    const newStart = Math.floor(start / 2);
    for (let i = 0; i < kept; i++) {
      const count = bins[i] ?? 0;
      if (count === 0) continue;
      const at = Math.floor((start + i) / 2) - newStart;
      joined[at] = (joined[at] ?? 0) + count;
    }
    [bins, start, width] = [joined, newStart, width * 2];
  };
  /** Moves the window down to `first`; false when counted values would fall out at its end. */
  const moveDown = (first: number): boolean => {
    const by = start - first;
    if (by >= kept || bins.subarray(kept - by).some((count) => count !== 0)) return false;
    bins.copyWithin(by, 0, kept - by);
    bins.fill(0, 0, by);
    start = first;
    return true;
  };
  return {
    add: (value) => {
      if (isEmpty) {
        isEmpty = false;
        width = firstWidth(value);
        start = Math.floor(value / width) - kept / 2;
      }
      let at = Math.floor(value / width) - start;
      while (at < 0 || at >= kept) {
        if (at >= 0 || !moveDown(Math.floor(value / width))) widen();
        at = Math.floor(value / width) - start;
      }
      bins[at] = (bins[at] ?? 0) + 1;
    },
    counts: (min, max, count) => {
      const total = bins.reduce((sum, n) => sum + n, 0);
      if (total === 0) return [];
      if (min === max) return [total];
      const result = new Array<number>(count).fill(0);
      bins.forEach((n, i) => {
        if (n === 0) return;
        const middle = Math.min(Math.max((start + i + 0.5) * width, min), max);
        const at = Math.min(Math.floor(((middle - min) / (max - min)) * count), count - 1);
        result[at] = (result[at] ?? 0) + n;
      });
      return result;
    },
  };
}

/** So narrow that numbers close together, far from zero, still differ; it widens as far as needed. */
function firstWidth(value: number): number {
  return value === 0 ? 2 ** -200 : 2 ** Math.max(Math.floor(Math.log2(Math.abs(value))) - 50, -1000);
}
