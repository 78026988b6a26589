import { useTranslation } from 'react-i18next';
import type { ModelVersion } from '#contract/registry.ts';
import { formatMetric } from '#renderer/parts/numbers.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './models.module.css';
import { accuracyOn, accuracySplits, numberOf } from './version-metrics.ts';

type CompareVersionsProps = { readonly candidate: ModelVersion; readonly champion: ModelVersion | null };

/** Accuracy by split of two versions, with the difference in percentage points. */
export function CompareVersions({ candidate, champion }: CompareVersionsProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const splits = accuracySplits(champion === null ? [candidate] : [candidate, champion]);
  if (splits.length === 0) return <p className="g3 sm">{t('models.noMetrics')}</p>;
  return (
    <table className={classes.compare} aria-label={t('models.compare')}>
      <thead>
        <tr>
          <th>{t('models.metrics')}</th>
          <th>{t('models.candidate', { version: candidate.version })}</th>
          {champion !== null && <th>{t('models.candidate', { version: champion.version })}</th>}
          {champion !== null && <th>{t('models.difference')}</th>}
        </tr>
      </thead>
      <tbody>
        {splits.map((split) => {
          const mine = accuracyOn(candidate, split);
          const theirs = champion === null ? null : accuracyOn(champion, split);
          return (
            <tr key={split}>
              <th scope="row">
                <span className="mono">{split}</span>
                {mine?.n != null && <span className={classes.n}>{t('models.rows', { count: mine.n })}</span>}
              </th>
              <td>{mine === null ? '–' : formatMetric(mine.value, 3, locale)}</td>
              {champion !== null && <td>{theirs === null ? '–' : formatMetric(theirs.value, 3, locale)}</td>}
              {champion !== null && (
                <td>
                  <Difference mine={numberOf(mine?.value)} theirs={numberOf(theirs?.value)} />
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

export function Difference({ mine, theirs }: { mine: number | null; theirs: number | null }) {
  const locale = useLocale();
  if (mine === null || theirs === null) return <>–</>;
  const points = (mine - theirs) * 100;
  const text = new Intl.NumberFormat(locale, {
    signDisplay: 'exceptZero',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  })
    .format(points)
    .replace('-', '−');
  const tone = Math.abs(points) < 0.05 ? undefined : points > 0 ? classes['better'] : classes['worse'];
  return (
    <span className={tone} translate="no">
      {text} pp
    </span>
  );
}
