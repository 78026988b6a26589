import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchRow } from '#contract/monitoring.ts';
import { formatShare, formatUnit } from '#renderer/parts/figures.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './alerts.module.css';

/** Enough to see what kind of rows they are. */
const shownFirst = 5;

/** The most unusual rows of the batch, as they were when the alert fired. */
export function EvidenceRows({ rows }: { rows: readonly BatchRow[] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [isAll, setAll] = useState(false);
  if (rows.length === 0) return <p className="g3 sm">{t('alerts.noRows')}</p>;
  const hidden = isAll ? 0 : Math.max(0, rows.length - shownFirst);
  return (
    <>
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
          {rows.slice(0, rows.length - hidden).map(({ row, text, prediction, confidence, oovShare }) => (
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
      {hidden > 0 && (
        <Button variant="subtle" className={classes.allRows} onClick={() => setAll(true)}>
          {t('alertDesk.allRows', { count: rows.length })}
        </Button>
      )}
    </>
  );
}
