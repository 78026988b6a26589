import { withMinus } from './figures.ts';
import { formatMetric } from './numbers.ts';
import { numberFormat } from './intl-formats.ts';

type DeltaForm = {
  /** The unit of percentage points for shares of 1; null for other metrics. */
  readonly points: string | null;
  /** Decimals of what is not a share. */
  readonly decimals: number;
  readonly locale: string;
};

/** A signed difference with its unit: `+3.7 pp` for shares, `−0.027` for others, `±0` for none. */
export function formatDelta(difference: number, { points, decimals, locale }: DeltaForm): string {
  const sign = difference < 0 ? '−' : difference > 0 ? '+' : '±';
  const size = Math.abs(difference);
  if (points === null) return `${sign}${formatMetric(size, decimals, locale)}`;
  return `${sign}${formatPoints(size, locale)} ${points}`;
}

/** Below these points a tenth would say nothing: the first digit that is not zero does. */
const leastTenth = 0.05;

function formatPoints(share: number, locale: string): string {
  const points = share * 100;
  const form =
    points > 0 && points < leastTenth
      ? { maximumSignificantDigits: 1 }
      : { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return withMinus(numberFormat(locale, form).format(points));
}
