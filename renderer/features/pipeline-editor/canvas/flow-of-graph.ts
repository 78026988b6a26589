import type { PipelineProblem } from '#contract/pipelines.ts';
import type { TaskStanding } from '#contract/pipeline-views.ts';
import type { GraphTask, PipelineGraph } from '#core/pipeline-text/index.ts';
import type { FlowEdge, FlowMark, FlowTask } from '#renderer/parts/flow/flow-types.ts';
import type { Places } from '#renderer/parts/flow/layout/flow-places.ts';

/** What a folded group is called on the canvas. No task is called so: an id has no space. */
export const foldedId = (group: string): string => `group ${group}`;
export const groupOfFolded = (id: string): string | null => (id.startsWith('group ') ? id.slice(6) : null);

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

/** The card of a task that stands for others, or its own. */
export function cardOfTask(
  { id, group }: Pick<GraphTask, 'id' | 'group'>,
  folded: ReadonlySet<string>,
): string {
  return group !== null && folded.has(group) ? foldedId(group) : id;
}

/** Cards of all tasks, one for each folded group. @param draw how a card says what its task is */
export function toCards(
  graph: PipelineGraph,
  folded: ReadonlySet<string>,
  draw: {
    task: (task: GraphTask) => FlowTask;
    group: (group: string, members: readonly GraphTask[]) => FlowTask;
  },
): readonly FlowTask[] {
  const cards = new Map<string, FlowTask>();
  for (const task of graph.tasks) {
    const id = cardOfTask(task, folded);
    if (cards.has(id)) continue;
    const { group } = task;
    const card =
      id === task.id || group === null
        ? draw.task(task)
        : draw.group(
            group,
            graph.tasks.filter((one) => one.group === group),
          );
    cards.set(id, { ...card, needs: needsOf(graph, id, task, folded) });
  }
  return [...cards.values()];
}

function needsOf(
  graph: PipelineGraph,
  id: string,
  task: GraphTask,
  folded: ReadonlySet<string>,
): readonly string[] {
  if (id === task.id && folded.size === 0) return task.needs;
  const members = id === task.id ? [task] : graph.tasks.filter(({ group }) => group === task.group);
  const needs = members.flatMap((member) =>
    member.needs.map((need) => {
      const needed = graph.byId.get(need);
      return needed === undefined ? need : cardOfTask(needed, folded);
    }),
  );
  return [...new Set(needs)].filter((need) => need !== id);
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
        // Before anything has run, all lines are as they will be.
        const isRunning = [...standing.values()].length > 0 && standing.get(from)?.state === 'running';
        return { from, to: id, state: isRunning ? ('ahead' as const) : ('done' as const) };
      }),
  );
}

/** Places of cards: a folded group stands where the member in its middle stood, so folding pushes nobody away. */
export function placesOfCards(graph: PipelineGraph, folded: ReadonlySet<string>, places: Places): Places {
  if (folded.size === 0) return places;
  const shown = new Map(places);
  for (const group of folded) {
    const members = graph.tasks
      .filter((task) => task.group === group)
      .flatMap(({ id }) => places.get(id) ?? []);
    const middle = {
      x: members.reduce((sum, { x }) => sum + x, 0) / Math.max(1, members.length),
      y: members.reduce((sum, { y }) => sum + y, 0) / Math.max(1, members.length),
    };
    const far = ({ x, y }: { x: number; y: number }): number => Math.hypot(x - middle.x, y - middle.y);
    const nearest = members.toSorted((a, b) => far(a) - far(b))[0];
    if (nearest !== undefined) shown.set(foldedId(group), nearest);
  }
  return shown;
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

/** The same card as before where it says the same, so that only what changed is drawn. */
export function keepSame(
  before: ReadonlyMap<string, FlowTask>,
  next: readonly FlowTask[],
): readonly FlowTask[] {
  return next.map((task) => {
    const old = before.get(task.id);
    return old !== undefined && JSON.stringify(old) === JSON.stringify(task) ? old : task;
  });
}

export function toMark(
  problems: readonly PipelineProblem[],
  word: (problem: PipelineProblem) => string,
): FlowMark | null {
  const first = problems.find(({ severity }) => severity === 'error') ?? problems[0];
  if (first === undefined) return null;
  return { count: problems.length, title: word(first), severity: first.severity };
}
