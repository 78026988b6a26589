import { useTranslation } from 'react-i18next';
import type { RunComparison } from '#contract/comparison.ts';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import { AddRun } from './add-run.tsx';
import { useCompareSet } from './use-compare-set.ts';
import { writeRunSet } from './run-set.ts';

/** Fewer than two runs: says how to choose some, and lets them be found right here. */
export function CompareEmpty({ comparison }: { comparison: RunComparison | undefined }) {
  const { t } = useTranslation();
  const { experimentId, change } = useCompareSet();
  const runs = comparison?.runs ?? [];
  const ids = runs.map(({ runId }) => runId);
  const [only] = runs;
  return (
    <EmptyState
      title={t('compare.empty.title')}
      lines={[
        only === undefined ? t('compare.empty.none') : t('compare.empty.one', { name: only.name }),
        t('compare.empty.how'),
      ]}
    >
      <AddRun
        variant="filled"
        experimentId={experimentId}
        present={new Set(ids)}
        onAdd={(runId) => change({ runs: writeRunSet([...ids, runId]) }, false)}
      />
    </EmptyState>
  );
}
