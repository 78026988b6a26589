import { useTranslation } from 'react-i18next';
import type { BatchRow } from '#contract/monitoring.ts';
import { formatShare, formatUnit } from '#renderer/parts/figures.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './alerts.module.css';

/** The most unusual rows of the batch, as they were when the alert fired. */
export function EvidenceRows({ rows }: { rows: readonly BatchRow[] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (rows.length === 0) return <p className="g3 sm">{t('alerts.noRows')}</p>;
  return (
    <table className={classes.rows} aria-label={t('alerts.unusualRows')}>
      <thead>
        <tr>
          <th>{t('alerts.text')}</th>
          <th>{t('alerts.prediction')}</th>
          <th className={classes.number}>{t('alerts.confidence')}</th>
          <th className={classes.number}>{t('alerts.oov')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ row, text, prediction, confidence, oovShare }) => (
          <tr key={row}>
            <td className={classes.rowText} translate="no">
              {text}
            </td>
            <td translate="no">{prediction}</td>
            <td className={classes.number}>{formatUnit(confidence, locale)}</td>
            <td className={classes.number}>{formatShare(oovShare, locale, 0)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
