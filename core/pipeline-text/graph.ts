import type { PipelineGraph } from './types.ts';

/**
 * The shortest way on which one task leads to another, both included; null when there is none. Connecting the other back to the
 * first would close it to a cycle. O(tasks + needs).
 */
function findWay(graph: PipelineGraph, from: string, to: string): string[] | null {
  // From the end back: needs are what is written.
  const cameFrom = new Map<string, string | null>([[to, null]]);
  const open = [to];
  for (const id of open) {
    if (id === from) return followBack(cameFrom, id);
    for (const need of graph.byId.get(id)?.needs ?? []) {
      if (cameFrom.has(need)) continue;
      cameFrom.set(need, id);
      open.push(need);
    }
  }
  return null;
}

function followBack(cameFrom: ReadonlyMap<string, string | null>, start: string): string[] {
  const way: string[] = [];
  for (let id: string | null = start; id !== null; id = cameFrom.get(id) ?? null) way.push(id);
  return way;
}

/** The cycle that an edge would close, the first id again as the last; null when it closes none. */
export function findCycleOfEdge(graph: PipelineGraph, from: string, to: string): string[] | null {
  const way = findWay(graph, to, from);
  return way === null ? null : [from, ...way];
}

/** Ids of all tasks before one, the nearest first; those of a cycle once. O(tasks + needs). */
export function ancestorsOf({ byId }: PipelineGraph, id: string): readonly string[] {
  return walkFrom(id, (of) => (byId.get(of)?.needs ?? []).filter((need) => byId.has(need)));
}

/** Ids of all tasks after one, the nearest first. O(tasks + needs). */
export function descendantsOf(graph: PipelineGraph, id: string): readonly string[] {
  const children = mapChildren(graph);
  return walkFrom(id, (of) => children.get(of) ?? []);
}

function walkFrom(start: string, next: (id: string) => readonly string[]): readonly string[] {
  const found = new Set([start]);
  // A set is walked in the order in which it grows.
  for (const id of found) for (const other of next(id)) found.add(other);
  found.delete(start);
  return [...found];
}

/** Ids by what they lead to. */
export function mapChildren(graph: PipelineGraph): Map<string, string[]> {
  const children = new Map<string, string[]>();
  for (const { id, needs } of graph.tasks)
    for (const need of needs) {
      const known = children.get(need);
      if (known === undefined) children.set(need, [id]);
      else known.push(id);
    }
  return children;
}

/** All that stands before tasks, or after them, without themselves. */
function closeOver(ids: readonly string[], next: (id: string) => readonly string[]): Set<string> {
  const found = new Set<string>();
  const open = [...ids];
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const other of next(id)) {
      if (found.has(other)) continue;
      found.add(other);
      open.push(other);
    }
  for (const id of ids) found.delete(id);
  return found;
}

/**
 * Whether an edge brings ways of one branch together: then the task is skipped by `all_success` as soon as one of them
 * is not taken. @param isBranch whether a task of this type chooses among those after it
 */
export function closesBranch(
  graph: PipelineGraph,
  { from, to }: { from: string; to: string },
  isBranch: (type: string) => boolean,
): boolean {
  const others = graph.byId.get(to)?.needs.filter((need) => need !== from) ?? [];
  if (others.length === 0) return false;
  const own = waysOf(graph, from, isBranch);
  return others.some((other) =>
    [...waysOf(graph, other, isBranch)].some(([branch, ways]) => {
      const met = own.get(branch);
      return met !== undefined && [...ways].some((way) => [...met].some((mine) => mine !== way));
    }),
  );
}

/** By each branch before a task, the first tasks of the ways that lead to it. */
function waysOf(
  graph: PipelineGraph,
  id: string,
  isBranch: (type: string) => boolean,
): Map<string, Set<string>> {
  const ways = new Map<string, Set<string>>();
  const before = [id, ...closeOver([id], (one) => graph.byId.get(one)?.needs ?? [])];
  for (const one of before)
    for (const need of graph.byId.get(one)?.needs ?? []) {
      if (!isBranch(graph.byId.get(need)?.type ?? '')) continue;
      ways.set(need, (ways.get(need) ?? new Set()).add(one));
    }
  return ways;
}
