import { Graph, layout } from '@dagrejs/dagre';
import { cardHeight, gapX, gapY, orderByNeeds, snap } from './flow-places.ts';
import type { LaidTask, Place, Places } from './flow-places.ts';
import { layOutGrid } from './lay-out-grid.ts';

/** Above it a plain grid: crossings no longer help anybody, and dagre takes seconds. */
const mostForDagre = 1000;
/** Above it ranks are found the quick way. */
const mostForSimplex = 200;

/** Places all tasks anew, from left to right. @param tasks at any number; the answer depends on them alone */
export function layOutFresh(tasks: readonly LaidTask[]): Places {
  return tasks.length > mostForDagre ? layOutGrid(tasks) : layOutByDagre(tasks);
}

function layOutByDagre(tasks: readonly LaidTask[]): Places {
  const graph = toGraph(tasks);
  layout(graph);
  const centres = tasks.map(({ id, width }) => {
    const { x = 0, y = 0 } = graph.node(id) as { x?: number; y?: number };
    return { id, width, x, y };
  });
  const widest = new Map<number, number>();
  for (const { x, width } of centres) widest.set(x, Math.max(widest.get(x) ?? 0, width));
  // Cards of a column begin at one line, whatever their width.
  const corners = centres.map(({ id, x, y }) => ({
    id,
    x: x - (widest.get(x) ?? 0) / 2,
    y: y - cardHeight / 2,
  }));
  return fromOrigin(corners);
}

function toGraph(tasks: readonly LaidTask[]): Graph {
  const groups = new Set(tasks.flatMap(({ group }) => group ?? []));
  const graph = new Graph({ compound: groups.size > 0 });
  graph.setGraph({
    rankdir: 'LR',
    nodesep: gapY,
    edgesep: gapY / 2,
    ranksep: gapX,
    ranker: tasks.length > mostForSimplex ? 'tight-tree' : 'network-simplex',
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width } of tasks) graph.setNode(id, { width, height: cardHeight });
  for (const group of groups) graph.setNode(clusterOf(group), {});
  const known = new Set(tasks.map(({ id }) => id));
  // In the order of needing, so that a cycle is cut at the same edge each time.
  for (const { id, needs, group } of orderByNeeds(tasks)) {
    if (group !== null) graph.setParent(id, clusterOf(group));
    for (const need of needs) if (known.has(need) && need !== id) graph.setEdge(need, id);
  }
  return graph;
}

/** No task is called so: an id has no space. */
const clusterOf = (group: string): string => `group ${group}`;

/** Moved to where both axes begin, on the grid. */
function fromOrigin(corners: readonly (Place & { readonly id: string })[]): Places {
  const left = corners.reduce((least, { x }) => Math.min(least, x), Infinity);
  const top = corners.reduce((least, { y }) => Math.min(least, y), Infinity);
  return new Map(corners.map(({ id, x, y }) => [id, { x: snap(x - left), y: snap(y - top) }]));
}
