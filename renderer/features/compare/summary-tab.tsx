import { useTranslation } from 'react-i18next';
import { CompareTable } from './compare-table.tsx';
import type { CompareTabProps } from './compare-tab-props.ts';
import classes from './compare.module.css';
import { EqualRows } from './equal-rows.tsx';
import { summaryRows } from './table-rows.ts';
import { useCompareSet } from './use-compare-set.ts';

/** What differs on one page. */
export function SummaryTab({ comparison, shown }: CompareTabProps) {
  const { t } = useTranslation();
  const { search } = useCompareSet();
  const chosen = summaryRows(comparison, search.all === 'yes');
  return (
    <div className={classes.summary}>
      <section className={classes.panel} aria-label={t('compare.tabs.summary')}>
        <CompareTable label={t('compare.tabs.summary')} rows={chosen.rows} shown={shown} />
        <EqualRows hiddenRows={chosen.total - chosen.shown} runs={comparison.runs.length} />
      </section>
    </div>
  );
}
