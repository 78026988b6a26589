import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExperimentSummary } from '#contract/entities.ts';
import { DataGrid } from '#renderer/parts/grid/data-grid.tsx';
import type { GridLine } from '#renderer/parts/grid/grid-types.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { buildExperimentColumns } from './experiment-columns.tsx';
import { useExperimentActs } from './use-experiment-acts.ts';

const route = getRouteApi('/experiments');
/** Below this width a column goes rather than a name being cut. */
const narrowPx = 860;

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

export function ExperimentsTable({
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
  const [isNarrow, setNarrow] = useState(false);
  const columns = useMemo(() => {
    const all = buildExperimentColumns(t, locale);
    return isNarrow ? all.filter(({ id }) => id !== 'created') : all;
  }, [t, locale, isNarrow]);
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
      onWidth={(width) => setNarrow(width < narrowPx)}
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
