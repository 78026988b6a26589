import { Button, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { IconPlus } from '@tabler/icons-react';
import { useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExperimentSummary } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import classes from '#renderer/parts/bars.module.css';
import { FilterField } from '#renderer/parts/filter-field.tsx';
import { DataGrid } from '#renderer/parts/grid/data-grid.tsx';
import type { GridLine } from '#renderer/parts/grid/grid-types.ts';
import { formatCount } from '#renderer/parts/numbers.ts';
import { PageBody, PageHead } from '#renderer/parts/page.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useLastGood } from '#renderer/parts/use-last-good.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { toProblem } from '#renderer/bridge/problems.ts';
import { buildExperimentColumns } from './experiment-columns.tsx';
import { ExperimentPanel } from './experiment-panel.tsx';
import { ExperimentsEmpty } from './experiments-empty.tsx';
import { NewExperimentPanel } from './new-experiment-panel.tsx';
import { experimentListQuery } from './queries.ts';
import { useExperimentActs } from './use-experiment-acts.ts';

const route = getRouteApi('/experiments');

/** Every experiment of the workspace. */
export function ExperimentsPage() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filterRef = useRef<HTMLInputElement>(null);
  const { filter = '', view = 'active', order, show } = search;
  const list = useInfiniteQuery(experimentListQuery(bridge.client, { filter, view, order }));
  const pages = useLastGood(list.data?.pages, view);
  const experiments = useMemo(() => pages?.flatMap((page) => page.experiments) ?? [], [pages]);
  const isFilterProblem = list.isError && toProblem(list.error).code === 'FILTER_SYNTAX';

  const change = (next: Partial<typeof search>, replace = false): void =>
    void navigate({ search: (now) => ({ ...now, ...next }), replace });
  return (
    <>
      <PageHead
        title={t('experiments.title')}
        meta={
          pages &&
          t('experiments.summary', {
            count: experiments.length,
            shown: formatCount(experiments.length, locale),
          })
        }
      >
        <SegmentedControl
          aria-label={t('experiments.list')}
          value={view}
          data={[
            { value: 'active', label: t('views.active') },
            { value: 'deleted', label: t('views.deleted') },
          ]}
          onChange={(value) => change({ view: value === 'deleted' ? 'deleted' : undefined, show: undefined })}
        />
        <Button
          variant="filled"
          leftSection={<IconPlus size={16} stroke={1.5} />}
          onClick={() => change({ show: 'new' })}
        >
          {t('experiments.new')}
        </Button>
      </PageHead>
      <div className={classes.filterBar}>
        <FilterField
          inputRef={filterRef}
          label={t('experiments.filter')}
          hint={t('experiments.filterHint')}
          value={filter}
          error={isFilterProblem ? list.error : null}
          onApply={(next) => change({ filter: next === '' ? undefined : next }, true)}
          onLeave={() => document.querySelector<HTMLElement>('[role="grid"]')?.focus()}
        />
      </div>
      <PageBody
        inspector={
          show === 'new' ? (
            <NewExperimentPanel onClose={() => change({ show: undefined })} />
          ) : (
            show !== undefined && (
              <ExperimentPanel key={show} experimentId={show} onClose={() => change({ show: undefined })} />
            )
          )
        }
      >
        {list.isError && !isFilterProblem && pages === undefined ? (
          <PageProblem
            title={t('experiments.loadFailed')}
            error={list.error}
            onRetry={() => void list.refetch()}
          />
        ) : pages === undefined ? (
          <StillBars />
        ) : experiments.length === 0 ? (
          <ExperimentsEmpty
            view={view}
            filtered={filter !== ''}
            onClear={() => change({ filter: undefined })}
            onNew={() => change({ show: 'new' })}
          />
        ) : (
          <ExperimentsTable
            experiments={experiments}
            order={order}
            shownId={show}
            onMore={() => list.hasNextPage && void list.fetchNextPage()}
            onShow={(id) => change({ show: id })}
            onOrder={(next) => change({ order: next })}
            onFilter={() => filterRef.current?.focus()}
            below={
              isUntouched(experiments) && view === 'active' && filter === '' ? (
                <ExperimentsEmpty
                  view={view}
                  filtered={false}
                  onNew={() => change({ show: 'new' })}
                  onClear={() => undefined}
                />
              ) : null
            }
          />
        )}
      </PageBody>
    </>
  );
}

/** Nothing but the experiment that every workspace begins with, and nothing in it. */
function isUntouched(experiments: readonly ExperimentSummary[]): boolean {
  return (
    experiments.length <= 1 && experiments.every(({ runCount, name }) => runCount === 0 && name === 'Default')
  );
}

type ExperimentsTableProps = {
  readonly experiments: readonly ExperimentSummary[];
  readonly order: string | undefined;
  readonly shownId: string | undefined;
  readonly onMore: () => void;
  readonly onShow: (id: string | undefined) => void;
  readonly onOrder: (order: string | undefined) => void;
  readonly onFilter: () => void;
  readonly below: ReactNode;
};

function ExperimentsTable({
  experiments,
  order,
  shownId,
  onMore,
  onShow,
  onOrder,
  onFilter,
  below,
}: ExperimentsTableProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const navigate = route.useNavigate();
  const acts = useExperimentActs();
  const columns = useMemo(() => buildExperimentColumns(t, locale), [t, locale]);
  const lines = useMemo(
    (): readonly GridLine<ExperimentSummary>[] =>
      experiments.map((item) => ({ id: item.experimentId, item, level: 1, expanded: null })),
    [experiments],
  );
  return (
    <DataGrid
      label={t('experiments.list')}
      lines={lines}
      columns={columns}
      total={experiments.length}
      order={order}
      onOrder={onOrder}
      shownId={shownId}
      below={below}
      onView={({ last }) => {
        if (last >= experiments.length - 20) onMore();
      }}
      handlers={{
        onOpen: (experimentId) =>
          void navigate({ to: '/experiments/$experimentId', params: { experimentId }, search: {} }),
        onInspect: (id) => onShow(id === shownId ? undefined : id),
        onNew: () => onShow('new'),
        onFilter,
        onEscape: () => onShow(undefined),
        onDelete: (id) => {
          const experiment = experiments.find(({ experimentId }) => experimentId === id);
          if (experiment?.lifecycle === 'active') void acts.remove(experiment);
        },
      }}
    />
  );
}
