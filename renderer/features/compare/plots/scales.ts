import { withMinus } from '#renderer/parts/figures.ts';
import { formatMetric, neededDecimals } from '#renderer/parts/numbers.ts';
import type { Dim } from './dims.ts';
import { numberFormat } from '#renderer/parts/intl-formats.ts';

/** From a value to its share of an axis, 0 at its beginning, and back. */
export type Scale = {
  readonly toShare: (value: number) => number;
  readonly toValue: (share: number) => number;
};

/** Words have room at both ends, and so have numbers that are all the same. */
export function scaleOf({ min, max, words }: Dim, isLog: boolean): Scale {
  const [low, high] =
    words !== null
      ? [-0.5, words.length - 0.5]
      : min === max
        ? [min - 1, max + 1]
        : isLog
          ? [Math.log10(min), Math.log10(max)]
          : [min, max];
  return {
    toShare: (value) => ((isLog ? Math.log10(value) : value) - low) / (high - low),
    toValue: (share) => {
      const value = low + share * (high - low);
      return isLog ? 10 ** value : value;
    },
  };
}

export type Tick = { readonly value: number; readonly text: string };

/** Round places on an axis, at most about `count`; of words all of them, or as many as there is room for. */
export function ticksOf(dim: Dim, isLog: boolean, count: number, locale: string): readonly Tick[] {
  if (dim.words !== null) {
    const every = Math.ceil(dim.words.length / Math.max(1, count * 2));
    return dim.words.flatMap((text, value) => (value % every === 0 ? [{ value, text }] : []));
  }
  const values = isLog ? powers(dim, count) : steps(dim, count);
  return values.map((value) => ({ value, text: wordNumber(value, values, locale) }));
}

/** A value of a dim for reading. */
export function wordDim(dim: Dim, value: number | null, locale: string): string {
  if (value === null) return '–';
  if (dim.words !== null) return dim.words[value] ?? '–';
  if (!dim.isMetric) return wordParam(value, locale);
  const numbers = dim.values.filter((each) => each !== null);
  return formatMetric(value, neededDecimals(numbers), locale);
}

/** As a person would have written it. */
function wordParam(value: number, locale: string): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9))
    return value.toExponential().replaceAll('-', '−').replace('+', '');
  return withMinus(numberFormat(locale, { maximumSignificantDigits: 6 }).format(value));
}

function wordNumber(value: number, values: readonly number[], locale: string): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6))
    return Number(value.toPrecision(6)).toExponential().replaceAll('-', '−').replace('+', '');
  const step = Math.abs((values[1] ?? value) - (values[0] ?? 0)) || size || 1;
  const decimals = Number.isInteger(value)
    ? 0
    : Math.min(6, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  const form = { maximumFractionDigits: Math.max(decimals, size < 1 ? 3 : 0) };
  return withMinus(numberFormat(locale, form).format(value));
}

/** Whole numbers, such as of layers, get whole places. */
function steps({ min, max, values }: Dim, count: number): readonly number[] {
  if (min === max) return [min];
  const isWhole = values.every((value) => value === null || Number.isInteger(value));
  const rough = Math.max((max - min) / count, isWhole ? 1 : 0);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10) * power;
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
}

function powers({ min, max }: Dim, count: number): readonly number[] {
  const [from, to] = [Math.ceil(Math.log10(min) - 1e-9), Math.floor(Math.log10(max) + 1e-9)];
  const every = Math.max(1, Math.ceil((to - from + 1) / count));
  const found = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)
    .filter((_, i) => i % every === 0)
    .map((power) => 10 ** power);
  return found.length >= 2 ? found : [min, max];
}
