import type { PipelineProblem } from '#contract/pipelines.ts';
import type { TaskStanding } from '#contract/pipeline-views.ts';
import type { PipelineGraph } from '#core/pipeline-text/index.ts';
import type { FlowEdge, FlowMark, FlowTask } from '#renderer/parts/flow/flow-types.ts';
import { groupOfFolded } from '#renderer/parts/flow/folded-cards.ts';
import type { Places } from '#renderer/parts/flow/layout/flow-places.ts';

/** By task, its problems. */
export function problemsByTask(
  problems: readonly PipelineProblem[],
): ReadonlyMap<string, readonly PipelineProblem[]> {
  const byTask = new Map<string, PipelineProblem[]>();
  for (const problem of problems) {
    const [top, id] = problem.path.split('.');
    if (top !== 'tasks' || id === undefined) continue;
    byTask.set(id, [...(byTask.get(id) ?? []), problem]);
  }
  return byTask;
}

/** Lines between cards. Something has come along a line when what it starts from has ended well. */
export function toEdges(
  cards: readonly FlowTask[],
  standing: ReadonlyMap<string, TaskStanding>,
): readonly FlowEdge[] {
  const known = new Set(cards.map(({ id }) => id));
  return cards.flatMap(({ id, needs }) =>
    needs
      .filter((need) => known.has(need))
      .map((from) => {
        if (standing.get(id)?.state === 'running') return { from, to: id, state: 'running' as const };
        const isRunning = standing.get(from)?.state === 'running';
        return { from, to: id, state: isRunning ? ('ahead' as const) : ('done' as const) };
      }),
  );
}

/** Moves of cards as moves of tasks: a folded group takes its members along. */
export function movesOfTasks(moved: Places, graph: PipelineGraph, places: Places, shown: Places): Places {
  const moves = new Map<string, { x: number; y: number }>();
  for (const [id, place] of moved) {
    const group = groupOfFolded(id);
    const from = shown.get(id);
    if (group === null || from === undefined) {
      moves.set(id, place);
      continue;
    }
    for (const task of graph.tasks) {
      const old = places.get(task.id);
      if (task.group !== group || old === undefined) continue;
      moves.set(task.id, { x: old.x + place.x - from.x, y: old.y + place.y - from.y });
    }
  }
  return moves;
}

export function toMark(
  problems: readonly PipelineProblem[],
  word: (problem: PipelineProblem) => string,
): FlowMark | null {
  const first = problems.find(({ severity }) => severity === 'error') ?? problems[0];
  if (first === undefined) return null;
  return { count: problems.length, title: word(first), severity: first.severity };
}
