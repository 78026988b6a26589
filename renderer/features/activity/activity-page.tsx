import { Button } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import { DataGrid } from '#renderer/parts/grid/data-grid.tsx';
import { PageBody, PageHead } from '#renderer/parts/page.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useFollowView, useListTop } from '#renderer/parts/use-list-window.ts';
import type { ActivitySearch } from '#renderer/search-params.ts';
import { buildActivityColumns } from './activity-columns.tsx';
import { ActivityDetail } from './activity-detail.tsx';
import { ActivityFilters } from './activity-filters.tsx';
import { searchToFilter } from './activity-filter.ts';
import { activityListQuery, activityPageSize } from './queries.ts';
import { changeOf } from './fold-steps.ts';
import { useStepLines } from './use-step-lines.ts';

const route = getRouteApi('/activity');

/** Who changed what, and when, with the way back. */
export function ActivityPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filterRef = useRef<HTMLInputElement>(null);
  const { list, entries, view, offset, readFromTop } = useActivityList(search);
  const [width, setWidth] = useState(1072);
  const { lines, steps, toggle } = useStepLines(entries, search);
  const columns = useMemo(() => buildActivityColumns(t, width, toggle), [t, width, toggle]);
  const follow = useFollowView(
    { list, pageSize: activityPageSize, offset, count: lines.length, readFromTop },
    view.show,
  );
  const change = (next: object): void =>
    void navigate({ search: (now) => ({ ...now, ...next }), replace: true });
  const shown = [...entries, ...steps].find(({ activityId }) => activityId === search.change);
  return (
    <>
      <PageHead title={t('changes.title')}>
        {!view.atTop && (
          <Button
            onClick={() => {
              readFromTop();
              view.goToTop();
            }}
          >
            {t('changes.newer')}
          </Button>
        )}
      </PageHead>
      <ActivityFilters search={search} inputRef={filterRef} onChange={change} />
      <PageBody
        inspector={
          shown && (
            <ActivityDetail
              key={shown.activityId}
              entry={shown}
              onClose={() => change({ change: undefined })}
              onOnly={() => change({ kind: shown.entityKind, id: shown.entityId })}
            />
          )
        }
      >
        {list.isError && list.data === undefined ? (
          <PageProblem
            title={t('changes.loadFailed')}
            error={list.error}
            onRetry={() => void list.refetch()}
          />
        ) : list.data === undefined ? (
          <StillBars />
        ) : entries.length === 0 ? (
          <NoChanges
            filtered={Object.keys(search).some((key) => key !== 'change')}
            onClear={() => void navigate({ search: {} })}
          />
        ) : (
          <DataGrid
            label={t('changes.list')}
            lines={lines}
            columns={columns}
            total={offset + lines.length}
            tree
            offset={offset}
            shownId={search.change === undefined ? undefined : String(search.change)}
            topKey={view.topKey}
            onView={follow}
            onWidth={setWidth}
            handlers={{
              onOpen: (id) => change({ change: changeOf(id) }),
              onInspect: (id) =>
                change({ change: changeOf(id) === search.change ? undefined : changeOf(id) }),
              onToggleExpand: toggle,
              onFilter: () => filterRef.current?.focus(),
              onEscape: () => change({ change: undefined }),
            }}
          />
        )}
      </PageBody>
    </>
  );
}

/** At the top new changes slide in; further down the rows hold still. */
function useActivityList(search: ActivitySearch) {
  const { bridge } = useApp();
  const queryClient = useQueryClient();
  const view = useListTop();
  const { kind, id, by, text, from, until } = search;
  const options = useMemo(
    () => activityListQuery(bridge.client, searchToFilter({ kind, id, by, text, from, until })),
    [bridge, kind, id, by, text, from, until],
  );
  const hasRows = queryClient.getQueryData(options.queryKey) !== undefined;
  const list = useInfiniteQuery({ ...options, enabled: view.atTop || !hasRows });
  const pages = list.data?.pages;
  const entries = useMemo(() => pages?.flatMap((page) => page.entries) ?? [], [pages]);
  const readFromTop = (): void => void queryClient.resetQueries({ queryKey: options.queryKey, exact: true });
  return { list, entries, view, readFromTop, offset: (pages?.[0]?.index ?? 0) * activityPageSize };
}

function NoChanges({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { t } = useTranslation();
  if (!filtered) return <EmptyState title={t('changes.noneTitle')} lines={[t('changes.noneText')]} />;
  return (
    <EmptyState title={t('changes.notFoundTitle')} lines={[t('changes.notFoundText')]} drawing={false}>
      <Button variant="filled" onClick={onClear}>
        {t('changes.clear')}
      </Button>
    </EmptyState>
  );
}
