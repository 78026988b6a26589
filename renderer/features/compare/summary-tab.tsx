import { VisuallyHidden } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { printChartSettings } from '../charts/index.ts';
import { CompareTable } from './compare-table.tsx';
import type { CompareTabProps } from './compare-tab-props.ts';
import classes from './compare.module.css';
import { EqualRows } from './equal-rows.tsx';
import { RealPanel } from './real-panel.tsx';
import { summaryRows } from './table-rows.ts';
import { useCompareSet } from './use-compare-set.ts';

const OneMetricChart = lazy(async () => ({
  default: (await import('../charts/index.ts')).OneMetricChart,
}));

/** More lines than this are read on the page of charts. */
const mostLines = 40;

/** What differs, how it went, and whether the difference is real, on one page. */
export function SummaryTab({ comparison, shown }: CompareTabProps) {
  const { t } = useTranslation();
  const { search, change } = useCompareSet();
  const chosen = summaryRows(comparison, search.all === 'yes');
  return (
    <div className={classes.summary}>
      <section className={classes.panel} aria-label={t('compare.tabs.summary')}>
        <CompareTable label={t('compare.tabs.summary')} rows={chosen.rows} shown={shown} />
        <EqualRows hiddenRows={chosen.total - chosen.shown} runs={comparison.runs.length} />
      </section>
      <div className={classes.evidence}>
        {comparison.course !== null && (
          <div className={classes.course}>
            <VisuallyHidden component="h2">{t('compare.tabs.charts')}</VisuallyHidden>
            {shown.runs.length > mostLines && (
              <p className={classes.about}>{t('compare.firstRuns', { count: mostLines })}</p>
            )}
            <Suspense fallback={<StillBars rows={5} />}>
              <OneMetricChart
                runs={shown.runs.slice(0, mostLines)}
                styleOf={shown.styleOf}
                metric={comparison.course}
                onFull={(settings) => change({ tab: 'charts', charts: printChartSettings(settings) }, false)}
              />
            </Suspense>
          </div>
        )}
        <RealPanel comparison={comparison} shown={shown} />
      </div>
    </div>
  );
}
