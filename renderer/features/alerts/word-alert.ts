import type { TFunction } from 'i18next';
import type { Alert, BatchSignal } from '#contract/monitoring.ts';
import { formatUnit } from '#renderer/parts/figures.ts';
import { formatCount, formatMetric } from '#renderer/parts/numbers.ts';

type Measured = Pick<Alert, 'value' | 'lower' | 'upper'>;

/** The limit that the value is outside of; the nearest one for a value that is within. */
export function limitOf({ value, lower, upper }: Measured): number | null {
  if (upper !== null && value > upper) return upper;
  if (lower !== null && value < lower) return lower;
  return upper ?? lower;
}

/** A value or a limit of a signal: rows whole, tokens with one decimal, everything between 0 and 1 with three. */
export function formatSignal(signal: BatchSignal, value: number, locale: string): string {
  if (signal === 'volume') return formatCount(value, locale);
  return signal === 'text_length' ? formatMetric(value, 1, locale) : formatUnit(value, locale);
}

/** What an alert is called in lists: the signal and the side on which it is over. */
export function wordAlert(alert: Measured & Pick<Alert, 'signal'>, t: TFunction): string {
  const signal = t(`signals.${alert.signal}`);
  if (alert.upper !== null && alert.value > alert.upper) return t('alerts.above', { signal });
  if (alert.lower !== null && alert.value < alert.lower) return t('alerts.below', { signal });
  return t('alerts.outside', { signal });
}

const telling: readonly BatchSignal[] = [
  'oov_share',
  'mean_confidence',
  'low_confidence_share',
  'class_mix',
  'text_length',
  'volume',
];

/** What nobody has acknowledged comes first, then the newest batch, then the signal that says most. */
export function sortAlerts(alerts: readonly Alert[]): readonly Alert[] {
  const isSeen = ({ state }: Alert): number => (state === 'firing' ? 0 : 1);
  return alerts.toSorted(
    (a, b) =>
      isSeen(a) - isSeen(b) ||
      b.lastBatchId - a.lastBatchId ||
      telling.indexOf(a.signal) - telling.indexOf(b.signal),
  );
}
