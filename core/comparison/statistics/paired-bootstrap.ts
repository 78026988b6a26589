import { setImmediate as nextTurn } from 'node:timers/promises';
import { createTextSeededRandom } from '#core/kernel/seeded-random.ts';
import { requireWanted } from '#core/kernel/wanted.ts';
import { normalCdf, normalQuantile } from './normal.ts';

/** What is asked of each resample. */
export interface PairedStatistic {
  /** rows */
  n: number;
  /** The difference on all rows. */
  observed: number;
  /** Adds row `i` to the resample that is being drawn. */
  add(i: number): void;
  /** The difference on the resample, and an empty one after it. */
  take(): number;
  /** The difference without row `i`, for the acceleration. */
  without(i: number): number;
}

export interface BootstrapInterval {
  low: number;
  high: number;
  /** `percentile` where the resamples say nothing of bias: they are all alike, or all on one side. */
  method: 'bca' | 'percentile';
  resamples: number;
  /** Two-sided: twice the smaller share of resamples on the other side of zero, and never below 1 of them. */
  pValue: number;
}

export interface BootstrapOptions {
  /** The same text gives the same interval on every machine. */
  seed: string;
  level: number;
  resamples: number;
  signal?: AbortSignal | undefined;
}

/** Rows drawn in all: more would take seconds. Of more than 4,000 rows fewer resamples are drawn, and it is said. */
const maxDraws = 4e7;
const fewestResamples = 1000;
/** Work before others get their turn. */
const turnMs = 15;

/**
 * The interval of a difference between two models on the same rows: rows are drawn with replacement, each with both of
 * its predictions. Bias-corrected and accelerated.
 * Source: B. Efron, Better bootstrap confidence intervals, Journal of the American Statistical Association 82 (1987);
 * Efron and Tibshirani, An Introduction to the Bootstrap (1993), 14.3.
 *
 * @throws CANCELED
 */
export async function pairedBootstrap(
  statistic: PairedStatistic,
  { seed, level, resamples: wanted, signal }: BootstrapOptions,
): Promise<BootstrapInterval> {
  const { n } = statistic;
  const resamples = Math.max(fewestResamples, Math.min(wanted, Math.floor(maxDraws / n)));
  const random = createTextSeededRandom(seed);
  const drawn = new Float64Array(resamples);
  let started = performance.now();
  for (let b = 0; b < resamples; b++) {
    for (let i = 0; i < n; i++) statistic.add((random() * n) | 0);
    drawn[b] = statistic.take();
    if (performance.now() - started < turnMs) continue;
    await nextTurn();
    requireWanted(signal, 'comparison');
    started = performance.now();
  }
  drawn.sort();
  const corrected = correctedShares(statistic, drawn, level);
  const [lowShare, highShare] = corrected ?? [(1 - level) / 2, (1 + level) / 2];
  return {
    low: quantile(drawn, lowShare),
    high: quantile(drawn, highShare),
    method: corrected === null ? 'percentile' : 'bca',
    resamples,
    pValue: sideShare(drawn),
  };
}

/** Which shares of the resamples are the ends of the interval; null when they cannot be corrected. */
function correctedShares(
  statistic: PairedStatistic,
  drawn: Float64Array,
  level: number,
): [number, number] | null {
  const { observed } = statistic;
  let [below, equal] = [0, 0];
  for (const value of drawn) {
    if (value < observed) below++;
    else if (value === observed) equal++;
  }
  // Differences of counts fall on the observed one often: half of those count as below.
  const share = (below + equal / 2) / drawn.length;
  if (share <= 0 || share >= 1 || drawn[0] === drawn.at(-1)) return null;
  const bias = normalQuantile(share);
  const acceleration = accelerationOf(statistic);
  const correct = (z: number): number => normalCdf(bias + (bias + z) / (1 - acceleration * (bias + z)));
  return [correct(normalQuantile((1 - level) / 2)), correct(normalQuantile((1 + level) / 2))];
}

/** A sixth of the skewness of what each row adds, by leaving it out. */
function accelerationOf({ n, without }: PairedStatistic): number {
  const left = Float64Array.from({ length: n }, (_, i) => without(i));
  const mean = left.reduce((sum, value) => sum + value, 0) / n;
  let [squares, cubes] = [0, 0];
  for (const value of left) {
    const difference = mean - value;
    squares += difference ** 2;
    cubes += difference ** 3;
  }
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}

function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? 0;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}

function sideShare(sorted: Float64Array): number {
  let [under, over] = [0, 0];
  for (const value of sorted) {
    if (value <= 0) under++;
    if (value >= 0) over++;
  }
  return Math.min(1, (2 * (Math.min(under, over) + 1)) / (sorted.length + 1));
}

/** The mean of one difference per row: of accuracy, or of absolute errors. */
export function meanDifference(differences: Float64Array): PairedStatistic {
  const n = differences.length;
  const total = differences.reduce((sum, value) => sum + value, 0);
  let sum = 0;
  return {
    n,
    observed: total / n,
    add: (i) => {
      sum += differences[i] ?? 0;
    },
    take: () => {
      const mean = sum / n;
      sum = 0;
      return mean;
    },
    without: (i) => (total - (differences[i] ?? 0)) / (n - 1),
  };
}

/** The difference of two roots of mean squares, from the squared errors of each row. */
export function rootMeanDifference(squares: Float64Array, baseSquares: Float64Array): PairedStatistic {
  const n = squares.length;
  const [total, baseTotal] = [squares, baseSquares].map((all) =>
    all.reduce((sum, value) => sum + value, 0),
  ) as [number, number];
  let [sum, baseSum] = [0, 0];
  return {
    n,
    observed: Math.sqrt(total / n) - Math.sqrt(baseTotal / n),
    add: (i) => {
      sum += squares[i] ?? 0;
      baseSum += baseSquares[i] ?? 0;
    },
    take: () => {
      const difference = Math.sqrt(sum / n) - Math.sqrt(baseSum / n);
      sum = 0;
      baseSum = 0;
      return difference;
    },
    without: (i) =>
      Math.sqrt(Math.max(0, total - (squares[i] ?? 0)) / (n - 1)) -
      Math.sqrt(Math.max(0, baseTotal - (baseSquares[i] ?? 0)) / (n - 1)),
  };
}
