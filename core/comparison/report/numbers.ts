import type { MetricValue } from '#contract/entities.ts';

const significant = 4;

/** Decimals that a row needs for four significant digits of its largest value, without zeros that none of them needs. */
export function decimalsOf(values: readonly (MetricValue | null)[]): number {
  const numbers = values.filter((value) => typeof value === 'number');
  const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return 0;
  const most = Math.min(8, Math.max(0, significant - 1 - Math.floor(Math.log10(largest))));
  for (let decimals = 0; decimals < most; decimals++)
    if (numbers.every((value) => Number(value.toFixed(most)) === Number(value.toFixed(decimals))))
      return decimals;
  return most;
}

/** A metric for reading; a missing one is a dash. */
export function wordValue(value: MetricValue | null, decimals: number, locale: string): string {
  if (value === null) return '–';
  if (typeof value === 'string') return value.replace('-', '−').replace('Infinity', '∞');
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.5 * 10 ** -decimals || size >= 1e12))
    return value.toExponential(significant - 1).replace('-', '−');
  return minus(
    value.toLocaleString(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
  );
}

/** A signed difference: of shares in percentage points, with `points` as their unit. */
export function wordDelta(
  difference: number,
  form: { decimals: number; points: string | null; locale: string },
): string {
  const { decimals, points, locale } = form;
  const sign = difference < 0 ? '−' : '+';
  const size = Math.abs(difference);
  if (points === null) return sign + wordValue(size, decimals, locale);
  return `${sign}${wordValue(size * 100, Math.max(1, decimals - 3), locale)} ${points}`;
}

/** A figure of a test or an interval, with its sign when `signed`. */
export function wordFigure(value: number, locale: string, signed = false): string {
  return minus(
    value.toLocaleString(locale, {
      maximumSignificantDigits: 3,
      signDisplay: signed ? 'exceptZero' : 'negative',
    }),
  );
}

/** A p value: below a thousandth its size says nothing more. */
export function wordChance(p: number, locale: string): string {
  return p < 0.001 ? `< ${wordFigure(0.001, locale)}` : wordFigure(p, locale);
}

function minus(text: string): string {
  return text.replace('-', '−');
}
