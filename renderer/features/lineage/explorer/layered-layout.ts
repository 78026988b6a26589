import { breakCycles } from './break-cycles.ts';
import type { Link } from './break-cycles.ts';

export type Place = { readonly id: string; readonly x: number; readonly y: number; readonly layer: number };
export type Path = Link & { readonly d: string };
export type Layout = {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly Place[];
  readonly edges: readonly Path[];
};

export const nodeSize = { width: 184, height: 56 };
const gap = { x: 56, y: 16 };
/** The height that a line takes which passes a column. */
const laneHeight = 12;
const margin = 24;
const corner = 7;
const rounds = 6;

type Slot = { readonly id: string; readonly isNode: boolean; y: number };

/**
 * Places things in columns from left to right, each after all that it was made of and as near to what was made of it as
 * that allows. Lines that span several columns get a lane in each, so that they pass no node; columns are ordered by the
 * middle of their neighbours (Sugiyama's method), and lines are stepped.
 */
export function layOut(ids: readonly string[], links: readonly Link[]): Layout {
  const oneWay = breakCycles(ids, links);
  const layers = findLayers(ids, oneWay);
  const { columns, chains } = addLanes(ids, oneWay, layers);
  orderColumns(columns, chains);
  const height = placeRows(columns);
  const places = new Map<string, Slot>(columns.flat().map((slot) => [slot.id, slot]));
  const columnX = (layer: number): number => margin + layer * (nodeSize.width + gap.x);
  const nodes = columns.flatMap((column, layer) =>
    column.filter(({ isNode }) => isNode).map(({ id, y }) => ({ id, x: columnX(layer), y, layer })),
  );
  const edges = chains.map(({ link, way }) => {
    const first = layers.get(link.from) ?? 0;
    const heights = way.map((id) => {
      const slot = places.get(id);
      return (slot?.y ?? 0) + (slot?.isNode === true ? nodeSize.height : laneHeight) / 2;
    });
    return { ...link, d: stepPath(heights, first, columnX) };
  });
  const width = columnX(columns.length) - gap.x + margin;
  return { width: Math.max(width, 2 * margin), height, nodes, edges };
}

/** The longest way from a thing that nothing made; then such things move up to what they are used by. */
function findLayers(ids: readonly string[], links: readonly Link[]): ReadonlyMap<string, number> {
  const made = new Map<string, string[]>(ids.map((id) => [id, []]));
  const open = new Map<string, number>(ids.map((id) => [id, 0]));
  for (const { from, to } of links) {
    made.get(from)?.push(to);
    addTo(open, to, 1);
  }
  const layers = new Map<string, number>(ids.map((id) => [id, 0]));
  const roots = ids.filter((id) => open.get(id) === 0);
  const queue = [...roots];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const next of made.get(id) ?? []) {
      layers.set(next, Math.max(layers.get(next) ?? 0, (layers.get(id) ?? 0) + 1));
      if (addTo(open, next, -1) === 0) queue.push(next);
    }
  }
  moveRoots(roots, made, layers);
  return layers;
}

function addTo(counts: Map<string, number>, id: string, by: number): number {
  const count = (counts.get(id) ?? 0) + by;
  counts.set(id, count);
  return count;
}

function moveRoots(
  roots: readonly string[],
  made: ReadonlyMap<string, readonly string[]>,
  layers: Map<string, number>,
): void {
  for (const root of roots) {
    const uses = (made.get(root) ?? []).map((id) => layers.get(id) ?? 0);
    if (uses.length > 0) layers.set(root, Math.min(...uses) - 1);
  }
}

type Chain = {
  readonly link: Link;
  /** A node, a lane in each column between, a node. */
  readonly way: readonly string[];
};

function addLanes(
  ids: readonly string[],
  links: readonly Link[],
  layers: ReadonlyMap<string, number>,
): { columns: Slot[][]; chains: readonly Chain[] } {
  const count = Math.max(0, ...layers.values()) + 1;
  const columns: Slot[][] = Array.from({ length: count }, () => []);
  for (const id of ids) columns[layers.get(id) ?? 0]?.push({ id, isNode: true, y: 0 });
  const chains = links.map((link) => {
    const [first, last] = [layers.get(link.from) ?? 0, layers.get(link.to) ?? 0];
    const lanes = Array.from({ length: Math.max(0, last - first - 1) }, (_, step) => {
      const id = `${link.from}\n${link.to}\n${String(step)}`;
      columns[first + 1 + step]?.push({ id, isNode: false, y: 0 });
      return id;
    });
    return { link, way: [link.from, ...lanes, link.to] };
  });
  return { columns, chains };
}

function orderColumns(columns: Slot[][], chains: readonly Chain[]): void {
  const before = new Map<string, string[]>();
  const after = new Map<string, string[]>();
  for (const { way } of chains) {
    for (const [index, id] of way.entries()) {
      const next = way[index + 1];
      if (next === undefined) continue;
      add(after, id, next);
      add(before, next, id);
    }
  }
  for (let round = 0; round < rounds; round += 1) {
    const isForward = round % 2 === 0;
    const order = isForward ? columns.keys() : [...columns.keys()].reverse();
    for (const index of order) {
      const neighbours = columns[isForward ? index - 1 : index + 1];
      if (neighbours !== undefined)
        sortByMiddle(columns[index] ?? [], neighbours, isForward ? before : after);
    }
  }
}

function add(map: Map<string, string[]>, key: string, value: string): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

/** What has no neighbour there stays where it was. */
function sortByMiddle(
  column: Slot[],
  neighbours: readonly Slot[],
  links: ReadonlyMap<string, readonly string[]>,
): void {
  const ranks = new Map(neighbours.map(({ id }, rank) => [id, rank]));
  const middles = new Map(
    column.map(({ id }, rank) => {
      const own = (links.get(id) ?? []).flatMap((other) => ranks.get(other) ?? []);
      const middle = own.length === 0 ? rank : own.reduce((sum, value) => sum + value, 0) / own.length;
      return [id, middle];
    }),
  );
  column.sort((a, b) => (middles.get(a.id) ?? 0) - (middles.get(b.id) ?? 0));
}

/** Columns one below another's middle; returns the height of all. */
function placeRows(columns: readonly Slot[][]): number {
  const heightOf = ({ isNode }: Slot): number => (isNode ? nodeSize.height : laneHeight) + gap.y;
  const heights = columns.map((column) => column.reduce((sum, slot) => sum + heightOf(slot), -gap.y));
  const tallest = Math.max(nodeSize.height, ...heights);
  for (const [index, column] of columns.entries()) {
    let y = margin + (tallest - (heights[index] ?? 0)) / 2;
    for (const slot of column) {
      slot.y = y;
      y += heightOf(slot);
    }
  }
  return tallest + 2 * margin;
}

/** A line through the middles of its nodes and lanes: level over each column, up or down in the gap before the next. */
function stepPath(heights: readonly number[], first: number, columnX: (layer: number) => number): string {
  const parts = [`M${String(columnX(first) + nodeSize.width)} ${String(heights[0] ?? 0)}`];
  for (let index = 1; index < heights.length; index += 1) {
    const [from, to] = [heights[index - 1] ?? 0, heights[index] ?? 0];
    const end = columnX(first + index);
    if (from !== to) parts.push(step(end - gap.x / 2, from, to));
    parts.push(`H${String(end)}`);
  }
  return parts.join('');
}

function step(x: number, from: number, to: number): string {
  const down = to > from ? 1 : -1;
  const radius = Math.min(corner, Math.abs(to - from) / 2);
  return [
    `H${String(x - radius)}`,
    `Q${String(x)} ${String(from)} ${String(x)} ${String(from + down * radius)}`,
    `V${String(to - down * radius)}`,
    `Q${String(x)} ${String(to)} ${String(x + radius)} ${String(to)}`,
  ].join('');
}
