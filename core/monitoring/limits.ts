import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BatchCheck } from '#contract/monitoring.ts';
import { createTextSeededRandom, type RandomNumbers } from '#core/kernel/seeded-random.ts';
import { countClasses, measureMixDistance } from './class-mix.ts';
import { normalReach } from './normal-tail.ts';
import { chooseGroups, type Reference, type ReferenceGroup } from './reference.ts';
import { lowConfidence, signalRules, type ResampledSignal, type SignalRule } from './signals.ts';

/** What a clean batch of n rows may show in one signal. */
export interface SignalLimits {
  signal: ResampledSignal;
  lower: number | null;
  upper: number | null;
  /** Mean over the resampled batches. */
  expected: number;
  resamples: number;
  histogram: NonNullable<BatchCheck['histogram']>;
}

/** Raise this when the limits of the same reference would come out differently: cached ones are not used then. */
export const limitRules = 2;

/** Resampled batches of each group. */
const resamplesPerGroup = 2000;
/** The farthest share on a side that so many resamples still tell well. */
const resampledTail = 0.001;
/** Rows drawn for one resampled batch at most; larger ones are scaled, which a mean and a distance allow. */
const maxDraws = 500;
const maxBins = 24;

/**
 * Limits of each signal for a batch of `n` rows, made by drawing 2,000 batches with replacement from each group of
 * the reference. Deterministic: seeded by the hash of the reference, n, signal and
 * group, so that a version keeps its limits when its model is renamed or the workspace moves.
 *
 * - Each signal has a share of clean batches that may leave its limits (`signalRules`); together they are what one batch
 *   may raise by chance. The limit on a side is where a normal curve of the resampled values leaves that share, or
 *   their 99.9 % quantile where that lies farther out: distances and shares of small batches have a longer tail. For
 *   a smaller share than 0.1 % the quantile is moved out in proportion to the normal curve. The limit is never nearer to the
 *   mean than the smallest effect that matters.
 * - The reference is itself a sample of N rows. Drawing nN/(n+N) rows instead of n gives a resampled mean the
 *   variance σ²(1/n + 1/N), that of the difference of two samples, so a small reference makes wide limits.
 * - The spread of the reference is an estimate as well, a poor one where few rows make a long tail. Limits are widened by
 *   one standard error of it: sqrt((κ-1)/4N) with the kurtosis κ of the rows.
 * - A batch comes from one source. The limits span those of all groups, so that a version that learned a second
 *   domain takes a batch of either.
 *
 * @returns nothing when the reference has too few rows
 */
export async function makeLimits(reference: Reference | null, n: number): Promise<SignalLimits[]> {
  const groups = chooseGroups(reference);
  if (reference === null || groups.length === 0) return [];
  const made: SignalLimits[] = [];
  for (const rule of signalRules) {
    const samples: Sample[] = [];
    for (const group of groups) {
      const seed = `${reference.digest}|${n}|${rule.signal}|${group.name}`;
      const values = resample(group, rule.signal, n, createTextSeededRandom(seed));
      samples.push({ values, widening: 1 + estimateSpreadError(group, rule.signal) });
      await nextTurn();
    }
    made.push(joinSamples(rule, samples));
  }
  return made;
}

interface Sample {
  /** Sorted. */
  values: Float64Array;
  widening: number;
}

/** Sorted values of the signal in resampled batches of one group. */
function resample(
  group: ReferenceGroup,
  signal: ResampledSignal,
  n: number,
  random: RandomNumbers,
): Float64Array {
  const rows = group.predictions.length;
  const wanted = Math.max(1, Math.round((n * rows) / (n + rows)));
  const draws = Math.min(wanted, maxDraws);
  const measure = createMeasure(group, signal);
  const indexes = new Uint32Array(draws);
  const values = new Float64Array(resamplesPerGroup);
  for (let i = 0; i < values.length; i++) {
    for (let k = 0; k < draws; k++) indexes[k] = Math.floor(random() * rows);
    values[i] = measure(indexes);
  }
  const center = signal === 'class_mix' ? 0 : mean(values);
  const shrink = Math.sqrt(draws / wanted);
  return values.map((value) => center + (value - center) * shrink).sort();
}

/** The signal of the batch that holds the rows with these numbers. */
function createMeasure(group: ReferenceGroup, signal: ResampledSignal): (indexes: Uint32Array) => number {
  if (signal === 'class_mix') return createMixMeasure(group.predictions);
  const column = columnOf(group, signal);
  return (indexes) => meanOf(column, indexes);
}

/** What the signal is the mean of. */
function columnOf(group: ReferenceGroup, signal: Exclude<ResampledSignal, 'class_mix'>): Float64Array {
  switch (signal) {
    case 'mean_confidence':
      return group.confidence;
    case 'low_confidence_share':
      return group.confidence.map((confidence) => (confidence < lowConfidence ? 1 : 0));
    case 'oov_share':
      return group.oovShare;
    case 'text_length':
      return group.length;
  }
}

/** Kurtosis of the normal curve; a class mix has no column to take it from. */
const normalKurtosis = 3;

/** Standard error of the rows' standard deviation, relative to it. */
function estimateSpreadError(group: ReferenceGroup, signal: ResampledSignal): number {
  const rows = group.predictions.length;
  const kurtosis =
    signal === 'class_mix'
      ? normalKurtosis
      : Math.max(normalKurtosis, measureKurtosis(columnOf(group, signal)));
  return Math.sqrt((kurtosis - 1) / (4 * rows));
}

function measureKurtosis(values: Float64Array): number {
  const center = mean(values);
  const second = mean(values.map((value) => (value - center) ** 2));
  return second === 0 ? normalKurtosis : mean(values.map((value) => (value - center) ** 4)) / second ** 2;
}

function createMixMeasure(predictions: readonly string[]): (indexes: Uint32Array) => number {
  const mix = countClasses(predictions);
  const labels = [...mix.keys()];
  const codes = Uint32Array.from(predictions, (label) => labels.indexOf(label));
  const counts = new Uint32Array(labels.length);
  return (indexes) => {
    counts.fill(0);
    for (const index of indexes) {
      const code = codes[index] ?? 0;
      counts[code] = (counts[code] ?? 0) + 1;
    }
    return measureMixDistance(new Map(labels.map((label, code) => [label, counts[code] ?? 0])), mix);
  };
}

function meanOf(values: Float64Array, indexes: Uint32Array): number {
  let sum = 0;
  for (const index of indexes) sum += values[index] ?? 0;
  return sum / indexes.length;
}

function joinSamples(rule: SignalRule, samples: readonly Sample[]): SignalLimits {
  const all = Float64Array.from(samples.flatMap(({ values }) => [...values])).sort();
  const uppers = samples.map((sample) => sideLimit(rule, sample, 1));
  const lowers = samples.map((sample) => sideLimit(rule, sample, -1));
  return {
    signal: rule.signal,
    lower: rule.worse === 'up' ? null : Math.max(rule.range[0], Math.min(...lowers)),
    upper: rule.worse === 'down' ? null : Math.min(rule.range[1], Math.max(...uppers)),
    expected: mean(all),
    resamples: all.length,
    histogram: countBins(all),
  };
}

function sideLimit(rule: SignalRule, { values, widening }: Sample, side: 1 | -1): number {
  const expected = mean(values);
  const sigmas = normalReach(rule.worse === 'both' ? rule.level / 2 : rule.level);
  const quantile = quantileOf(values, side === 1 ? 1 - resampledTail : resampledTail);
  const reach = (Math.abs(quantile - expected) * sigmas) / normalReach(resampledTail);
  const spread = widening * Math.max(sigmas * deviation(values, expected), reach);
  return expected + side * Math.max(spread, rule.minEffect(expected));
}

/** Linear between the order statistics, as numpy's default. */
function quantileOf(sorted: Float64Array, q: number): number {
  const at = q * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? 0 : sum / values.length;
}

function deviation(values: Float64Array, center: number): number {
  let sum = 0;
  for (const value of values) sum += (value - center) ** 2;
  return Math.sqrt(sum / Math.max(1, values.length - 1));
}

/** Equal-width bins over the values; as many as there are values where these are few, so that shares leave no gaps. */
function countBins(sorted: Float64Array): SignalLimits['histogram'] {
  const [from, to] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  const bins = Math.min(maxBins, new Set(sorted).size);
  const counts = new Array<number>(bins).fill(0);
  const width = (to - from) / bins;
  for (const value of sorted) {
    const bin = width === 0 ? 0 : Math.min(bins - 1, Math.floor((value - from) / width));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { from, to, counts };
}
