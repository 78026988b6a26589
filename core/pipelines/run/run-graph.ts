import type { TaskFlow } from '#core/tasks/index.ts';
import { linkNodes, type Node } from './graph-nodes.ts';
import type { GraphTask, TaskEnd, Verdict } from './graph-types.ts';
import { decide } from './trigger-rules.ts';

/** Where a task of an earlier start stands. Tasks that are left out have not been decided on. */
export interface RestoredTask {
  taskId: string;
  /** Ends of its instances, undefined for one that is not over; one entry for a task without a map. */
  ends: readonly (TaskEnd | undefined)[];
  flow?: TaskFlow | undefined;
}

/** The state of a run's graph in memory: counters per task, so that an end costs as much as it has children. */
export interface RunGraph {
  /** Takes over what an earlier start came to; to be called before `start`. */
  restore(tasks: readonly RestoredTask[]): void;
  /** What can run now, and what is over without running. To be called once. */
  start(): Verdict[];
  /** How many instances a mapped task has that was said to run; with 0 it is skipped. */
  expand(taskId: string, count: number): Verdict[];
  /** Takes the end of a task, or of one instance, that was said to run; what follows for others. */
  settle(taskId: string, end: TaskEnd, flow?: TaskFlow): Verdict[];
  /** Of all instances together; undefined while one is open. */
  endOf(taskId: string): TaskEnd | undefined;
  /** Ids of the tasks right after one. */
  childrenOf(taskId: string): string[];
  readonly isOver: boolean;
  /**
   * The leaf rule: a run fails when a task that nothing comes after failed, or could not run for a failure. What tears
   * down, and what was left out, is not asked.
   */
  outcome(): 'success' | 'failed';
}

/** @param tasks without cycles, and with needs that exist */
export function createRunGraph(tasks: readonly GraphTask[]): RunGraph {
  const nodes = linkNodes(tasks);
  return {
    restore: (restored) => {
      for (const task of restored) restoreNode(nodes.get(task.taskId), task);
    },
    start: () => follow(nodes.values()),
    expand: (taskId, instances) => {
      const node = nodes.get(taskId);
      if (node === undefined || node.ends.length > 0) return [];
      if (instances > 0) {
        setInstances(node, instances);
        return [];
      }
      takeEnd(node, 'skipped');
      return [{ taskId, verdict: 'skipped' }, ...follow([...node.children, ...node.guarded])];
    },
    settle: (taskId, end, flow) => {
      const node = nodes.get(taskId);
      if (node === undefined || node.ends.length >= node.instances) return [];
      if (end === 'success') applyFlow(node, flow);
      takeEnd(node, end);
      return follow([...node.children, ...node.guarded]);
    },
    endOf: (taskId) => {
      const node = nodes.get(taskId);
      return node === undefined ? undefined : endOf(node);
    },
    childrenOf: (taskId) => nodes.get(taskId)?.children.map(({ id }) => id) ?? [],
    get isOver() {
      return [...nodes.values()].every((node) => endOf(node) !== undefined);
    },
    outcome: () => judge([...nodes.values()]),
  };
}

function restoreNode(node: Node | undefined, { ends, flow }: RestoredTask): void {
  if (node === undefined) return;
  node.isDecided = true;
  if (ends.length > 0 && ends.every((end) => end === 'removed')) {
    leaveOut(node);
    return;
  }
  setInstances(node, ends.length);
  applyFlow(node, flow);
  for (const end of ends) if (end !== undefined) takeEnd(node, end);
}

/** No part of this run: those after it are decided on as if nothing were before them, and nobody waits for it. */
function leaveOut(node: Node): void {
  node.isLeftOut = true;
  node.ends.push('removed');
  for (const { counts, teardownOf } of node.children) {
    counts.total--;
    if (teardownOf.has(node.id)) counts.setups.total--;
  }
  for (const guarded of node.guarded) guarded.gates--;
}

/** Counts an end of one instance at its children; the node's last lets go on who waits for it. */
function takeEnd(node: Node, end: TaskEnd): void {
  node.ends.push(end);
  for (const child of node.children) count(child, node, end);
  if (node.ends.length === node.instances) openGates(node);
}

/** Decides on what a change may have made ready, and on what follows from that. */
function follow(touched: Iterable<Node>): Verdict[] {
  const verdicts: Verdict[] = [];
  const line = [...touched];
  for (const node of line) {
    const verdict = decideOnce(node);
    if (verdict === null) continue;
    verdicts.push(verdict);
    if (verdict.verdict === 'run') continue;
    takeEnd(node, verdict.verdict);
    line.push(...node.children, ...node.guarded);
  }
  return verdicts;
}

/** Trigger rules count instances, as Airflow's do; one that is not known yet counts as one that is not over. */
function setInstances(node: Node, instances: number): void {
  for (const { counts, teardownOf } of node.children) {
    counts.total += instances - node.instances;
    if (teardownOf.has(node.id)) counts.setups.total += instances - node.instances;
  }
  node.instances = instances;
}

/** A lost or canceled parent did not do its work: for those after it that is a failure. */
function count({ counts, teardownOf }: Node, parent: Node, end: TaskEnd): void {
  if (end === 'success') counts.success++;
  else if (end === 'skipped') counts.skipped++;
  else if (end === 'upstream_failed') counts.upstreamFailed++;
  else if (end === 'removed') counts.removed++;
  else counts.failed++;
  if (!teardownOf.has(parent.id)) return;
  if (end === 'success') counts.setups.success++;
  else if (end === 'skipped') counts.setups.skipped++;
}

/** Marks what a branch has not chosen, or what a short circuit takes out. */
function applyFlow(node: Node, flow: TaskFlow | undefined): void {
  if (flow === undefined) return;
  if (flow.kind === 'branch') {
    const goOn = collectBelow(node.children.filter(({ id }) => flow.chosen.includes(id)));
    for (const child of node.children) if (!goOn.has(child)) force(child, 'skipped', 'branch');
    return;
  }
  const below = flow.ignoreTriggerRules ? collectBelow(node.children) : node.children;
  for (const child of below) if (child.teardownOf.size === 0) force(child, 'skipped', 'short_circuit');
}

/** These nodes and all that comes after them. */
function collectBelow(nodes: readonly Node[]): Set<Node> {
  const below = new Set(nodes);
  for (const node of below) for (const child of node.children) below.add(child);
  return below;
}

/** A node that is over lets those go on that had to wait for it; a setup that failed takes its scope with it. */
function openGates(node: Node): void {
  const end = endOf(node);
  for (const guarded of node.guarded) {
    guarded.gates--;
    if (!node.isSetup || end === 'success' || !node.scope.has(guarded)) continue;
    force(guarded, end === 'skipped' ? 'skipped' : 'upstream_failed', 'setup');
  }
}

/** What failed outweighs what is skipped, whichever was first. */
function force(
  node: Node,
  end: 'skipped' | 'upstream_failed',
  because: NonNullable<Verdict['because']>,
): void {
  if (node.isDecided || node.forced?.end === 'upstream_failed') return;
  if (node.forced === null || end === 'upstream_failed') node.forced = { end, because };
}

function decideOnce(node: Node): Verdict | null {
  if (node.isDecided || node.gates > 0) return null;
  const { id: taskId, forced } = node;
  const decision = forced === null ? decide(node.triggerRule, node.counts) : forced.end;
  if (decision === 'wait') return null;
  node.isDecided = true;
  return { taskId, verdict: decision, ...(forced !== null && { because: forced.because }) };
}

/** One failed instance is a failed task. */
function endOf({ ends, instances }: Node): TaskEnd | undefined {
  if (ends.length < instances) return undefined;
  const [first] = ends;
  if (instances === 1) return first;
  for (const end of ['failed', 'interrupted', 'canceled', 'upstream_failed'] as const)
    if (ends.includes(end)) return end;
  return ends.includes('success') ? 'success' : first;
}

function judge(nodes: readonly Node[]): 'success' | 'failed' {
  const isWork = ({ teardownOf, isLeftOut }: Node): boolean => teardownOf.size === 0 && !isLeftOut;
  const leaves = nodes.filter((node) => isWork(node) && !node.children.some(isWork));
  const isGood = (node: Node): boolean => ['success', 'skipped', 'removed'].includes(endOf(node) ?? '');
  return (leaves.length > 0 ? leaves : nodes).every(isGood) ? 'success' : 'failed';
}
