import { formatMetric } from '#renderer/parts/numbers.ts';

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
