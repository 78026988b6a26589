import type { Line } from './along.ts';

/** What a line is thinned to. */
export interface Window {
  /** Both included; infinite for everything. */
  from: number;
  to: number;
  /** What is divided into buckets; points beyond it, by clocks that were set back, get buckets of the same size. */
  scale: { from: number; to: number };
  buckets: number;
  isLog: boolean;
}

/** Places (in the line) of the points within the window: from the first, to behind the last. */
export function placesWithin({ xs }: Line, { from, to }: Pick<Window, 'from' | 'to'>): [number, number] {
  return [firstAtOrAfter(xs, from), firstAtOrAfter(xs, to, true)];
}

/** The first place whose x is at or after `x`; with `behind`, after it. */
function firstAtOrAfter(xs: Float64Array, x: number, behind = false): number {
  let [low, high] = [0, xs.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = xs[middle] ?? 0;
    if (behind ? value <= x : value < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What a bucket keeps at most: first, least, greatest, last, and the first that is no finite number. */
const perBucket = 5;

/**
 * Which points to draw: all of them when they are few, otherwise of each bucket the first and the last, the least and the
 * greatest, and one that is no finite number, where there is one. One point to each side of the window comes on top.
 * @returns places in the line, ascending
 */
export function thin(line: Line, window: Window): Uint32Array {
  const [from, to] = placesWithin(line, window);
  const [start, end] = [Math.max(0, from - 1), Math.min(line.xs.length, to + 1)];
  const places =
    to - from <= window.buckets * 4 ? range(from, to) : keepOfBuckets(line, from, to, bucketOf(window));
  const sides = [start < from ? [start] : [], end > to ? [to] : []] as const;
  return Uint32Array.from([...sides[0], ...places, ...sides[1]]);
}

function range(from: number, to: number): Uint32Array {
  return Uint32Array.from({ length: to - from }, (_, i) => from + i);
}

/** The number of the bucket of an x within the window. */
function bucketOf({ scale: { from, to }, buckets, isLog }: Window): (x: number) => number {
  const [low, high] = isLog ? [Math.log(from), Math.log(to)] : [from, to];
  const perUnit = high > low ? buckets / (high - low) : 0;
  return isLog ? (x) => Math.floor((Math.log(x) - low) * perUnit) : (x) => Math.floor((x - low) * perUnit);
}

function keepOfBuckets(
  { xs, ys }: Line,
  from: number,
  to: number,
  bucketAt: (x: number) => number,
): Uint32Array {
  let kept = new Uint32Array(1024);
  let count = 0;
  let at = from;
  while (at < to) {
    const bucket = bucketAt(xs[at] ?? 0);
    const first = at;
    let [low, high, odd] = [-1, -1, -1];
    let [least, greatest] = [Infinity, -Infinity];
    do {
      const y = ys[at] ?? NaN;
      if (y - y !== 0) odd = odd === -1 ? at : odd;
      else {
        if (y < least) [least, low] = [y, at];
        if (y > greatest) [greatest, high] = [y, at];
      }
      at++;
    } while (at < to && bucketAt(xs[at] ?? 0) === bucket);
    if (count + perBucket > kept.length) kept = grow(kept);
    count = putInOrder(kept, count, [first, low, high, odd, at - 1]);
  }
  return kept.subarray(0, count);
}

function grow(kept: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(kept.length * 2);
  larger.set(kept);
  return larger;
}

function putInOrder(kept: Uint32Array, count: number, places: number[]): number {
  places.sort((a, b) => a - b);
  let last = -1;
  for (const place of places) {
    if (place === -1 || place === last) continue;
    kept[count++] = place;
    last = place;
  }
  return count;
}
