import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CompareTable } from './compare-table.tsx';
import type { CompareTabProps } from './compare-tab-props.ts';
import classes from './compare.module.css';
import { EqualRows } from './equal-rows.tsx';
import { metricRows, textRows } from './table-rows.ts';
import { useCompareSet } from './use-compare-set.ts';

/** Params, datasets, surroundings and tags. */
export function ParamsTab({ comparison, shown }: CompareTabProps) {
  const { t } = useTranslation();
  const { search } = useCompareSet();
  const chosen = textRows(comparison, search.all === 'yes');
  return (
    <>
      <CompareTable label={t('compare.tabs.params')} rows={chosen.rows} shown={shown} />
      <EqualRows hiddenRows={chosen.total - chosen.shown} runs={comparison.runs.length} />
    </>
  );
}

const stats = ['last', 'best', 'min', 'max'] as const;

/** Every metric, by its last value or by what its history reached. */
export function MetricsTab({ comparison, shown }: CompareTabProps) {
  const { t } = useTranslation();
  const { search, change } = useCompareSet();
  const stat = search.stat ?? 'last';
  const chosen = metricRows(comparison, search.all === 'yes', stat);
  return (
    <>
      <div className={classes.options}>
        <SegmentedControl
          aria-label={t('compare.stats.label')}
          value={stat}
          data={stats.map((value) => ({ value, label: t(`compare.stats.${value}`) }))}
          onChange={(value) =>
            change({ stat: value === 'best' || value === 'min' || value === 'max' ? value : undefined })
          }
        />
        <span className="sm g3">{t('compare.groupHint.metrics', { name: shown.baseline?.name ?? '' })}</span>
      </div>
      <CompareTable label={t('compare.tabs.metrics')} rows={chosen.rows} shown={shown} />
      <EqualRows hiddenRows={chosen.total - chosen.shown} runs={comparison.runs.length} />
    </>
  );
}
