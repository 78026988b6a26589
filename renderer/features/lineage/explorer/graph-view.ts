import type { LineageGraph, LineageNode } from '#contract/lineage.ts';
import type { Link } from './break-cycles.ts';

/** The kinds of things that the explorer tells apart, in the order of making; checks and deeds lie between. */
export const lineageKinds = [
  'DatasetVersion',
  'File',
  'Table',
  'Ingest',
  'Task',
  'Run',
  'LoggedModel',
  'Register',
  'ModelVersion',
  'BatchPredict',
  'Batch',
  'Monitor',
  'Report',
  'Alert',
] as const;
export type LineageKind = (typeof lineageKinds)[number] | 'Other';

export function kindOf({ type }: Pick<LineageNode, 'type'>): LineageKind {
  return lineageKinds.find((kind) => kind === type) ?? 'Other';
}

export type Group = {
  readonly id: string;
  readonly kind: LineageKind;
  readonly members: readonly LineageNode[];
};
export type GraphView = {
  /** Addresses, and ids of groups. */
  readonly ids: readonly string[];
  readonly nodes: ReadonlyMap<string, LineageNode>;
  readonly groups: ReadonlyMap<string, Group>;
  readonly links: readonly Link[];
};

/** This many of one kind that are linked alike are drawn one by one; more are one box until it is opened. */
const drawnAlone = 5;

/**
 * What is drawn of a graph: without the kinds that are hidden, whose neighbours are then linked directly, and with many of
 * one kind at one distance and side as one group.
 * @param keep addresses that are never put into a group: what was asked about and what is looked at
 */
export function viewGraph(
  graph: LineageGraph,
  options: {
    readonly hidden: ReadonlySet<LineageKind>;
    readonly opened: ReadonlySet<string>;
    readonly keep: ReadonlySet<string>;
  },
): GraphView {
  const start = graph.nodes.find(({ distance }) => distance === 0)?.uri;
  const shown = graph.nodes.filter((node) => node.uri === start || !options.hidden.has(kindOf(node)));
  const links = bridgeHidden(graph, new Set(shown.map(({ uri }) => uri)));
  const upstream = reach(start, graph.edges, 'up');
  const groups = new Map<string, Group>();
  const groupOf = new Map<string, string>();
  for (const [id, members] of gather(shown, upstream)) {
    const folded = members.filter(({ uri }) => uri !== start && !options.keep.has(uri));
    const [first] = folded;
    if (first === undefined || folded.length <= drawnAlone || options.opened.has(id)) continue;
    groups.set(id, { id, kind: kindOf(first), members: folded });
    for (const { uri } of folded) groupOf.set(uri, id);
  }
  const alone = shown.filter(({ uri }) => !groupOf.has(uri));
  return {
    ids: [...alone.map(({ uri }) => uri), ...groups.keys()],
    nodes: new Map(alone.map((node) => [node.uri, node])),
    groups,
    links: mergeLinks(links, groupOf),
  };
}

function gather(
  nodes: readonly LineageNode[],
  upstream: ReadonlySet<string>,
): ReadonlyMap<string, LineageNode[]> {
  return Map.groupBy(
    nodes,
    (node) => `${upstream.has(node.uri) ? 'up' : 'down'} ${String(node.distance)} ${node.type}`,
  );
}

/** Links that pass what is hidden, from the last thing shown before it to the first after. */
function bridgeHidden({ edges }: LineageGraph, shown: ReadonlySet<string>): readonly Link[] {
  const next = Map.groupBy(edges, ({ from }) => from);
  const links: Link[] = [];
  for (const from of shown) {
    const seen = new Set<string>();
    const queue = (next.get(from) ?? []).map(({ to }) => to);
    for (let to = queue.pop(); to !== undefined; to = queue.pop()) {
      if (seen.has(to)) continue;
      seen.add(to);
      if (shown.has(to)) links.push({ from, to });
      else queue.push(...(next.get(to) ?? []).map((edge) => edge.to));
    }
  }
  return links;
}

function mergeLinks(links: readonly Link[], groupOf: ReadonlyMap<string, string>): readonly Link[] {
  const merged = new Map<string, Link>();
  for (const link of links) {
    const from = groupOf.get(link.from) ?? link.from;
    const to = groupOf.get(link.to) ?? link.to;
    if (from !== to) merged.set(`${from}\n${to}`, { from, to });
  }
  return [...merged.values()];
}

/** Everything that leads to a thing (`up`), or that it leads to, without itself. */
export function reach(
  start: string | undefined,
  links: readonly Link[],
  direction: 'up' | 'down',
): ReadonlySet<string> {
  const [near, far] = direction === 'up' ? (['to', 'from'] as const) : (['from', 'to'] as const);
  const next = Map.groupBy(links, (link) => link[near]);
  const found = new Set<string>();
  const queue = start === undefined ? [] : [start];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const link of next.get(id) ?? []) {
      if (link[far] === start || found.has(link[far])) continue;
      found.add(link[far]);
      queue.push(link[far]);
    }
  }
  return found;
}
