import { useTranslation } from 'react-i18next';
import classes from './compare.module.css';
import { useCompareSet } from './use-compare-set.ts';

/** Says how many rows are left out because they are equal in all runs, and brings them. */
export function EqualRows({ hiddenRows, runs }: { hiddenRows: number; runs: number }) {
  const { t } = useTranslation();
  const { change } = useCompareSet();
  if (hiddenRows === 0) return null;
  return (
    <footer className={classes.foot}>
      <span>{t('compare.equalRows', { count: hiddenRows, runs })}</span>
      <button type="button" className={classes.link} onClick={() => change({ all: 'yes' })}>
        {t('compare.showThem', { count: hiddenRows })}
      </button>
    </footer>
  );
}
