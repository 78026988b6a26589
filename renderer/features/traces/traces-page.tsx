import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { toProblem } from '#renderer/bridge/problems.ts';
import bars from '#renderer/parts/bars.module.css';
import { FilterField } from '#renderer/parts/filter-field.tsx';
import { PageHead } from '#renderer/parts/page.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { experimentQuery } from '../experiments/index.ts';
import { ExperimentTabs } from './experiment-tabs.tsx';
import { newestFirst } from './queries.ts';
import { TracesView } from './traces-view.tsx';
import { useTraceList } from './use-trace-list.ts';
import type { TraceList } from './use-trace-list.ts';

const route = getRouteApi('/experiments/$experimentId/traces');

/** The traces of one experiment, live. */
export function TracesPage() {
  const { experimentId } = route.useParams();
  return <Traces key={experimentId} experimentId={experimentId} />;
}

function Traces({ experimentId }: { experimentId: string }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filterRef = useRef<HTMLInputElement>(null);
  const experiment = useQuery(experimentQuery(bridge.client, experimentId));
  const filter = search.filter ?? '';
  const order = search.order ?? newestFirst;
  const list = useTraceList({ experimentId, filter, order });
  const change = (next: Partial<typeof search>, replace = false): void =>
    void navigate({ search: (now) => ({ ...now, ...next }), replace });
  if (experiment.isError && toProblem(experiment.error).code === 'NOT_FOUND') {
    return (
      <PageProblem
        title={t('traces.loadFailed')}
        error={experiment.error}
        onRetry={() => void experiment.refetch()}
      />
    );
  }
  return (
    <>
      <PageHead
        title={experiment.data?.name ?? ''}
        meta={
          experiment.data !== undefined && (
            <ExperimentTabs experimentId={experimentId} current="traces">
              <TraceTotal list={list} />
            </ExperimentTabs>
          )
        }
      />
      <div className={bars.filterBar}>
        <FilterField
          inputRef={filterRef}
          label={t('traces.filter')}
          hint={t('traces.filterHint')}
          value={filter}
          error={list.isFilterProblem ? list.error : null}
          onApply={(next) => change({ filter: next === '' ? undefined : next }, true)}
          onLeave={() => document.querySelector<HTMLElement>('[role="grid"]')?.focus()}
        />
        <span className="grow" />
      </div>
      <TracesView
        experimentId={experimentId}
        name={experiment.data?.name}
        list={list}
        filter={filter}
        order={order}
        onOrder={(next) => change({ order: next === newestFirst ? undefined : next })}
        onClear={() => change({ filter: undefined })}
        onFilter={() => filterRef.current?.focus()}
      />
    </>
  );
}

/** How many traces the search finds, as far as that is known. */
function TraceTotal({ list }: { list: TraceList }) {
  const { t } = useTranslation();
  const { traces, isLong, hasMore, offset, isFilterProblem } = list;
  if (traces === undefined || isFilterProblem || (traces.length === 0 && !hasMore)) return null;
  if (isLong || hasMore) return t('traces.over', { count: pageFloor(offset + traces.length) });
  return t('traces.summary', { count: offset + traces.length });
}

/** Says the same while rows that were deleted or came in make the loaded pages uneven. */
function pageFloor(count: number): number {
  return Math.max(1, Math.floor(count / 100)) * 100;
}
