import type { TriggerRule } from '#contract/pipelines.ts';
import { decide, noSetups, type ParentCounts } from './trigger-rules.ts';

/** How a task can end, as far as the tasks after it care. */
export type TaskEnd =
  'success' | 'failed' | 'skipped' | 'upstream_failed' | 'canceled' | 'interrupted' | 'removed';

/** What follows for a task: it may run, or it is over without having run. */
export interface Verdict {
  taskId: string;
  verdict: 'run' | 'skipped' | 'upstream_failed';
}

export interface GraphTask {
  id: string;
  needs: readonly string[];
  triggerRule: TriggerRule;
}

/** The state of a run's graph in memory: counters per task, so that an end costs as much as it has children. */
export interface RunGraph {
  /** What can run at the start. To be called once. */
  start(): Verdict[];
  /** Takes the end of a task that was said to run; what follows for others, ends without running included. */
  settle(taskId: string, end: TaskEnd): Verdict[];
  endOf(taskId: string): TaskEnd | undefined;
  readonly isOver: boolean;
  /** The leaf rule: a run fails when a task that nothing comes after failed, or could not run for a failure. */
  outcome(): 'success' | 'failed';
}

interface Node extends GraphTask {
  children: Node[];
  counts: ParentCounts;
  isDecided: boolean;
  end: TaskEnd | undefined;
}

/** @param tasks without cycles, and with needs that exist */
export function createRunGraph(tasks: readonly GraphTask[]): RunGraph {
  const nodes = linkNodes(tasks);
  let open = nodes.size;
  const end = (node: Node, how: TaskEnd): void => {
    node.end = how;
    open--;
  };
  const follow = (ended: Node[]): Verdict[] => {
    const verdicts: Verdict[] = [];
    for (const node of ended) {
      for (const child of node.children) {
        count(child.counts, node.end);
        const verdict = decideOnce(child);
        if (verdict === null) continue;
        verdicts.push({ taskId: child.id, verdict });
        if (verdict === 'run') continue;
        end(child, verdict);
        ended.push(child);
      }
    }
    return verdicts;
  };
  return {
    start: () =>
      [...nodes.values()].flatMap((node) => {
        const verdict = decideOnce(node);
        return verdict === null ? [] : [{ taskId: node.id, verdict }];
      }),
    settle: (taskId, how) => {
      const node = nodes.get(taskId);
      if (node === undefined || node.end !== undefined) return [];
      end(node, how);
      return follow([node]);
    },
    endOf: (taskId) => nodes.get(taskId)?.end,
    get isOver() {
      return open === 0;
    },
    outcome: () => judge([...nodes.values()]),
  };
}

function linkNodes(tasks: readonly GraphTask[]): Map<string, Node> {
  const nodes = new Map<string, Node>(
    tasks.map((task) => [
      task.id,
      { ...task, children: [], counts: countNone(task.needs.length), isDecided: false, end: undefined },
    ]),
  );
  for (const node of nodes.values()) for (const need of node.needs) nodes.get(need)?.children.push(node);
  return nodes;
}

function countNone(total: number): ParentCounts {
  return { total, success: 0, skipped: 0, failed: 0, upstreamFailed: 0, removed: 0, setups: noSetups };
}

/** A lost or canceled parent did not do its work: for those after it that is a failure. */
function count(counts: ParentCounts, end: TaskEnd | undefined): void {
  if (end === 'success') counts.success++;
  else if (end === 'skipped') counts.skipped++;
  else if (end === 'upstream_failed') counts.upstreamFailed++;
  else if (end === 'removed') counts.removed++;
  else counts.failed++;
}

function decideOnce(node: Node): Verdict['verdict'] | null {
  if (node.isDecided) return null;
  const decision = decide(node.triggerRule, node.counts);
  if (decision === 'wait') return null;
  node.isDecided = true;
  return decision;
}

function judge(nodes: readonly Node[]): 'success' | 'failed' {
  const isGood = ({ end }: Node): boolean => end === 'success' || end === 'skipped' || end === 'removed';
  return nodes.filter(({ children }) => children.length === 0).every(isGood) ? 'success' : 'failed';
}
