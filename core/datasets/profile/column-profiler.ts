import type { ColumnProfile, ColumnType } from '#contract/datasets.ts';
import { createRangeCounter } from './histogram.ts';
import { createValueCounter, copyText } from './value-counter.ts';
import { findKind, isNaWord, type ValueKind } from './value-kinds.ts';

/** Takes the values of one column one after the other; memory is bounded whatever their number. */
export interface ColumnProfiler {
  add(value: string | null): void;
  finish(): ColumnProfile;
}

/** Bins of a histogram. */
const histogramBins = 20;
const topValues = 10;

export function createColumnProfiler(name: string): ColumnProfiler {
  const kinds: Record<ValueKind, number> = { boolean: 0, integer: 0, number: 0, datetime: 0, na: 0, text: 0 };
  const values = createValueCounter();
  const numbers = createFigures();
  const lengths = createFigures();
  const times = { min: '', max: '' };
  let missing = 0;

  const noteTime = (value: string): void => {
    if (times.min === '' || value < times.min) times.min = copyText(value);
    if (value > times.max) times.max = copyText(value);
  };
  return {
    add: (value) => {
      if (value === null) {
        missing++;
        return;
      }
      const kind = findKind(value);
      kinds[kind]++;
      values.add(value);
      lengths.add(value.length);
      if (kind === 'integer' || kind === 'number') numbers.add(Number(value));
      else if (kind === 'datetime') noteTime(value);
    },
    finish: () => {
      const { type, words } = findType(kinds);
      const leaveOut = words === 'missing' ? isNaWord : () => false;
      const counted = { distinct: values.distinct(leaveOut), top: values.top(topValues, leaveOut) };
      const figures = describeValues(type, words, { numbers, lengths, times });
      return { name, type, missing: missing + (words === 'missing' ? kinds.na : 0), ...counted, ...figures };
    },
  };
}

type Described = Pick<ColumnProfile, 'min' | 'max' | 'mean' | 'deviation' | 'meanLength' | 'histogram'>;

const nothingDescribed: Described = {
  ...{ min: null, max: null, mean: null, deviation: null, meanLength: null },
  histogram: [],
};

function describeValues(
  type: ColumnType,
  words: 'missing' | 'texts',
  { numbers, lengths, times }: { numbers: Figures; lengths: Figures; times: { min: string; max: string } },
): Described {
  if (type === 'integer' || type === 'number') {
    const { min, max, mean, deviation, histogram } = numbers;
    const figures = { min: min(), max: max(), mean: mean(), deviation: deviation() };
    return { ...figures, meanLength: null, histogram: histogram() };
  }
  if (type === 'datetime') return { ...nothingDescribed, ...times };
  if (words === 'missing') return nothingDescribed;
  return { ...nothingDescribed, meanLength: lengths.mean(), histogram: lengths.histogram() };
}

/** Up to this share of numbers, dates and truth values a column of texts is still one. */
const strayShare = 0.1;

/**
 * A column has a narrow type when all its values have it; words such as NA are missing values then, as they are where
 * nothing else stands.
 */
function findType(kinds: Record<ValueKind, number>): { type: ColumnType; words: 'missing' | 'texts' } {
  const { boolean, integer, number, datetime, text } = kinds;
  const narrow = boolean + integer + number + datetime;
  if (text > 0) return { type: narrow <= strayShare * (text + narrow) ? 'text' : 'mixed', words: 'texts' };
  if (narrow === 0) return { type: 'text', words: 'missing' };
  if (boolean === narrow) return { type: 'boolean', words: 'missing' };
  if (datetime === narrow) return { type: 'datetime', words: 'missing' };
  if (integer === narrow) return { type: 'integer', words: 'missing' };
  if (integer + number === narrow) return { type: 'number', words: 'missing' };
  return { type: 'mixed', words: 'texts' };
}

interface Figures {
  add(value: number): void;
  min(): number | null;
  max(): number | null;
  mean(): number | null;
  /** Of the population. */
  deviation(): number | null;
  histogram(): number[];
}

/** Welford's way: one pass, and stable where the sum of squares would lose all digits (Knuth, TAOCP 2, 4.2.2). */
function createFigures(): Figures {
  let [count, mean, squares, min, max] = [0, 0, 0, Infinity, -Infinity];
  const range = createRangeCounter();
  const orNull = (value: number): number | null => (count === 0 ? null : value);
  return {
    add: (value) => {
      count++;
      const delta = value - mean;
      mean += delta / count;
      squares += delta * (value - mean);
      if (value < min) min = value;
      if (value > max) max = value;
      range.add(value);
    },
    min: () => orNull(min),
    max: () => orNull(max),
    mean: () => orNull(mean),
    deviation: () => orNull(Math.sqrt(squares / count)),
    histogram: () => range.counts(min, max, histogramBins),
  };
}
