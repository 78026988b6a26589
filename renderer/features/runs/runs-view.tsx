import { useQueries } from '@tanstack/react-query';
import { IconArrowUp } from '@tabler/icons-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Run } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { toProblem } from '#renderer/bridge/problems.ts';
import type { RunsSearch } from '#renderer/search-params.ts';
import classes from '#renderer/parts/bars.module.css';
import { FilterField } from '#renderer/parts/filter-field.tsx';
import { DataGrid } from '#renderer/parts/grid/data-grid.tsx';
import type { GridView } from '#renderer/parts/grid/grid-types.ts';
import { formatCount } from '#renderer/parts/numbers.ts';
import { PageBody } from '#renderer/parts/page.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useLastGood } from '#renderer/parts/use-last-good.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import { childPageSize, nestingOf, newestFirst, runChildrenQuery } from './queries.ts';
import type { RunSearch } from './queries.ts';
import { buildRunColumns, fixedColumnsPx } from './run-columns.tsx';
import { buildRunLines } from './run-lines.ts';
import type { ChildRuns } from './run-lines.ts';
import { RunsEmpty } from './runs-empty.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useRunActs } from './use-run-acts.ts';
import { useRunList } from './use-run-list.ts';
import { useSelection } from './use-selection.ts';
import { findValueColumns, fitColumns } from './value-columns.ts';

type RunsViewProps = {
  readonly experimentId: string;
  readonly name: string;
  readonly search: RunsSearch;
  readonly onChange: (next: Partial<RunsSearch>, replace?: boolean) => void;
  readonly inspector: ReactNode;
};

/** The filter, the table and what belongs to the selection. */
export function RunsView({ experimentId, name, search, onChange, inspector }: RunsViewProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const filterRef = useRef<HTMLInputElement>(null);
  const [view, setView] = useState<GridView>({ first: 0, last: 0, atTop: true });
  const [topKey, setTopKey] = useState(0);
  const [width, setWidth] = useState(0);
  const runSearch: RunSearch = {
    experimentId,
    filter: search.filter ?? '',
    order: search.order ?? newestFirst,
    view: search.view ?? 'active',
  };
  const { list, pages: freshPages, offset, matching, arrived } = useRunList(runSearch, view.atTop);
  const pages = useLastGood(freshPages, runSearch.view);
  const roots = useMemo(() => pages?.flatMap((page) => page.runs) ?? [], [pages]);
  const tree = useRunTree(runSearch, roots);
  const { all, shown } = useValueColumns(roots, search.columns, width);
  const selection = useSelection(JSON.stringify([runSearch.filter, runSearch.view]));
  const acts = useRunActs();
  const columns = useMemo(
    () => buildRunColumns({ t, locale, values: shown, onToggle: tree.toggle }),
    [t, locale, shown, tree.toggle],
  );
  const problem = list.isError ? toProblem(list.error) : null;
  const isFilterProblem = problem?.code === 'FILTER_SYNTAX';
  const order = tree.lines.map(({ id }) => id);

  const followView = useCallback(
    (next: GridView): void => {
      setView((now) =>
        now.first === next.first && now.last === next.last && now.atTop === next.atTop ? now : next,
      );
      if (next.last >= tree.lines.length - 40 && list.hasNextPage && !list.isFetching)
        void list.fetchNextPage();
      if (next.first <= 20 && offset > 0 && list.hasPreviousPage && !list.isFetching)
        void list.fetchPreviousPage();
    },
    [tree.lines.length, list, offset],
  );
  return (
    <>
      <div className={classes.filterBar}>
        <FilterField
          inputRef={filterRef}
          label={t('runs.filter')}
          hint={t('runs.filterHint')}
          value={runSearch.filter}
          error={isFilterProblem ? list.error : null}
          onApply={(filter) => onChange({ filter: filter === '' ? undefined : filter }, true)}
          onLeave={() => document.querySelector<HTMLElement>('[role="treegrid"]')?.focus()}
        />
        <span className="grow" />
        {runSearch.filter !== '' && !isFilterProblem && matching !== undefined && (
          <span className="sm g3">
            {t('runs.summary', { count: matching, shown: formatCount(matching, locale) })}
          </span>
        )}
        <ColumnsMenu
          all={all}
          shown={shown}
          onChange={(ids) => onChange({ columns: ids === null ? undefined : ids.join(',') || 'none' }, true)}
        />
      </div>
      <PageBody inspector={inspector}>
        {problem !== null && !isFilterProblem && pages === undefined ? (
          <PageProblem title={t('runs.loadFailed')} error={list.error} onRetry={() => void list.refetch()} />
        ) : pages === undefined ? (
          <StillBars rows={16} />
        ) : roots.length === 0 ? (
          <RunsEmpty
            name={name}
            view={runSearch.view}
            filtered={runSearch.filter !== ''}
            onClear={() => onChange({ filter: undefined })}
            onNew={() => onChange({ panel: 'new', run: undefined })}
          />
        ) : (
          <DataGrid<Run>
            tree
            label={t('runs.list', { name })}
            lines={tree.lines}
            columns={columns}
            total={Math.max(matching ?? 0, offset + tree.lines.length)}
            offset={offset}
            order={runSearch.order}
            onOrder={(next) => {
              onChange({ order: next === newestFirst ? undefined : next });
              setTopKey((key) => key + 1);
            }}
            selected={selection.ids}
            selectAllLabel={t('runs.selectAll')}
            selectLabel={({ item }) => t('runs.select', { name: item.name })}
            onSelectAll={() => selection.setAll(selection.ids.size > 0 ? [] : order.filter(isRunLine))}
            shownId={search.run}
            onView={followView}
            onWidth={setWidth}
            topKey={topKey}
            handlers={{
              onOpen: (id) => onChange({ run: id, panel: undefined }),
              onInspect: (id) => onChange({ run: id === search.run ? undefined : id, panel: undefined }),
              onToggleExpand: tree.toggle,
              onMore: tree.more,
              onSelect: (id, range) => selection.toggle(id, range, order.filter(isRunLine)),
              onNew: () => onChange({ panel: 'new', run: undefined }),
              onFilter: () => filterRef.current?.focus(),
              onEscape: () =>
                selection.ids.size > 0 ? selection.clear() : onChange({ run: undefined, panel: undefined }),
              onDelete: (id) => {
                if (runSearch.view === 'deleted') return;
                void acts.remove(selection.ids.size > 0 ? [...selection.ids] : [id]);
                selection.clear();
              },
            }}
          />
        )}
        {arrived > 0 && (
          <button
            type="button"
            className={classes.chip}
            onClick={() => {
              setTopKey((key) => key + 1);
              void list.refetch();
            }}
          >
            {t('runs.arrived', { count: arrived })}
            <IconArrowUp size={14} stroke={1.5} aria-hidden="true" />
          </button>
        )}
        {selection.ids.size > 0 && (
          <SelectionBar runIds={[...selection.ids]} view={runSearch.view} onClear={selection.clear} />
        )}
      </PageBody>
    </>
  );
}

function isRunLine(id: string): boolean {
  return !id.startsWith('unread:') && !id.startsWith('more:');
}

/** Which runs are unfolded, with what is inside them. */
function useRunTree(search: RunSearch, roots: readonly Run[]) {
  const { bridge } = useApp();
  const [asked, setAsked] = useState<ReadonlyMap<string, number>>(new Map());
  const flat = nestingOf(search) === 'all';
  const open = flat ? [] : [...asked];
  const children = useQueries({
    queries: open.map(([runId, count]) => runChildrenQuery(bridge.client, search, runId, count)),
    combine: (results) =>
      new Map<string, ChildRuns>(
        results.map(({ data }, index) => [
          open[index]?.[0] ?? '',
          { runs: data?.runs, asked: open[index]?.[1] ?? 0 },
        ]),
      ),
  });
  const lines = useMemo(
    () => buildRunLines({ roots, children, expanded: new Set(asked.keys()), flat }),
    [roots, children, asked, flat],
  );
  const toggle = useCallback((runId: string): void => {
    setAsked((now) => {
      const next = new Map(now);
      if (!next.delete(runId)) next.set(runId, childPageSize);
      return next;
    });
  }, []);
  const more = useCallback((fillerId: string): void => {
    const runId = fillerId.slice('more:'.length);
    setAsked((now) => new Map(now).set(runId, (now.get(runId) ?? 0) + childPageSize));
  }, []);
  return { lines, toggle, more };
}

/** All metrics and params of the runs read so far, and those that the address or the width chooses. */
function useValueColumns(runs: readonly Run[], chosen: string | undefined, width: number) {
  const all = useMemo(() => findValueColumns(runs), [runs]);
  const ids = chosen?.split(',');
  const shown = useMemo(
    () =>
      chosen === undefined
        ? fitColumns(all, width - fixedColumnsPx)
        : (ids ?? []).flatMap((id) => all.find((column) => column.id === id) ?? []),
    // `ids` is `chosen` split.
    [all, chosen, width],
  );
  return { all, shown };
}
