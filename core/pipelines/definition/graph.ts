/** A task as far as its place in the graph matters. */
export interface GraphNode {
  id: string;
  needs: readonly string[];
}

/**
 * One cycle of each knot of tasks that need each other, as a path whose last id is its first: `a -> b -> a`, where
 * each needs the one before it. Empty when there is none. Ids that do not exist are passed over. O(tasks + needs).
 */
export function findCycles(nodes: readonly GraphNode[]): string[][] {
  const cycles: string[][] = [];
  walkAll(mapNeeds(nodes), { onCycle: (cycle) => void cycles.push(cycle), onEnd: () => undefined });
  return cycles;
}

interface Visitor {
  onCycle(cycle: string[]): void;
  /** After all that the task needs, except on the way of a cycle. */
  onEnd(id: string): void;
}

function mapNeeds(nodes: readonly GraphNode[]): Map<string, readonly string[]> {
  return new Map(nodes.map(({ id, needs }) => [id, needs]));
}

function walkAll(needsOf: ReadonlyMap<string, readonly string[]>, visitor: Visitor): void {
  const state = new Map<string, 'open' | 'done'>();
  for (const id of needsOf.keys()) if (!state.has(id)) walk(id, needsOf, state, visitor);
}

/** Depth first, with a stack of its own: a chain of 10,000 tasks would use up the machine's. */
function walk(
  root: string,
  needsOf: ReadonlyMap<string, readonly string[]>,
  state: Map<string, 'open' | 'done'>,
  visitor: Visitor,
): void {
  const path: { id: string; next: number }[] = [{ id: root, next: 0 }];
  state.set(root, 'open');
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const need = needsOf.get(top.id)?.[top.next++];
    if (need === undefined) {
      state.set(top.id, 'done');
      visitor.onEnd(top.id);
      path.pop();
    } else if (state.get(need) === 'open') {
      const from = path.findIndex(({ id }) => id === need);
      visitor.onCycle([...path.slice(from).map(({ id }) => id), need].reverse());
    } else if (!state.has(need) && needsOf.has(need)) {
      state.set(need, 'open');
      path.push({ id: need, next: 0 });
    }
  }
}

/** Answers whether one task comes before another, on any way; finds all ways out at the first question that needs them. */
export function createUpstream(nodes: readonly GraphNode[]): (task: string, before: string) => boolean {
  const needsOf = mapNeeds(nodes);
  let isAbove: ReturnType<typeof closeOver> | null = null;
  return (task, before) => {
    if (needsOf.get(task)?.includes(before) === true) return true;
    isAbove ??= closeOver(needsOf);
    return isAbove(task, before);
  };
}

/** A bit for each pair of tasks: 12 MB for 10,000, where sets of names would take gigabytes. */
function closeOver(
  needsOf: ReadonlyMap<string, readonly string[]>,
): (task: string, before: string) => boolean {
  const order: string[] = [];
  walkAll(needsOf, { onCycle: () => undefined, onEnd: (id) => void order.push(id) });
  const places = new Map(order.map((id, place) => [id, place]));
  const tasks = order.map((id) => ({
    above: new Uint32Array(Math.ceil(order.length / 32)),
    needs: (needsOf.get(id) ?? []).flatMap((need) => places.get(need) ?? []),
  }));
  // Once, and once more to see that nothing comes of it; only cycles take longer.
  for (let isGrowing = true; isGrowing;) {
    isGrowing = false;
    for (const { above, needs } of tasks)
      for (const need of needs) if (addAbove(above, need, tasks[need]?.above ?? above)) isGrowing = true;
  }
  return (task, before) => {
    const [from, place] = [places.get(task), places.get(before)];
    if (from === undefined || place === undefined) return false;
    return (((tasks[from]?.above[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1;
  };
}

/** @returns whether there was anything to add */
function addAbove(above: Uint32Array, need: number, aboveNeed: Uint32Array): boolean {
  let isGrowing = false;
  for (const [at, word] of aboveNeed.entries()) {
    const before = above[at] ?? 0;
    const after = (before | word | (at === need >>> 5 ? 1 << (need & 31) : 0)) >>> 0;
    if (after === before) continue;
    above[at] = after;
    isGrowing = true;
  }
  return isGrowing;
}

/** For each task, how many tasks stand on the longest way from it to an end, itself included. */
export function measureDepths(nodes: readonly GraphNode[]): Map<string, number> {
  const depths = new Map(nodes.map(({ id }) => [id, 1]));
  for (const { id, needs } of sortTopologically(nodes).reverse()) {
    const below = (depths.get(id) ?? 1) + 1;
    for (const need of needs) depths.set(need, Math.max(depths.get(need) ?? 1, below));
  }
  return depths;
}

/** Each after all that it needs, each of which it names once. Tasks of a cycle, and those after it, are left out. */
export function sortTopologically<N extends GraphNode>(nodes: readonly N[]): N[] {
  const open = new Map(nodes.map(({ id, needs }) => [id, needs.length]));
  const childrenOf = new Map<string, N[]>();
  for (const node of nodes) {
    for (const need of node.needs) {
      const children = childrenOf.get(need);
      if (children === undefined) childrenOf.set(need, [node]);
      else children.push(node);
    }
  }
  const sorted = nodes.filter(({ needs }) => needs.length === 0);
  for (const { id } of sorted) {
    for (const child of childrenOf.get(id) ?? []) {
      const left = (open.get(child.id) ?? 0) - 1;
      open.set(child.id, left);
      if (left === 0) sorted.push(child);
    }
  }
  return sorted;
}
