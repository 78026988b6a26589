import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineageGraph, LineageNode } from '#contract/lineage.ts';
import { DataGrid } from '#renderer/parts/grid/data-grid.tsx';
import type { GridColumn, GridLine } from '#renderer/parts/grid/grid-types.ts';
import { whenColumn } from '#renderer/parts/when-column.tsx';
import { kindOf, reach } from './graph-view.ts';
import type { LineageKind } from './graph-view.ts';
import { LineageState } from './lineage-state.tsx';
import { wordNode } from './word-node.ts';

type LineageTableProps = {
  readonly graph: LineageGraph;
  readonly hidden: ReadonlySet<LineageKind>;
  readonly chosen: string | undefined;
  readonly onChoose: (uri: string | undefined) => void;
};

type Row = LineageNode & { readonly side: 'start' | 'upstream' | 'downstream' };

/** The same as the graph in lines, the nearest first: for the keyboard, for screen readers, and for thousands. */
export function LineageTable({ graph, hidden, chosen, onChoose }: LineageTableProps) {
  const { t } = useTranslation();
  const columns = useMemo(() => buildColumns(t), [t]);
  const lines = useMemo((): readonly GridLine<Row>[] => {
    const start = graph.nodes.find(({ distance }) => distance === 0)?.uri;
    const above = reach(start, graph.edges, 'up');
    return graph.nodes
      .filter((node) => node.uri === start || !hidden.has(kindOf(node)))
      .map((node) => {
        const side = node.uri === start ? 'start' : above.has(node.uri) ? 'upstream' : 'downstream';
        return { id: node.uri, item: { ...node, side }, level: 1, expanded: null };
      });
  }, [graph, hidden]);
  return (
    <DataGrid
      label={t('lineageMap.tableOf', { count: lines.length })}
      lines={lines}
      columns={columns}
      total={lines.length}
      shownId={chosen}
      handlers={{
        onOpen: onChoose,
        onInspect: (uri) => onChoose(uri === chosen ? undefined : uri),
        onEscape: () => onChoose(undefined),
      }}
    />
  );
}

function buildColumns(t: TFunction): readonly GridColumn<Row>[] {
  return [
    {
      id: 'name',
      head: t('lineageMap.name'),
      label: t('lineageMap.name'),
      width: 'minmax(200px, 2fr)',
      cell: ({ item }) => (
        <span className="ell" translate="no">
          {wordNode(item, t)}
        </span>
      ),
      title: ({ item }) => item.uri,
    },
    {
      id: 'kind',
      head: t('lineageMap.kind'),
      label: t('lineageMap.kind'),
      width: 'minmax(120px, 1fr)',
      cell: ({ item }) => <span className="g2">{t(`lineageMap.kinds.${kindOf(item)}`)}</span>,
    },
    {
      id: 'side',
      head: t('lineageMap.relation'),
      label: t('lineageMap.relation'),
      width: 'minmax(140px, 1fr)',
      cell: ({ item }) => (
        <span className="g2">{t(`lineageMap.sides.${item.side}`, { count: item.distance })}</span>
      ),
    },
    {
      id: 'state',
      head: t('lineageMap.state'),
      label: t('lineageMap.state'),
      width: '120px',
      cell: ({ item }) => <LineageState state={item.state} />,
    },
    whenColumn(t('lineageMap.when')),
  ];
}
