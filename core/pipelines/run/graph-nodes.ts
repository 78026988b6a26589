import type { TaskFlow } from '#core/tasks/index.ts';
import type { GraphTask, TaskEnd, Verdict } from './graph-types.ts';
import type { ParentCounts } from './trigger-rules.ts';

/** A task in its graph, with all that changes. */
export interface Node {
  id: string;
  triggerRule: GraphTask['triggerRule'];
  controlsFlow: TaskFlow['kind'] | undefined;
  isSetup: boolean;
  teardownOf: ReadonlySet<string>;
  children: Node[];
  counts: ParentCounts;
  /** How many instances it has; 1 until a map is known. */
  instances: number;
  /** Of its instances, in the order of ending. */
  ends: TaskEnd[];
  isDecided: boolean;
  /** It is no part of this run. */
  isLeftOut: boolean;
  /** How many nodes must be over before it is decided on, beside what its rule waits for. */
  gates: number;
  /** Those that wait for this one in that way. */
  guarded: Node[];
  /** Of a setup: what takes its failure for its own. */
  scope: ReadonlySet<Node>;
  forced: { end: 'skipped' | 'upstream_failed'; because: NonNullable<Verdict['because']> } | null;
}

/**
 * Nodes with their edges and gates. A gate makes a task wait for whatever may yet take it out of the run (a branch, a
 * short circuit, a setup that fails), so that what becomes of it never depends on who is faster.
 */
export function linkNodes(tasks: readonly GraphTask[]): Map<string, Node> {
  const nodes = new Map(tasks.map((task) => [task.id, makeNode(task)]));
  const parentsOf = new Map<Node, Node[]>();
  for (const { id, needs } of tasks) {
    const node = nodes.get(id);
    if (node === undefined) continue;
    const parents = needs.flatMap((need) => nodes.get(need) ?? []);
    parentsOf.set(node, parents);
    for (const parent of parents) parent.children.push(node);
  }
  for (const node of nodes.values()) {
    if (node.isSetup) node.scope = findScope(node, nodes, parentsOf);
    const guarded = new Set([...findControlled(node), ...node.scope]);
    node.guarded = [...guarded];
    for (const other of guarded) other.gates++;
  }
  return nodes;
}

function makeNode(task: GraphTask): Node {
  const teardownOf = new Set(task.teardownOf);
  return {
    id: task.id,
    triggerRule: task.triggerRule,
    controlsFlow: task.controlsFlow,
    isSetup: task.isSetup === true,
    teardownOf,
    children: [],
    counts: {
      total: task.needs.length,
      success: 0,
      skipped: 0,
      failed: 0,
      upstreamFailed: 0,
      removed: 0,
      setups: { total: teardownOf.size, success: 0, skipped: 0 },
    },
    instances: 1,
    ends: [],
    isDecided: false,
    isLeftOut: false,
    gates: 0,
    guarded: [],
    scope: new Set(),
    forced: null,
  };
}

/** What a branch or a short circuit can take out. */
function findControlled(node: Node): Iterable<Node> {
  if (node.controlsFlow === undefined) return [];
  if (node.controlsFlow === 'branch') return node.children;
  return [...collect(node.children, ({ children }) => children)].filter(
    ({ teardownOf }) => teardownOf.size === 0,
  );
}

/** Of a setup: what lies between it and its teardowns, or all that comes after it where nothing tears it down. */
function findScope(
  setup: Node,
  nodes: ReadonlyMap<string, Node>,
  parentsOf: ReadonlyMap<Node, readonly Node[]>,
): Set<Node> {
  const below = collect(setup.children, ({ children }) => children);
  const teardowns = [...nodes.values()].filter(({ teardownOf }) => teardownOf.has(setup.id));
  const above = collect(teardowns, (node) => parentsOf.get(node) ?? []);
  const isInScope = (node: Node): boolean =>
    node.teardownOf.size === 0 && (teardowns.length === 0 || above.has(node));
  return new Set([...below].filter(isInScope));
}

function collect(from: readonly Node[], next: (node: Node) => readonly Node[]): Set<Node> {
  const found = new Set(from);
  for (const node of found) for (const other of next(node)) found.add(other);
  return found;
}
