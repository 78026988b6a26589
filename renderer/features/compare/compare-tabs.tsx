import { useTranslation } from 'react-i18next';
import { TabList } from '#renderer/parts/tab-list.tsx';
import { compareTabs } from '#renderer/search-params.ts';
import { ChartsTab } from './charts-tab.tsx';
import type { CompareTabProps } from './compare-tab-props.ts';
import classes from './compare.module.css';
import { SignificanceTab } from './significance-tab.tsx';
import { SummaryTab } from './summary-tab.tsx';
import { useCompareSet } from './use-compare-set.ts';
import { MetricsTab, ParamsTab } from './values-tab.tsx';

export function CompareTabs(props: CompareTabProps) {
  const { t } = useTranslation();
  const { search, change } = useCompareSet();
  const tabs = [undefined, ...compareTabs].map((id) => ({ id, label: t(`compare.tabs.${id ?? 'summary'}`) }));
  const Tab = bodies[search.tab ?? 'summary'];
  return (
    <>
      <div className={classes.tabs}>
        <TabList
          label={t('compare.tabs.label')}
          tabs={tabs}
          current={search.tab}
          onChange={(tab) => change({ tab }, false)}
        />
      </div>
      <div className={classes.body} role="tabpanel" aria-label={t(`compare.tabs.${search.tab ?? 'summary'}`)}>
        <Tab {...props} />
      </div>
    </>
  );
}

const bodies = {
  summary: SummaryTab,
  params: ParamsTab,
  metrics: MetricsTab,
  charts: ChartsTab,
  significance: SignificanceTab,
} as const;
