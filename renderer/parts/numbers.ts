import type { MetricValue } from '#contract/entities.ts';
import { withMinus } from './figures.ts';
import { numberFormat } from './intl-formats.ts';

const significant = 4;

/** How many decimals a column needs so that its largest value has four significant digits and all points align. */
export function columnDecimals(values: readonly MetricValue[]): number {
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length === 0 || numbers.every((value) => Number.isInteger(value))) return 0;
  const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return 0;
  return Math.min(8, Math.max(0, significant - 1 - Math.floor(Math.log10(largest))));
}

/** The same, without zeros at the end that no value of the column needs: 0.75 and 0.5 read as 0.75 and 0.50. */
export function neededDecimals(values: readonly MetricValue[]): number {
  const numbers = values.filter((value) => typeof value === 'number');
  const most = columnDecimals(values);
  for (let decimals = 0; decimals < most; decimals++)
    if (numbers.every((value) => Number(value.toFixed(most)) === Number(value.toFixed(decimals))))
      return decimals;
  return most;
}

/** A metric's value for reading; the full value belongs in the title and in copies. */
export function formatMetric(value: MetricValue, decimals: number, locale: string): string {
  if (value === 'NaN') return 'NaN';
  if (value === 'Infinity') return '∞';
  if (value === '-Infinity') return '−∞';
  if (needsExponent(value, decimals)) return value.toExponential(significant - 1).replaceAll('-', '−');
  return withMinus(fixed(locale, decimals).format(value));
}

function needsExponent(value: number, decimals: number): boolean {
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-4 || size >= 1e12 || size < 0.5 * 10 ** -decimals);
}

export function formatCount(value: number, locale: string): string {
  return fixed(locale, 0).format(value);
}

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Bytes in the unit that leaves at most three digits before the point, in powers of 1000 as file managers show them. */
export function formatBytes(bytes: number, locale: string): string {
  const power = bytes < 1 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return numberFormat(locale, {
    style: 'unit',
    unit: byteUnits[power] ?? 'byte',
    // English calls five of them "5 byte" in short.
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power === 0 || value >= 100 ? 0 : 1,
  }).format(value);
}

function fixed(locale: string, decimals: number): Intl.NumberFormat {
  return numberFormat(locale, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: 'negative',
  });
}
