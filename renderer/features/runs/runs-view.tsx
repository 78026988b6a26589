import { IconArrowUp } from '@tabler/icons-react';
import { lazy, Suspense, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Run } from '#contract/entities.ts';
import { isConnectionLost } from '#renderer/bridge/problems.ts';
import classes from '#renderer/parts/bars.module.css';
import { PageBody } from '#renderer/parts/page.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import type { RunsSearch } from '#renderer/search-params.ts';
import { ColumnPicker } from './column-picker.tsx';
import { printColumns } from './column-spec.ts';
import { RunsFilter } from './filter/runs-filter.tsx';
import { SplitPane } from '#renderer/parts/split-pane.tsx';
import { ExportMenu } from './export-menu.tsx';
import { RunsEmpty } from './runs-empty.tsx';
import { RunsTable } from './runs-table.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useRunsModel } from './use-runs-model.ts';
import type { RunsModel } from './use-runs-model.ts';
import { useSelection } from './use-selection.ts';
import type { Selection } from './use-selection.ts';

type ChangeSearch = (next: Partial<RunsSearch>, replace?: boolean) => void;

type RunsViewProps = {
  readonly experimentId: string;
  readonly name: string;
  readonly search: RunsSearch;
  readonly onChange: ChangeSearch;
  readonly inspector: ReactNode;
};

/** The filter, the table and what belongs to the selection. */
export function RunsView({ experimentId, name, search, onChange, inspector }: RunsViewProps) {
  const filterRef = useRef<HTMLInputElement>(null);
  const [isAdding, setIsAdding] = useState(false);
  const model = useRunsModel(experimentId, search);
  const { runSearch, arrived } = model;
  const selection = useSelection(JSON.stringify([runSearch.filter, runSearch.view]));
  return (
    <>
      <RunsFilterBar
        model={model}
        name={name}
        filterRef={filterRef}
        isAdding={isAdding}
        onAdding={setIsAdding}
        onChange={onChange}
      />
      <PageBody inspector={inspector}>
        <Arranged
          layout={search.layout}
          percent={search.split ?? 40}
          onPercent={(split) => onChange({ split }, true)}
          table={
            <RunsContent
              model={model}
              name={name}
              shownId={search.run}
              selection={selection}
              onChange={onChange}
              onFilter={() => (filterRef.current === null ? setIsAdding(true) : filterRef.current.focus())}
            />
          }
          charts={
            <Suspense fallback={<StillBars rows={10} />}>
              <RunCharts
                runs={model.roots ?? noRuns}
                selected={selection.ids}
                settings={search.charts}
                chosen={search.run}
                onChange={onChange}
              />
            </Suspense>
          }
        />
        {arrived > 0 && <ArrivedChip model={model} />}
        {selection.ids.size > 0 && (
          <SelectionBar runIds={[...selection.ids]} view={runSearch.view} onClear={selection.clear} />
        )}
      </PageBody>
    </>
  );
}

// The charts bring a library that the table does not need.
const RunCharts = lazy(async () => ({ default: (await import('./run-charts.tsx')).RunCharts }));

const noRuns: readonly Run[] = [];

type ArrangedProps = {
  readonly layout: RunsSearch['layout'];
  readonly percent: number;
  readonly onPercent: (percent: number) => void;
  readonly table: ReactNode;
  readonly charts: ReactNode;
};

/** The table, the charts, or both beside each other. */
function Arranged({ layout, percent, onPercent, table, charts }: ArrangedProps) {
  const { t } = useTranslation();
  if (layout === undefined) return table;
  if (layout === 'charts') return charts;
  return (
    <SplitPane
      left={table}
      right={charts}
      percent={percent}
      label={t('runTable.divider')}
      onPercent={onPercent}
    />
  );
}

type RunsFilterBarProps = {
  readonly name: string;
  readonly model: RunsModel;
  readonly filterRef: RefObject<HTMLInputElement | null>;
  readonly isAdding: boolean;
  readonly onAdding: (isAdding: boolean) => void;
  readonly onChange: ChangeSearch;
};

function RunsFilterBar({ model, name, filterRef, isAdding, onAdding, onChange }: RunsFilterBarProps) {
  const { t } = useTranslation();
  const { runSearch, columns, matching, isFilterProblem } = model;
  return (
    <div className={classes.filterBar}>
      <RunsFilter
        runSearch={runSearch}
        experimentName={name}
        columns={columns.all}
        problem={isFilterProblem ? model.error : null}
        inputRef={filterRef}
        isAdding={isAdding}
        onAdding={onAdding}
        onFilter={(filter) => onChange({ filter: filter === '' ? undefined : filter }, true)}
      />
      {runSearch.filter !== '' && !isFilterProblem && matching !== undefined && (
        <span className="sm g3 nowrap">{t('runs.summary', { count: matching })}</span>
      )}
      {matching !== undefined && matching > 0 && <ExportMenu model={model} name={name} />}
      {columns.all.length > 0 && (
        <ColumnPicker
          experimentId={runSearch.experimentId}
          all={columns.all}
          choices={columns.choices}
          onChange={(choices) =>
            onChange({ columns: choices === null ? undefined : printColumns(choices) }, true)
          }
        />
      )}
    </div>
  );
}

type RunsContentProps = {
  readonly model: RunsModel;
  readonly name: string;
  readonly shownId: string | undefined;
  readonly selection: Selection;
  readonly onChange: ChangeSearch;
  readonly onFilter: () => void;
};

function RunsContent(props: RunsContentProps) {
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
function ArrivedChip({ model }: { model: RunsModel }) {
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
