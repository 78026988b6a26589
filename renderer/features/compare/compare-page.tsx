import '#renderer/i18n/late/compare-words.ts';
import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RunComparison } from '#contract/comparison.ts';
import { isConnectionLost } from '#renderer/bridge/problems.ts';
import { PageHead } from '#renderer/parts/page.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { AddRun } from './add-run.tsx';
import { CompareEmpty } from './compare-empty.tsx';
import { CompareHead } from './compare-head.tsx';
import { CompareTabs } from './compare-tabs.tsx';
import { RunChips } from './run-chips.tsx';
import classes from './run-chips.module.css';
import { showRuns } from './shown-runs.ts';
import { summaryRows } from './table-rows.ts';
import { useComparison } from './use-comparison.ts';
import { runSetActs, useCompareSet } from './use-compare-set.ts';

/** Up to 500 runs side by side, of one experiment or several, live. */
export function ComparePage() {
  const { t } = useTranslation();
  const { search, refs } = useCompareSet();
  const query = useComparison(refs, search.baseline);
  const { data, error, isError, refetch } = query;
  if (refs.length === 0) return <CompareEmpty comparison={undefined} />;
  if (isError && (data === undefined || !isConnectionLost(error)))
    return <PageProblem title={t('compare.loadFailed')} error={error} onRetry={() => void refetch()} />;
  if (data === undefined) {
    return (
      <>
        <PageHead title={t('compare.title', { count: refs.length })} />
        <StillBars rows={16} />
      </>
    );
  }
  if (data.runs.length < 2) return <CompareEmpty comparison={data} />;
  return <Compared comparison={data} />;
}

function Compared({ comparison }: { comparison: RunComparison }) {
  const { experimentId, search, change, update, hidden } = useCompareSet();
  const shown = showRuns(comparison, hidden);
  const acts = runSetActs(comparison, update);
  return (
    <>
      <CompareHead comparison={comparison} shown={shown} />
      <div className={classes.bar}>
        <RunChips comparison={comparison} shown={shown} hidden={hidden} acts={acts} />
        <AddRun
          experimentId={experimentId}
          present={new Set(comparison.runs.map(({ runId }) => runId))}
          onAdd={acts.add}
        />
        <OnlyDifferences
          comparison={comparison}
          all={search.all === 'yes'}
          onAll={(all) => change({ all: all ? 'yes' : undefined })}
        />
      </div>
      <CompareTabs comparison={comparison} shown={shown} />
    </>
  );
}

type OnlyDifferencesProps = {
  readonly comparison: RunComparison;
  readonly all: boolean;
  readonly onAll: (all: boolean) => void;
};

/** Leaves out the rows that are equal in all runs, and says how many rows are left. */
function OnlyDifferences({ comparison, all, onAll }: OnlyDifferencesProps) {
  const { t } = useTranslation();
  const { shown, total } = summaryRows(comparison, all);
  return (
    <div className={classes.differences}>
      <Switch
        size="xs"
        labelPosition="left"
        label={t('compare.onlyDifferences')}
        checked={!all}
        onChange={({ currentTarget }) => onAll(!currentTarget.checked)}
      />
      <span className="g3">{t('compare.rowsShown', { shown, count: total })}</span>
    </div>
  );
}
