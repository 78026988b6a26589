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
  const needsOf = new Map(nodes.map(({ id, needs }) => [id, needs]));
  const state = new Map<string, 'open' | 'done'>();
  const cycles: string[][] = [];
  for (const { id } of nodes) if (!state.has(id)) walk(id, needsOf, state, cycles);
  return cycles;
}

/** Depth first, with a stack of its own: a chain of 10,000 tasks would use up the machine's. */
function walk(
  root: string,
  needsOf: ReadonlyMap<string, readonly string[]>,
  state: Map<string, 'open' | 'done'>,
  cycles: string[][],
): void {
  const path: { id: string; next: number }[] = [{ id: root, next: 0 }];
  state.set(root, 'open');
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const need = needsOf.get(top.id)?.[top.next++];
    if (need === undefined) {
      state.set(top.id, 'done');
      path.pop();
    } else if (state.get(need) === 'open') {
      const from = path.findIndex(({ id }) => id === need);
      cycles.push([...path.slice(from).map(({ id }) => id), need].reverse());
    } else if (!state.has(need) && needsOf.has(need)) {
      state.set(need, 'open');
      path.push({ id: need, next: 0 });
    }
  }
}

/** Answers whether one task comes before another, on any way; remembers what it found out. */
export function createUpstream(nodes: readonly GraphNode[]): (task: string, before: string) => boolean {
  const needsOf = new Map(nodes.map(({ id, needs }) => [id, needs]));
  const known = new Map<string, Set<string>>();
  return (task, before) => {
    const direct = needsOf.get(task) ?? [];
    if (direct.includes(before)) return true;
    let above = known.get(task);
    if (above === undefined) known.set(task, (above = collectAbove(direct, needsOf)));
    return above.has(before);
  };
}

function collectAbove(
  direct: readonly string[],
  needsOf: ReadonlyMap<string, readonly string[]>,
): Set<string> {
  const above = new Set(direct);
  for (const id of above) for (const need of needsOf.get(id) ?? []) above.add(need);
  return above;
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

/** Each after all that it needs. Tasks of a cycle are left out. */
function sortTopologically<N extends GraphNode>(nodes: readonly N[]): N[] {
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
