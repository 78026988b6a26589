import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineageGraph } from '#contract/lineage.ts';
import { useApp } from '#renderer/app-context.ts';
import '#renderer/i18n/late/lineage-words.ts';
import { saveFile } from '#renderer/parts/charts/save-file.ts';
import { PageBody, PageHead } from '#renderer/parts/page.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import type { LineageSearch } from '#renderer/search-params.ts';
import { lineageTraceQuery } from '../queries.ts';
import { ExplorerBar, usualDepth } from './explorer-bar.tsx';
import { ExplorerStart } from './explorer-start.tsx';
import { kindOf, lineageKinds, viewGraph } from './graph-view.ts';
import type { LineageKind } from './graph-view.ts';
import { LineageGraphView } from './lineage-graph.tsx';
import { LineageInspector } from './lineage-inspector.tsx';
import { LineageTable } from './lineage-table.tsx';
import { ObjectPicker } from './object-picker.tsx';
import { wordNode } from './word-node.ts';

const route = getRouteApi('/lineage');
type Change = { [K in keyof LineageSearch]?: LineageSearch[K] | undefined };

/** Where a thing came from, and what a change of it would touch. */
export function LineageExplorer() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const hasMoved = useRef(false);
  const { uri, way = 'both', depth = usualDepth } = search;
  const trace = useQuery({
    ...lineageTraceQuery(bridge.client, { uri: uri ?? '', direction: way, depth }),
    enabled: uri !== undefined,
  });
  const graph = uri === undefined ? undefined : trace.data;
  const hidden = useMemo(() => readKinds(search.hide), [search.hide]);
  const kinds = useMemo(() => listKinds(graph), [graph]);
  const chosen = graph?.nodes.find((node) => node.uri === search.node);
  const change = (next: Change): void =>
    void navigate({ search: (now) => ({ ...now, ...next }), replace: true });
  const center = (next: string): void => {
    hasMoved.current = true;
    void navigate({ search: (now) => ({ ...now, uri: next, node: undefined }) });
  };
  return (
    <>
      <Head graph={graph} />
      <ExplorerBar
        search={search}
        kinds={kinds}
        hidden={hidden}
        picker={<ObjectPicker onPick={center} />}
        onChange={change}
        onExport={() => {
          if (graph !== undefined) saveFile('lineage.json', new Blob([JSON.stringify(graph, null, 2)]));
        }}
      />
      <PageBody
        inspector={
          graph !== undefined &&
          chosen !== undefined && (
            <LineageInspector
              key={chosen.uri}
              node={chosen}
              graph={graph}
              onChoose={(node) => change({ node })}
              onCenter={center}
              onClose={() => change({ node: undefined })}
            />
          )
        }
      >
        {uri === undefined ? (
          <ExplorerStart onPick={center} />
        ) : graph !== undefined ? (
          <Shown
            key={uri}
            isTable={search.view === 'table'}
            graph={graph}
            hidden={hidden}
            chosen={chosen?.uri}
            hasMoved={hasMoved}
            onChoose={(node) => change({ node })}
          />
        ) : trace.isError ? (
          <PageProblem
            title={t('lineageMap.loadFailed')}
            error={trace.error}
            onRetry={() => void trace.refetch()}
          />
        ) : (
          <StillBars />
        )}
      </PageBody>
    </>
  );
}

function Head({ graph }: { graph: LineageGraph | undefined }) {
  const { t } = useTranslation();
  const start = graph?.nodes.find(({ distance }) => distance === 0);
  return (
    <PageHead
      title={t('lineageMap.title')}
      meta={
        start && t('lineageMap.summary', { name: wordNode(start, t), count: (graph?.nodes.length ?? 1) - 1 })
      }
    >
      {graph?.isCut === true && <span className="g3 sm">{t('lineage.cut')}</span>}
    </PageHead>
  );
}

type ShownProps = {
  readonly isTable: boolean;
  readonly graph: LineageGraph;
  readonly hidden: ReadonlySet<LineageKind>;
  readonly chosen: string | undefined;
  /** A person put this thing in the middle: the focus may have gone with what they pressed. */
  readonly hasMoved: RefObject<boolean>;
  readonly onChoose: (uri: string | undefined) => void;
};

/** The graph with the groups that were opened, or the table of the same. */
function Shown({ isTable, graph, hidden, chosen, hasMoved, onChoose }: ShownProps) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [keep, setKeep] = useState<ReadonlySet<string>>(new Set());
  const start = graph.nodes.find(({ distance }) => distance === 0)?.uri ?? '';
  const view = useMemo(() => viewGraph(graph, { hidden, opened, keep }), [graph, hidden, opened, keep]);
  // What is looked at comes out of its group and stays out: the boxes hold still while arrows go from one to the next.
  if (chosen !== undefined && !view.nodes.has(chosen) && !keep.has(chosen))
    setKeep(new Set([...keep, chosen]));
  if (isTable) return <LineageTable graph={graph} hidden={hidden} chosen={chosen} onChoose={onChoose} />;
  return (
    <LineageGraphView
      view={view}
      start={start}
      chosen={chosen}
      hasMoved={hasMoved}
      onChoose={(uri) => onChoose(uri === chosen ? undefined : uri)}
      onOpenGroup={(id) => setOpened(new Set([...opened, id]))}
    />
  );
}

function readKinds(text: string | undefined): ReadonlySet<LineageKind> {
  const given = text?.split(',') ?? [];
  return new Set([...lineageKinds, 'Other' as const].filter((kind) => given.includes(kind)));
}

function listKinds(graph: LineageGraph | undefined): readonly LineageKind[] {
  const present = new Set(graph?.nodes.map(kindOf));
  return [...lineageKinds, 'Other' as const].filter((kind) => present.has(kind));
}
