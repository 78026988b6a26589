import type { FlowTask } from './flow-types.ts';
import type { Places } from './layout/flow-places.ts';

type Grouped = { readonly id: string; readonly needs: readonly string[]; readonly group: string | null };

/** The tasks of a pipeline, whoever tells of them. */
export type GroupedGraph<T extends Grouped> = {
  readonly tasks: readonly T[];
  readonly byId: ReadonlyMap<string, T>;
};

/** What a folded group is called on the canvas. No task is called so: an id has no space. */
export const foldedId = (group: string): string => `group ${group}`;
export const groupOfFolded = (id: string): string | null => (id.startsWith('group ') ? id.slice(6) : null);

/** The card of a task that stands for others, or its own. */
export function cardOfTask(
  { id, group }: Pick<Grouped, 'id' | 'group'>,
  folded: ReadonlySet<string>,
): string {
  return group !== null && folded.has(group) ? foldedId(group) : id;
}

/** Cards of all tasks, one for each folded group. @param draw how a card says what its task is */
export function toCards<T extends Grouped>(
  graph: GroupedGraph<T>,
  folded: ReadonlySet<string>,
  draw: {
    task: (task: T) => FlowTask;
    group: (group: string, members: readonly T[]) => FlowTask;
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

function needsOf<T extends Grouped>(
  graph: GroupedGraph<T>,
  id: string,
  task: T,
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

/** Places of cards: a folded group stands where the member in its middle stood, so folding pushes nobody away. */
export function placesOfCards(
  { tasks }: { readonly tasks: readonly Pick<Grouped, 'id' | 'group'>[] },
  folded: ReadonlySet<string>,
  places: Places,
): Places {
  if (folded.size === 0) return places;
  const shown = new Map(places);
  for (const group of folded) {
    const members = tasks.filter((task) => task.group === group).flatMap(({ id }) => places.get(id) ?? []);
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

/** The same card as before where it says the same, so that only what changed is drawn. */
function keepSame(before: ReadonlyMap<string, FlowTask>, next: readonly FlowTask[]): readonly FlowTask[] {
  return next.map((task) => {
    const old = before.get(task.id);
    return old !== undefined && JSON.stringify(old) === JSON.stringify(task) ? old : task;
  });
}

/** Cards from one drawing to the next. */
export class KeptCards {
  #cards: ReadonlyMap<string, FlowTask> = new Map();

  keep(next: readonly FlowTask[]): readonly FlowTask[] {
    const cards = keepSame(this.#cards, next);
    this.#cards = new Map(cards.map((card) => [card.id, card]));
    return cards;
  }
}
