import { cardHeight, widthOfCard } from './layout/flow-places.ts';
import type { Place, Places } from './layout/flow-places.ts';

export type Way = 'left' | 'right' | 'up' | 'down';
type Walked = { readonly id: string; readonly needs: readonly string[]; readonly title: string };

/**
 * Where an arrow key leads: left to what a task needs, right to what needs it, up and down among those that stand
 * beside it in the same column. Where the graph has nobody, the nearest card that way.
 */
export function walk(tasks: readonly Walked[], places: Places, from: string, way: Way): string | null {
  const here = tasks.find(({ id }) => id === from);
  const start = places.get(from);
  if (here === undefined || start === undefined) return tasks[0]?.id ?? null;
  const linked =
    way === 'left'
      ? tasks.filter(({ id }) => here.needs.includes(id))
      : way === 'right'
        ? tasks.filter(({ needs }) => needs.includes(from))
        : tasks.filter((other) => isBeside(here, start, other, places));
  const along = nearest(linked, places, start, way);
  return (
    along ??
    nearest(
      tasks.filter(({ id }) => id !== from),
      places,
      start,
      way,
    )
  );
}

/** Whether two cards share a column. */
function isBeside(here: Walked, start: Place, other: Walked, places: Places): boolean {
  const place = places.get(other.id);
  if (place === undefined || other.id === here.id) return false;
  return place.x < start.x + widthOfCard(here.title) && start.x < place.x + widthOfCard(other.title);
}

function nearest(those: readonly Walked[], places: Places, start: Place, way: Way): string | null {
  let best: { id: string; cost: number } | null = null;
  for (const { id } of those) {
    const place = places.get(id);
    const cost = place === undefined ? null : costOf(place, start, way);
    if (cost !== null && (best === null || cost < best.cost)) best = { id, cost };
  }
  return best?.id ?? null;
}

/** How far it is that way; what lies aside counts more. null: it does not lie that way. */
function costOf(place: Place, start: Place, way: Way): number | null {
  const [dx, dy] = [place.x - start.x, place.y - start.y];
  const isAcross = way === 'left' || way === 'right';
  const along = isAcross ? dx : dy;
  const aside = Math.abs(isAcross ? dy : dx);
  const forward = way === 'left' || way === 'up' ? -along : along;
  if (forward < cardHeight / 4) return null;
  return forward + 2 * aside;
}
