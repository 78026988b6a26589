import { cardHeight, childrenOf, gapX, gapY, orderByNeeds } from './flow-places.ts';
import type { LaidTask, Place, Places } from './flow-places.ts';
import { middleOf, TakenSpace } from './taken-space.ts';

/** What is given: places that hold, and places that are wished for. */
export type Wishes = {
  /** Of tasks that a person has moved. */
  readonly fixed: Places;
  /** Where the others stood, or where a fresh layout would put them. Those without one are put beside what they need. */
  readonly wanted: Places;
  /** Whether those that need a moved task go right of it; otherwise they stay where they are wanted. */
  readonly followsFixed: boolean;
};

/**
 * Gives every task a place: moved ones where they are, the others where they are wanted. Nobody is moved who does not
 * have to be: only what would stand left of what it needs, or in another card.
 */
export function layOutAround(tasks: readonly LaidTask[], wishes: Wishes): Places {
  const { fixed, wanted } = wishes;
  const ordered = orderByNeeds(tasks);
  const wished = wishPlaces(ordered, wishes);
  const space = new TakenSpace();
  const places = new Map<string, Place>();
  const put = ({ id, width }: LaidTask, place: Place): void => {
    places.set(id, place);
    space.take({ ...place, width });
  };
  const later: LaidTask[] = [];
  for (const task of ordered) {
    const place = fixed.get(task.id);
    if (place !== undefined) put(task, place);
  }
  for (const task of ordered) {
    if (fixed.has(task.id)) continue;
    const wish = wished.get(task.id) ?? { x: 0, y: 0 };
    // Those that stay go before those that move, or a new task could take the place of an old one.
    if (wanted.get(task.id)?.x === wish.x && space.isFree({ ...wish, width: task.width })) put(task, wish);
    else later.push(task);
  }
  for (const task of later) {
    const wish = wished.get(task.id) ?? { x: 0, y: 0 };
    put(task, space.nearestFree({ ...wish, width: task.width }));
  }
  return places;
}

/** Where each task would stand if it were alone. */
function wishPlaces(ordered: readonly LaidTask[], { fixed, wanted, followsFixed }: Wishes): Places {
  const byId = new Map(ordered.map((task) => [task.id, task]));
  const children = childrenOf(ordered);
  const wished = new Map<string, Place>();
  const bottom = lowest([...fixed.values(), ...wanted.values()]);
  const rightOf = (need: string): number => {
    const place = wished.get(need);
    const task = byId.get(need);
    return place === undefined || task === undefined ? -Infinity : place.x + task.width + gapX;
  };
  for (const task of ordered) {
    const held = fixed.get(task.id);
    if (held !== undefined) {
      wished.set(task.id, held);
      continue;
    }
    const old = wanted.get(task.id);
    const needs = task.needs.filter((need) => need !== task.id && wished.has(need));
    const bound = old === undefined || followsFixed ? needs : needs.filter((need) => !fixed.has(need));
    const start = old ?? beside(task, { needs, children, wished: at(wished, wanted), bottom });
    wished.set(task.id, { x: Math.max(start.x, ...bound.map(rightOf)), y: start.y });
  }
  return wished;
}

const at =
  (first: Places, second: Places) =>
  (id: string): Place | undefined =>
    first.get(id) ?? second.get(id);

type Around = {
  readonly needs: readonly string[];
  readonly children: ReadonlyMap<string, readonly string[]>;
  readonly wished: (id: string) => Place | undefined;
  readonly bottom: number;
};

/** A new task stands right of what it needs, else left of what needs it, else below all. */
function beside(task: LaidTask, { needs, children, wished, bottom }: Around): Place {
  const before = needs.flatMap((need) => wished(need) ?? []);
  if (before.length > 0) return { x: -1e6, y: middleOf(before) };
  const after = (children.get(task.id) ?? []).flatMap((child) => wished(child) ?? []);
  if (after.length > 0)
    return { x: Math.min(...after.map(({ x }) => x)) - gapX - task.width, y: middleOf(after) };
  return { x: 0, y: bottom };
}

function lowest(places: readonly Place[]): number {
  let lowest = -cardHeight - gapY;
  for (const { y } of places) lowest = Math.max(lowest, y);
  return lowest + cardHeight + gapY;
}
