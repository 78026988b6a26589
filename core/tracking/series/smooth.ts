import { seriesLimits, type Smoothing } from '#contract/series.ts';
import type { Line } from './along.ts';

/**
 * The line smoothed over all of its points, or null for none. NaN and infinities say nothing of what is around them: they
 * are left out, and are NaN in the answer.
 * @param range of x over the whole chart, so that lines of different lengths are smoothed alike
 */
export function smooth(line: Line, smoothing: Smoothing, range: number): Float64Array | null {
  const unit = range > 0 ? range / seriesLimits.smoothingScale : 1;
  switch (smoothing.kind) {
    case 'none':
      return null;
    case 'ema':
      return smoothing.weight === 0 ? null : smoothByAverage(line, smoothing.weight, unit);
    default:
      return smoothing.sigma === 0 ? null : smoothByBell(line, smoothing.sigma * unit);
  }
}

/** Above this nothing would be forgotten. */
const greatestWeight = 0.999;

/**
 * Exponential moving average: what came before counts less the farther away it lies along x, and the sum of the weights
 * is divided out, so that the first values are not drawn to 0.
 */
function smoothByAverage({ xs, ys }: Line, weight: number, unit: number): Float64Array {
  const smoothed = new Float64Array(ys.length);
  const base = Math.min(Math.sqrt(weight), greatestWeight);
  let [sum, weights, lastX] = [0, 0, xs[0] ?? 0];
  // Steps are mostly even: the power is the costly part.
  let [knownGap, knownFactor] = [NaN, 1];
  for (let at = 0; at < ys.length; at++) {
    const y = ys[at] ?? NaN;
    // No infinity, no NaN.
    if (y - y !== 0) {
      smoothed[at] = NaN;
      continue;
    }
    const x = xs[at] ?? 0;
    const gap = x - lastX;
    if (gap !== knownGap) [knownGap, knownFactor] = [gap, base ** (gap / unit)];
    sum = sum * knownFactor + y;
    weights = weights * knownFactor + 1;
    lastX = x;
    smoothed[at] = sum / weights;
  }
  return smoothed;
}

/** How many sigmas away a point still counts. */
const reach = 3;
/** So many products are summed point by point, about 60 ms; beyond, neighbours are put together first. */
const directSums = 30_000_000;
/** Cells of points that are put together, per sigma: the curve is off by under a thousandth. */
const cellsPerSigma = 24;
/** Of a line: a narrower curve than these tell apart is narrower than any pixel. */
const mostCells = 3_000_000;

function smoothByBell(line: Line, sigma: number): Float64Array {
  return countNeighbours(line.xs, reach * sigma) <= directSums
    ? bellOverPoints(line, sigma)
    : bellOverCells(line, sigma);
}

/** Pairs of points that lie within `far` of each other: counted, since points may crowd in one place of a long line. */
function countNeighbours(xs: Float64Array, far: number): number {
  let [pairs, from] = [0, 0];
  for (let at = 0; at < xs.length; at++) {
    while ((xs[from] ?? 0) < (xs[at] ?? 0) - far) from++;
    pairs += at - from;
  }
  return xs.length + 2 * pairs;
}

function bellOverPoints({ xs, ys }: Line, sigma: number): Float64Array {
  const smoothed = new Float64Array(ys.length).fill(NaN);
  const halfPrecision = -0.5 / (sigma * sigma);
  let from = 0;
  for (let at = 0; at < ys.length; at++) {
    if (!Number.isFinite(ys[at])) continue;
    const x = xs[at] ?? 0;
    while ((xs[from] ?? 0) < x - reach * sigma) from++;
    let [sum, weights] = [0, 0];
    for (let other = from; other < ys.length; other++) {
      const distance = (xs[other] ?? 0) - x;
      if (distance > reach * sigma) break;
      const y = ys[other] ?? NaN;
      if (y - y !== 0) continue;
      const weight = Math.exp(distance * distance * halfPrecision);
      sum += weight * y;
      weights += weight;
    }
    smoothed[at] = sum / weights;
  }
  return smoothed;
}

/** Points of one cell count with their mean at the middle of the cell; between two cells the answer runs straight. */
function bellOverCells({ xs, ys }: Line, sigma: number): Float64Array {
  const start = xs[0] ?? 0;
  const size = Math.max(sigma / cellsPerSigma, ((xs.at(-1) ?? 0) - start) / mostCells);
  const cells = Math.floor(((xs.at(-1) ?? 0) - start) / size) + 1;
  const sums = new Float64Array(cells);
  const counts = new Float64Array(cells);
  for (let at = 0; at < ys.length; at++) {
    const y = ys[at] ?? NaN;
    if (y - y !== 0) continue;
    const cell = Math.min(cells - 1, Math.floor(((xs[at] ?? 0) - start) / size));
    sums[cell] = (sums[cell] ?? 0) + y;
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  const means = convolve(sums, counts, sigma / size);
  return ys.map((y, at) => {
    if (!Number.isFinite(y)) return NaN;
    const position = ((xs[at] ?? 0) - start) / size - 0.5;
    const left = Math.max(0, Math.min(cells - 1, Math.floor(position)));
    const right = Math.min(cells - 1, left + 1);
    const share = Math.min(1, Math.max(0, position - left));
    return (means[left] ?? 0) * (1 - share) + (means[right] ?? 0) * share;
  });
}

function convolve(sums: Float64Array, counts: Float64Array, perSigma: number): Float64Array {
  const width = Math.round(reach * perSigma);
  const bell = Float64Array.from({ length: width + 1 }, (_, i) => Math.exp(-0.5 * (i / perSigma) ** 2));
  return sums.map((_, cell) => {
    let [sum, weights] = [0, 0];
    for (let other = Math.max(0, cell - width); other <= Math.min(sums.length - 1, cell + width); other++) {
      const weight = bell[Math.abs(other - cell)] ?? 0;
      sum += weight * (sums[other] ?? 0);
      weights += weight * (counts[other] ?? 0);
    }
    return weights === 0 ? NaN : sum / weights;
  });
}
