import { lazy, Suspense, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Run } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { PageBody } from '#renderer/parts/page.tsx';
import { SplitPane } from '#renderer/parts/split-pane.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useAct } from '#renderer/parts/use-act.ts';
import type { ChangeSearch, RunsSearch } from '#renderer/search-params.ts';
import { toFilter } from './bulk/chosen-runs.ts';
import type { ChosenRuns } from './bulk/chosen-runs.ts';
import { SelectionBar } from './bulk/selection-bar.tsx';
import { useBulkActs } from './bulk/use-bulk-acts.ts';
import { systemInfoQuery } from '../system/index.ts';
import { ExportMenu } from './export-menu.tsx';
import { pythonSearch } from './filter/python-search.ts';
import { leadingMetric } from './leading-metric.ts';
import { runCountQuery } from './queries.ts';
import { ArrivedChip, RunsContent } from './runs-content.tsx';
import { RunsBar } from './runs-bar.tsx';
import { useExport } from './use-export.ts';
import { useRunsModel } from './use-runs-model.ts';
import type { RunsModel } from './use-runs-model.ts';
import { useSelection } from './use-selection.ts';
import type { Selection } from './use-selection.ts';
import { valueColumnsOf } from './value-columns.ts';
import { useSavedView } from './views/use-saved-view.ts';
import type { SavedView } from './views/use-saved-view.ts';

type RunsViewProps = {
  readonly experimentId: string;
  readonly name: string;
  readonly search: RunsSearch;
  readonly onChange: ChangeSearch;
  /** The head of the page, around what saves the runs of the search. */
  readonly head: (exporting: ReactNode) => ReactNode;
  readonly inspector: ReactNode;
};

/** The runs of an experiment, as soon as it is known in which view. */
export function RunsView(props: RunsViewProps) {
  const saved = useSavedView(props.experimentId, props.search, props.onChange);
  if (saved.isReady) return <ShownRuns {...props} saved={saved} />;
  return (
    <>
      {props.head(null)}
      <StillBars rows={16} />
    </>
  );
}

/** The filter, the table and what belongs to the selection. */
function ShownRuns({
  experimentId,
  name,
  search,
  onChange,
  head,
  inspector,
  saved,
}: RunsViewProps & { readonly saved: SavedView }) {
  const filterRef = useRef<HTMLInputElement>(null);
  const [isAdding, setIsAdding] = useState(false);
  const [isGrouping, setIsGrouping] = useState(false);
  const [isTagging, setIsTagging] = useState(false);
  const model = useRunsModel(experimentId, search);
  const { runSearch, arrived, matching } = model;
  const acts = useBulkActs();
  const selection = useSelection(JSON.stringify([runSearch.filter, runSearch.view]));
  return (
    <>
      {head(matching !== undefined && matching > 0 && <ExportMenu model={model} name={name} />)}
      <RunsBar
        model={model}
        name={name}
        search={search}
        saved={saved}
        filterRef={filterRef}
        adding={{ isOpen: isAdding, onOpen: setIsAdding }}
        grouping={{ isOpen: isGrouping, onOpen: setIsGrouping }}
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
              onTag={() => setIsTagging(true)}
              onGroup={() => setIsGrouping(true)}
              onRemove={(runIds) =>
                void acts.remove({ search: runSearch, runIds, count: runIds?.length ?? matching ?? 0 })
              }
            />
          }
          charts={
            <Suspense fallback={<StillBars rows={10} />}>
              <RunCharts
                runs={model.roots ?? noRuns}
                shown={model.shownRuns}
                selected={selection.isAll ? noIds : selection.ids}
                settings={search.charts}
                chosen={search.run}
                onChange={onChange}
              />
            </Suspense>
          }
        />
        {arrived > 0 && <ArrivedChip model={model} />}
        {(selection.isAll || selection.ids.size > 0) && (
          <ChosenBar
            model={model}
            name={name}
            selection={selection}
            tagging={{ isOpen: isTagging, onOpen: setIsTagging }}
            onBaseline={(baseline) => onChange({ baseline }, true)}
          />
        )}
      </PageBody>
    </>
  );
}

// The charts bring a library that the table does not need.
const RunCharts = lazy(async () => ({ default: (await import('./run-charts.tsx')).RunCharts }));

const noRuns: readonly Run[] = [];
const noIds: ReadonlySet<string> = new Set();

type ChosenBarProps = {
  readonly model: RunsModel;
  readonly name: string;
  readonly selection: Selection;
  readonly tagging: { readonly isOpen: boolean; readonly onOpen: (isOpen: boolean) => void };
  readonly onBaseline: (runId: string) => void;
};

function ChosenBar({ model, name, selection, tagging, onBaseline }: ChosenBarProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const act = useAct();
  const save = useExport(name);
  const { runSearch, columns } = model;
  const found = useQuery(runCountQuery(bridge.client, runSearch, 'all')).data;
  const address = useQuery(systemInfoQuery(bridge.client)).data?.trackingUri ?? null;
  const count = selection.isAll ? (found ?? 0) : selection.ids.size;
  const chosen: ChosenRuns = {
    search: runSearch,
    runIds: selection.isAll ? null : [...selection.ids],
    count,
  };
  const filter = toFilter(chosen);
  return (
    <SelectionBar
      chosen={chosen}
      searchCount={selection.isAll ? undefined : found}
      leading={leadingMetric(columns.all, columns.choices)}
      isTagging={tagging.isOpen}
      onTagging={tagging.onOpen}
      onSelectSearch={selection.selectSearch}
      onExport={() => save({ ...runSearch, filter }, valueColumnsOf(columns.all, columns.choices))}
      onCopyPython={() =>
        void act({
          run: () =>
            navigator.clipboard.writeText(pythonSearch({ address, name, filter, order: runSearch.order })),
          done: t('toasts.copied'),
        })
      }
      onBaseline={onBaseline}
      onClear={() => {
        tagging.onOpen(false);
        selection.clear();
      }}
    />
  );
}

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
