import { setImmediate as nextTurn } from 'node:timers/promises';

/** Rows as a multiset of 63-bit hashes: two different rows of 10 million meet by chance once in 100,000 comparisons. */
export interface RowBag {
  add(row: string): void;
  /** Sorted when they are compared, one after the other, so that other work gets its turn in between. */
  readonly buckets: readonly Bucket[];
}

interface Bucket {
  hashes: Float64Array;
  size: number;
}

/** A power of two. */
const bucketCount = 1024;

export function createRowBag(): RowBag {
  const buckets = Array.from({ length: bucketCount }, (): Bucket => ({
    hashes: new Float64Array(16),
    size: 0,
  }));
  return {
    buckets,
    add: (row) => {
      const [high, low] = hashRow(row);
      const bucket = buckets[high % bucketCount];
      if (bucket === undefined) return;
      if (bucket.size === bucket.hashes.length) bucket.hashes = enlarge(bucket.hashes);
      // 21 bits of the one and 32 of the other half: as many as a double holds exactly.
      bucket.hashes[bucket.size++] = (high >>> 11) * 2 ** 32 + low;
    },
  };
}

/** How many rows are in the one only, and in the other, duplicates counted. */
export async function compareRowBags(
  first: RowBag,
  second: RowBag,
): Promise<{ onlyFirst: number; onlySecond: number }> {
  let [onlyFirst, onlySecond] = [0, 0];
  for (let at = 0; at < bucketCount; at++) {
    const [a, b] = [sorted(first.buckets[at]), sorted(second.buckets[at])];
    const both = countCommon(a, b);
    onlyFirst += a.length - both;
    onlySecond += b.length - both;
    if (at % 16 === 0) await nextTurn();
  }
  return { onlyFirst, onlySecond };
}

function sorted(bucket: Bucket | undefined): Float64Array {
  return bucket === undefined ? new Float64Array() : bucket.hashes.subarray(0, bucket.size).sort();
}

function countCommon(a: Float64Array, b: Float64Array): number {
  let [i, j, both] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const difference = (a[i] ?? 0) - (b[j] ?? 0);
    if (difference === 0) both++;
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  return both;
}

function enlarge(hashes: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(hashes.length * 2);
  larger.set(hashes);
  return larger;
}

/** Two 32-bit lanes with the mixing steps of MurmurHash3 (Austin Appleby, public domain). */
function hashRow(text: string): [number, number] {
  let [a, b] = [0x9747b28c, 0x5bd1e995 ^ text.length];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0xcc9e2d51);
    a ^= a >>> 15;
    b = Math.imul(b ^ unit, 0x1b873593) + a;
    b ^= b >>> 13;
  }
  return [mix(a ^ b), mix(b)];
}

function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
