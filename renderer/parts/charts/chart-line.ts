/** A line of a chart: x ascending, as many values as x; NaN and infinities stand as themselves. */
export type ChartLine = {
  readonly id: string;
  readonly label: string;
  /** Name of a colour token of the theme. */
  readonly token: string;
  /** Lengths of line and gap in px; empty for a line without gaps. */
  readonly dash: readonly number[];
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  /** The same line smoothed, NaN where `ys` is no finite number; null when it is not smoothed. */
  readonly smooth: Float64Array | null;
};

export type Range = { readonly from: number; readonly to: number };

/** What is drawn strong: the smoothed line where there is one. */
export function mainValues(line: ChartLine): Float64Array {
  return line.smooth ?? line.ys;
}

/** The place of the point that is nearest to x; -1 in an empty line. */
export function nearestPlace(xs: Float64Array, x: number): number {
  let [low, high] = [0, xs.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((xs[middle] ?? 0) < x) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [xs[low - 1], xs[low]];
  if (after === undefined) return low - 1;
  return before !== undefined && x - before < after - x ? low - 1 : low;
}

/** Of x over all lines; null without points. On a logarithmic axis only what is above 0 has a place. */
export function extentOfX(lines: readonly ChartLine[], isLog: boolean): Range | null {
  let [from, to] = [Infinity, -Infinity];
  for (const { xs } of lines) {
    for (const x of [isLog ? (xs.find((each) => each > 0) ?? Infinity) : (xs[0] ?? Infinity)])
      from = Math.min(from, x);
    to = Math.max(to, xs.at(-1) ?? -Infinity);
  }
  if (from > to) return null;
  if (from < to) return { from, to };
  // Beyond 2^53 a half is lost beside the number.
  const half = Math.max(0.5, Math.abs(from) * 1e-9);
  return { from: from - half, to: to + half };
}

/** Of the finite values whose x lies in the window, with a little room; a range of one value gets some around it. */
export function extentOfY(
  lines: readonly ChartLine[],
  { window, isLog, withRaw }: { window: Range; isLog: boolean; withRaw: boolean },
): Range {
  const found = { low: Infinity, high: -Infinity };
  const least = isLog ? Number.MIN_VALUE : -Infinity;
  for (const line of lines) {
    const columns = line.smooth === null || !withRaw ? [mainValues(line)] : [line.smooth, line.ys];
    for (const column of columns) widen(found, column, line.xs, { ...window, least });
  }
  const { low, high } = found;
  if (low > high) return isLog ? { from: 0.1, to: 1 } : { from: 0, to: 1 };
  return isLog ? roomOfLog(low, high) : room(low, high);
}

function widen(
  found: { low: number; high: number },
  column: Float64Array,
  xs: Float64Array,
  { from, to, least }: Range & { readonly least: number },
): void {
  for (let at = 0; at < column.length; at++) {
    const [x, y] = [xs[at] ?? 0, column[at] ?? NaN];
    if (x < from || x > to || !Number.isFinite(y) || y < least) continue;
    if (y < found.low) found.low = y;
    if (y > found.high) found.high = y;
  }
}

/** The distance of the two ends of an axis must be a number too. */
const farthest = Number.MAX_VALUE / 4;

/** A measure that never is negative keeps its 0. */
function room(lowest: number, highest: number): Range {
  const [low, high] = [lowest, highest].map((end) => Math.min(Math.max(end, -farthest), farthest)) as [
    number,
    number,
  ];
  const size = low === high ? Math.abs(low) * 0.1 || 0.5 : (high - low) * 0.05;
  return { from: low >= 0 && low - size < 0 ? 0 : low - size, to: high + size };
}

function roomOfLog(low: number, high: number): Range {
  const factor = low === high ? 2 : 1.1;
  const from = Math.min(Math.max(low / factor, 1e-300), farthest / 2);
  // The quotient of the ends must be a number as well.
  return { from, to: Math.min(Math.max(high * factor, from * 2), farthest, from * 1e300) };
}
