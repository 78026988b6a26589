import { IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isConnectionLost } from '#renderer/bridge/problems.ts';
import classes from '#renderer/parts/bars.module.css';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { RunsEmpty } from './runs-empty.tsx';
import { RunsTable } from './runs-table.tsx';
import type { RunsTableProps } from './runs-table-props.ts';
import type { RunsModel } from './use-runs-model.ts';

/** The table, or what stands in its place: nothing yet, nothing found, a failure. */
export function RunsContent(props: RunsTableProps) {
  const { t } = useTranslation();
  const { model, name, onChange } = props;
  const { roots, runSearch } = model;
  const hasFailed = model.error !== null && !model.isFilterProblem;
  if (hasFailed && (roots === undefined || !isConnectionLost(model.error))) {
    return <PageProblem title={t('runs.loadFailed')} error={model.error} onRetry={model.readAgain} />;
  }
  if (roots === undefined && !model.isFilterProblem) return <StillBars rows={16} />;
  if (roots !== undefined && roots.length > 0) return <RunsTable {...props} />;
  // A search that was refused has found nothing and missed nothing: what is wrong stands at the filter.
  if (model.isFilterProblem) return null;
  return (
    <RunsEmpty
      name={name}
      view={runSearch.view}
      filter={runSearch.filter}
      onClear={() => onChange({ filter: undefined })}
      onNew={() => onChange({ panel: 'new', run: undefined })}
    />
  );
}

/** Says how many runs came while the rows held still, and brings them. */
export function ArrivedChip({ model }: { readonly model: RunsModel }) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className={classes.chip}
      onClick={() => {
        model.goToTop();
        model.readAgain();
      }}
    >
      {t('runs.arrived', { count: model.arrived })}
      <IconArrowUp size={14} stroke={1.5} aria-hidden="true" />
    </button>
  );
}
