import { useTranslation } from 'react-i18next';
import type { MetricValue } from '#contract/entities.ts';
import type { ModelVersion } from '#contract/registry.ts';
import { withMinus } from '#renderer/parts/figures.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { deltaOf } from './delta.ts';
import classes from './models.module.css';
import { numberFormat } from '#renderer/parts/intl-formats.ts';

type MetricDeltaProps = {
  readonly metric: { readonly value: MetricValue | null } | null;
  /** The same metric of the version that it is held against; null where that has none. */
  readonly against: ModelVersion['metrics'][number] | null | undefined;
};

/** How far a figure lies from another, signed, in percentage points where both are shares; blue is better. */
export function MetricDelta({ metric, against }: MetricDeltaProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const delta = against == null || metric === null ? null : deltaOf(metric.value, against);
  if (delta === null) return <span className="g3">–</span>;
  const { value, isShare, verdict } = delta;
  const text = withMinus(signedFormat(locale, isShare).format(isShare ? value * 100 : value));
  return (
    <span className={verdict === 'equal' ? 'g3' : classes[verdict]} title={t(`registry.verdicts.${verdict}`)}>
      {isShare ? t('registry.version.points', { delta: text }) : text}
    </span>
  );
}

/** Differences with their sign, unless there is none that shows; of shares in percentage points. */
export function signedFormat(locale: string, isShare: boolean): Intl.NumberFormat {
  return numberFormat(locale, {
    signDisplay: 'exceptZero',
    ...(isShare ? { minimumFractionDigits: 1, maximumFractionDigits: 1 } : { maximumSignificantDigits: 3 }),
  });
}
