import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { StillBars } from '#renderer/parts/still-bars.tsx';
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
        <Suspense fallback={<StillBars rows={10} />}>
          <Tab {...props} />
        </Suspense>
      </div>
    </>
  );
}

const ParallelTab = lazy(async () => ({
  default: (await import('./parallel/parallel-tab.tsx')).ParallelTab,
}));
const PlotsTab = lazy(async () => ({ default: (await import('./plots/plots-tab.tsx')).PlotsTab }));
const ImportanceTab = lazy(async () => ({ default: (await import('./importance-tab.tsx')).ImportanceTab }));
const ArtifactsTab = lazy(async () => ({
  default: (await import('./diffs/artifacts-tab.tsx')).ArtifactsTab,
}));
const ConfigTab = lazy(async () => ({ default: (await import('./diffs/config-tab.tsx')).ConfigTab }));

const bodies = {
  summary: SummaryTab,
  params: ParamsTab,
  metrics: MetricsTab,
  charts: ChartsTab,
  parallel: ParallelTab,
  scatter: PlotsTab,
  importance: ImportanceTab,
  artifacts: ArtifactsTab,
  config: ConfigTab,
  significance: SignificanceTab,
} as const;
