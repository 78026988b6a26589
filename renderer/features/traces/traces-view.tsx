import { useMediaQuery } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { IconArrowUp } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trace } from '#contract/tracing.ts';
import { isConnectionLost } from '#renderer/bridge/problems.ts';
import bars from '#renderer/parts/bars.module.css';
import { DataGrid } from '#renderer/parts/grid/data-grid.tsx';
import type { GridRow } from '#renderer/parts/grid/grid-types.ts';
import { PageBody } from '#renderer/parts/page.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { formatMoment } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { useSelection } from '../runs/index.ts';
import type { Selection } from '../runs/index.ts';
import { buildTraceColumns } from './trace-columns.tsx';
import { TraceSelectionBar } from './trace-selection-bar.tsx';
import { TracesEmpty } from './traces-empty.tsx';
import type { TraceList } from './use-trace-list.ts';

type TracesViewProps = {
  readonly experimentId: string;
  /** Undefined while it is read. */
  readonly name: string | undefined;
  readonly list: TraceList;
  readonly filter: string;
  readonly order: string;
  readonly onOrder: (order: string | undefined) => void;
  readonly onClear: () => void;
  readonly onFilter: () => void;
};

/** The list and what belongs to its selection. */
export function TracesView(props: TracesViewProps) {
  const { list, filter } = props;
  const [isConfirming, setConfirming] = useState(false);
  const selection = useSelection(filter);
  const clear = (): void => {
    setConfirming(false);
    selection.clear();
  };
  return (
    <PageBody inspector={null}>
      <TracesContent
        {...props}
        selection={selection}
        onEscape={clear}
        onDelete={(traceId) => {
          if (selection.ids.size === 0) selection.setAll([traceId]);
          setConfirming(true);
        }}
      />
      {list.hasArrived && <ArrivedChip list={list} />}
      {selection.ids.size > 0 && (
        <TraceSelectionBar
          traceIds={[...selection.ids]}
          isConfirming={isConfirming}
          onConfirming={setConfirming}
          onClear={clear}
        />
      )}
    </PageBody>
  );
}

type TracesContentProps = TracesViewProps & {
  readonly selection: Selection;
  readonly onDelete: (traceId: string) => void;
  readonly onEscape: () => void;
};

function TracesContent(props: TracesContentProps) {
  const { t } = useTranslation();
  const { list, name, filter, onClear } = props;
  const { traces, error, isFilterProblem } = list;
  if (error !== null && !isFilterProblem && (traces === undefined || !isConnectionLost(error)))
    return <PageProblem title={t('traces.loadFailed')} error={error} onRetry={list.readAgain} />;
  if (traces === undefined) return isFilterProblem ? null : <StillBars rows={16} />;
  if (traces.length > 0) return <TracesTable {...props} traces={traces} />;
  // A search that was refused has found nothing and missed nothing: what is wrong stands at the filter.
  if (isFilterProblem || name === undefined) return null;
  return <TracesEmpty name={name} isFiltered={filter !== ''} onClear={onClear} />;
}

/** ARIA's sign for a count that is not known; the grid adds its head to it. */
const unknownTotal = -2;

function TracesTable(props: TracesContentProps & { readonly traces: readonly Trace[] }) {
  const { experimentId, name = '', list, traces, order, selection } = props;
  const { t } = useTranslation();
  const locale = useLocale();
  const navigate = useNavigate();
  const isWide = useMediaQuery('(min-width: 1240px)', false, { getInitialValueInEffect: false });
  const columns = useMemo(
    () => buildTraceColumns({ t, locale, experimentId, isWide }),
    [t, locale, experimentId, isWide],
  );
  const lines = useMemo(() => traces.map(toRow), [traces]);
  const ids = useMemo(() => traces.map(({ traceId }) => traceId), [traces]);
  const open = (traceId: string): void =>
    void navigate({
      to: '/experiments/$experimentId/traces/$traceId',
      params: { experimentId, traceId },
      search: {},
    });
  return (
    <DataGrid<Trace>
      label={t('traces.list', { name })}
      lines={lines}
      columns={columns}
      total={list.hasMore ? unknownTotal : list.offset + lines.length}
      offset={list.offset}
      order={order}
      onOrder={(next) => {
        props.onOrder(next);
        list.goToTop();
      }}
      selected={selection.ids}
      selectAllLabel={t('traces.selectAll')}
      selectLabel={({ item }) =>
        t('runs.select', { name: `${item.name ?? item.traceId} ${formatMoment(item.startedAt)}` })
      }
      onSelectAll={() => selection.setAll(selection.ids.size > 0 ? [] : ids)}
      onView={list.follow}
      topKey={list.topKey}
      handlers={{
        onOpen: open,
        onInspect: open,
        onSelect: (id, range) => selection.toggle(id, range, ids),
        onFilter: props.onFilter,
        onEscape: props.onEscape,
        onDelete: props.onDelete,
      }}
    />
  );
}

function toRow(trace: Trace): GridRow<Trace> {
  return { id: trace.traceId, item: trace, level: 1, expanded: null };
}

/** Says that newer traces came while the rows held still, and brings them. */
function ArrivedChip({ list }: { list: TraceList }) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className={bars.chip}
      onClick={() => {
        list.goToTop();
        list.readAgain();
      }}
    >
      {t('traces.arrived')}
      <IconArrowUp size={14} stroke={1.5} aria-hidden="true" />
    </button>
  );
}
