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
import { useHeadlines } from './use-headlines.ts';

const route = getRouteApi('/experiments');
const widePx = 1280;
/** Below these widths a column goes rather than a name being cut. */
const leastWidths: Readonly<Record<string, number>> = {
  created: 1180,
  tags: 980,
  trend: 860,
  running: 780,
  owner: 660,
};

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
  const headlines = useHeadlines(experiments);
  const [width, setWidth] = useState(widePx);
  const columns = useMemo(() => {
    const all = buildExperimentColumns(t, locale, headlines);
    return all.filter(({ id }) => width >= (leastWidths[id] ?? 0));
  }, [t, locale, headlines, width]);
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
      onWidth={setWidth}
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
        rowKeys: {
          e: (id) => {
            const experiment = experiments.find(({ experimentId }) => experimentId === id);
            if (experiment === undefined) return;
            void (experiment.lifecycle === 'active' ? acts.remove(experiment) : acts.restore(experiment));
          },
        },
        onDelete: (id) => {
          const experiment = experiments.find(({ experimentId }) => experimentId === id);
          if (experiment?.lifecycle === 'active') void acts.remove(experiment);
        },
      }}
    />
  );
}
