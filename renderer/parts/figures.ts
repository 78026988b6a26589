import { numberFormat } from './intl-formats.ts';

/** Stands where a model does not tell a figure. */
const untold = '–';

/** A figure for a sentence: three significant digits, as `0.536` or `1,240`; below zero with a minus, not a hyphen. */
export function formatFigure(value: number, locale: string): string {
  return withMinus(
    numberFormat(locale, { maximumSignificantDigits: 3, signDisplay: 'negative' }).format(value),
  );
}

/** On the screen a minus is as wide as a plus; what is copied or saved keeps the hyphen that programs read. */
export function withMinus(text: string): string {
  return text.replace('-', '−');
}

/** A share, a confidence or an accuracy between 0 and 1: always three decimals, so that columns and pairs align. */
export function formatUnit(value: number | null, locale: string): string {
  if (value === null) return untold;
  const format = numberFormat(locale, {
    minimumFractionDigits: 3,
    maximumFractionDigits: 3,
    signDisplay: 'negative',
  });
  return withMinus(format.format(value));
}

/** A share of 1 in percent, with one decimal unless another number of them is wanted. */
export function formatShare(share: number | null, locale: string, decimals = 1): string {
  if (share === null) return untold;
  return numberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(share);
}

/** Microseconds in the unit that reads best: `84 µs`, `1.2 ms`, `1.4 s`. */
export function formatMicros(micros: number, locale: string): string {
  const [value, unit] =
    micros < 1000 ? [micros, 'µs'] : micros < 1_000_000 ? [micros / 1000, 'ms'] : [micros / 1_000_000, 's'];
  const digits = value < 10 ? 1 : 0;
  const number = numberFormat(locale, { maximumFractionDigits: digits }).format(value);
  return `${number} ${unit}`;
}
