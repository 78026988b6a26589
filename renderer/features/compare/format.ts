import type { MetricValue } from '#contract/entities.ts';
import { formatFigure } from '#renderer/parts/figures.ts';
import { formatMetric, neededDecimals } from '#renderer/parts/numbers.ts';

type DeltaForm = {
  /** The unit of percentage points for shares of 1; null for other metrics. */
  readonly points: string | null;
  readonly decimals: number;
  readonly locale: string;
};

/** A signed difference with its unit: `+3.7 pp` for shares, `−0.027` for others. */
export function formatDelta(difference: number, { points, decimals, locale }: DeltaForm): string {
  const sign = difference < 0 ? '−' : '+';
  const size = Math.abs(difference);
  if (points === null) return `${sign}${formatMetric(size, decimals, locale)}`;
  return `${sign}${formatMetric(size * 100, Math.max(1, decimals - 3), locale)} ${points}`;
}

/** Decimals of a row: four of small values are enough to tell runs apart, and leave room for the change beside them. */
export function rowDecimals(values: readonly (MetricValue | null)[]): number {
  const given = values.filter((value) => value !== null);
  const largest = given.reduce<number>(
    (most, value) => (typeof value === 'number' ? Math.max(most, Math.abs(value)) : most),
    0,
  );
  return Math.min(neededDecimals(given), largest >= 0.01 ? 4 : 8);
}

/** A figure of a test with a minus sign, and with a plus when `signed`. */
export function formatSigned(value: number, locale: string, signed = true): string {
  const text = formatFigure(Math.abs(value), locale);
  return value < 0 ? `−${text}` : signed && value > 0 ? `+${text}` : text;
}
