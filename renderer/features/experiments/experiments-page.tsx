import { Button, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { IconPlus } from '@tabler/icons-react';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExperimentSummary } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import classes from '#renderer/parts/bars.module.css';
import { FilterField } from '#renderer/parts/filter-field.tsx';
import { PageBody, PageHead } from '#renderer/parts/page.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import type { ExperimentsSearch } from '#renderer/search-params.ts';
import { useLastGood } from '#renderer/parts/use-last-good.ts';
import { isConnectionLost, isRefusedSearch } from '#renderer/bridge/problems.ts';
import { ExperimentPanel } from './experiment-panel.tsx';
import { ExperimentsEmpty } from './experiments-empty.tsx';
import { ExperimentsTable } from './experiments-table.tsx';
import { NewExperimentPanel } from './new-experiment-panel.tsx';
import { experimentListQuery } from './queries.ts';

const route = getRouteApi('/experiments');

/** Every experiment of the workspace. */
export function ExperimentsPage() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filterRef = useRef<HTMLInputElement>(null);
  const { filter = '', view = 'active', order, show } = search;
  const list = useInfiniteQuery(experimentListQuery(bridge.client, { filter, view, order }));
  const pages = useLastGood(list.data?.pages, view);
  const experiments = useMemo(() => pages?.flatMap((page) => page.experiments) ?? [], [pages]);
  const isFilterProblem = list.isError && isRefusedSearch(list.error);

  const change = (next: Partial<typeof search>, replace = false): void =>
    void navigate({ search: (now) => ({ ...now, ...next }), replace });
  return (
    <>
      <ExperimentsHead view={view} count={pages && experiments.length} onChange={change} />
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
          show !== undefined && (
            <ExperimentsInspector show={show} onClose={() => change({ show: undefined })} />
          )
        }
      >
        {isPageProblem(list.error, pages !== undefined) ? (
          <PageProblem
            title={t('experiments.loadFailed')}
            error={list.error}
            onRetry={() => void list.refetch()}
          />
        ) : pages === undefined && !isFilterProblem ? (
          <StillBars />
        ) : experiments.length === 0 ? (
          !isFilterProblem && (
            <ExperimentsEmpty
              view={view}
              filtered={filter !== ''}
              onClear={() => change({ filter: undefined })}
              onNew={() => change({ show: 'new' })}
            />
          )
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
              isUnused(experiments, search) ? (
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

/** What keeps the whole list from being shown: not a refused search, and no lost engine while there is a list. */
function isPageProblem(error: unknown, hasList: boolean): boolean {
  if (error === null || isRefusedSearch(error)) return false;
  return !hasList || !isConnectionLost(error);
}

function ExperimentsInspector({ show, onClose }: { show: string; onClose: () => void }) {
  if (show === 'new') return <NewExperimentPanel onClose={onClose} />;
  return <ExperimentPanel key={show} experimentId={show} onClose={onClose} />;
}

type ExperimentsHeadProps = {
  readonly view: 'active' | 'deleted';
  readonly count: number | undefined;
  readonly onChange: (next: ExperimentsSearch) => void;
};

function ExperimentsHead({ view, count, onChange }: ExperimentsHeadProps) {
  const { t } = useTranslation();
  return (
    <PageHead
      title={t('experiments.title')}
      meta={count !== undefined && t('experiments.summary', { count })}
    >
      <SegmentedControl
        aria-label={t('experiments.list')}
        value={view}
        data={[
          { value: 'active', label: t('views.active') },
          { value: 'deleted', label: t('views.deleted') },
        ]}
        onChange={(value) => onChange({ view: value === 'deleted' ? 'deleted' : undefined, show: undefined })}
      />
      <Button
        variant="filled"
        leftSection={<IconPlus size={16} stroke={1.5} />}
        onClick={() => onChange({ show: 'new' })}
      >
        {t('experiments.new')}
      </Button>
    </PageHead>
  );
}

/** Nothing but the experiment that every workspace begins with, and nothing in it. */
function isUnused(experiments: readonly ExperimentSummary[], { view, filter }: ExperimentsSearch): boolean {
  if (view !== undefined || filter !== undefined) return false;
  return (
    experiments.length <= 1 && experiments.every(({ runCount, name }) => runCount === 0 && name === 'Default')
  );
}
