import type { LineChunk } from '#contract/run-differences.ts';

/** Edits beyond so many are not searched: the middle of both is then one change. It bounds the memory, which grows with the square. */
const maxEdits = 1000;

/**
 * The shortest way from one list of lines to the other, in chunks. By E. W. Myers, "An O(ND) Difference Algorithm and
 * Its Variations" (1986); lines that both begin or end with are taken off first.
 */
export function diffLines(first: readonly string[], second: readonly string[]): LineChunk[] {
  const shortest = Math.min(first.length, second.length);
  let head = 0;
  while (head < shortest && first[head] === second[head]) head++;
  let tail = 0;
  while (tail < shortest - head && first[first.length - 1 - tail] === second[second.length - 1 - tail])
    tail++;
  const [a, b] = [first.slice(head, first.length - tail), second.slice(head, second.length - tail)];
  const chunks: LineChunk[] = [];
  pushSame(chunks, first.slice(0, head));
  for (const chunk of toChunks(a, b, findCommon(a, b))) {
    if (chunk.isSame) pushSame(chunks, chunk.first);
    else chunks.push(chunk);
  }
  pushSame(chunks, first.slice(first.length - tail));
  return chunks;
}

function pushSame(chunks: LineChunk[], lines: readonly string[]): void {
  const last = chunks.at(-1);
  if (lines.length === 0) return;
  if (last?.isSame === true) last.first.push(...lines);
  else chunks.push({ isSame: true, first: [...lines], second: [] });
}

type Pair = readonly [a: number, b: number];

/** Places of the lines that both keep, in order. */
function findCommon(a: readonly string[], b: readonly string[]): Pair[] {
  if (a.length === 0 || b.length === 0) return [];
  const most = Math.min(a.length + b.length, maxEdits);
  // How far each diagonal was followed; diagonal k is at `most + 1 + k`.
  const middle = most + 1;
  const reached = new Int32Array(2 * most + 3).fill(-1);
  reached[middle + 1] = 0;
  const trail: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits++) {
    // Before this step, with diagonals from -edits - 1 to edits + 1.
    trail.push(reached.slice(middle - edits - 1, middle + edits + 2));
    for (let k = -edits; k <= edits; k += 2) {
      let x = entryOf(reached.subarray(middle + k - 1, middle + k + 2), k, edits);
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      reached[middle + k] = x;
      if (x >= a.length && x - k >= b.length) return walkBack(trail, a.length, b.length);
    }
  }
  return [];
}

/** How far a diagonal is reached from the better of its two neighbours. */
function entryOf([below = -1, _own, above = -1]: Iterable<number>, k: number, edits: number): number {
  return isDown(k, edits, below, above) ? above : below + 1;
}

/** Whether the better way onto a diagonal adds a line of the second text. */
function isDown(k: number, edits: number, below: number, above: number): boolean {
  return k === -edits || (k !== edits && below < above);
}

function walkBack(trail: readonly Int32Array[], endA: number, endB: number): Pair[] {
  const pairs: Pair[] = [];
  let [x, y] = [endA, endB];
  for (let edits = trail.length - 1; edits >= 0; edits--) {
    const at = (k: number): number => trail[edits]?.[k + edits + 1] ?? -1;
    const k = x - y;
    const down = isDown(k, edits, at(k - 1), at(k + 1));
    const fromX = edits === 0 ? 0 : at(down ? k + 1 : k - 1);
    const fromY = edits === 0 ? 0 : fromX - (down ? k + 1 : k - 1);
    while (x > fromX && y > fromY) pairs.push([--x, --y]);
    [x, y] = [fromX, fromY];
  }
  return pairs.reverse();
}

function toChunks(a: readonly string[], b: readonly string[], common: readonly Pair[]): LineChunk[] {
  const chunks: LineChunk[] = [];
  let [x, y] = [0, 0];
  for (const [atA, atB] of [...common, [a.length, b.length] as const]) {
    if (atA > x || atB > y) chunks.push({ isSame: false, first: a.slice(x, atA), second: b.slice(y, atB) });
    if (atA < a.length) pushSame(chunks, a.slice(atA, atA + 1));
    [x, y] = [atA + 1, atB + 1];
  }
  return chunks;
}
