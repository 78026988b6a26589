import type { MetricValue } from '#contract/entities.ts';
import { formatFigure } from '#renderer/parts/figures.ts';
import { neededDecimals } from '#renderer/parts/numbers.ts';

/** Decimals of a row: four of small values are enough to tell runs apart, and leave room for the change beside them. */
export function rowDecimals(values: readonly (MetricValue | null)[]): number {
  const given = values.filter((value) => value !== null);
  const largest = given.reduce<number>(
    (most, value) => (typeof value === 'number' ? Math.max(most, Math.abs(value)) : most),
    0,
  );
  return Math.min(neededDecimals(given), largest >= 0.01 ? 4 : 8);
}

/** A figure of a test with its sign, a plus too. */
export function formatSigned(value: number, locale: string): string {
  const text = formatFigure(value, locale);
  return value > 0 ? `+${text}` : text;
}

/** Below this a p value is told as a bound: more digits say nothing. */
const leastP = 0.001;

/** A p value as papers print it: `0.016`, `<0.001`. */
export function formatP(p: number, locale: string): string {
  return p < leastP ? `<${formatFigure(leastP, locale)}` : formatFigure(p, locale);
}
