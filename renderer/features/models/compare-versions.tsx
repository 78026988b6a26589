import { useTranslation } from 'react-i18next';
import type { ModelVersion } from '#contract/registry.ts';
import { formatMetric } from '#renderer/parts/numbers.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { MetricDelta } from './metric-delta.tsx';
import classes from './models.module.css';
import { accuracyOn, accuracySplits } from './version-metrics.ts';

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
                  <MetricDelta metric={mine} against={theirs} />
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
