import { cardHeight, snap, widthOfCard } from '#renderer/parts/flow/layout/flow-places.ts';
import type { Place, Places } from '#renderer/parts/flow/layout/flow-places.ts';

export const arrangements = ['left', 'right', 'top', 'bottom', 'acrossEvenly', 'downEvenly'] as const;
export type Arrangement = (typeof arrangements)[number];

/** Lines cards up, or gives them the same room between. The cards at the ends of a row that is spread stay. */
export function arrange(ids: readonly string[], places: Places, how: Arrangement): Places {
  const cards = ids.flatMap((id) => {
    const place = places.get(id);
    return place === undefined ? [] : [{ id, ...place, width: widthOfCard(id) }];
  });
  if (how === 'acrossEvenly') return spread(cards, 'x', ({ width }) => width);
  if (how === 'downEvenly') return spread(cards, 'y', () => cardHeight);
  const left = Math.min(...cards.map(({ x }) => x));
  const right = Math.max(...cards.map(({ x, width }) => x + width));
  const top = Math.min(...cards.map(({ y }) => y));
  const bottom = Math.max(...cards.map(({ y }) => y));
  return new Map(
    cards.map(({ id, x, y, width }): [string, Place] => {
      if (how === 'left') return [id, { x: left, y }];
      if (how === 'right') return [id, { x: right - width, y }];
      return [id, { x, y: how === 'top' ? top : bottom }];
    }),
  );
}

type Card = Place & { readonly id: string; readonly width: number };

function spread(cards: readonly Card[], axis: 'x' | 'y', sizeOf: (card: Card) => number): Places {
  const sorted = cards.toSorted((a, b) => a[axis] - b[axis]);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return new Map();
  const used = sorted.reduce((sum, card) => sum + sizeOf(card), 0);
  const room = last[axis] + sizeOf(last) - first[axis] - used;
  const gap = room / Math.max(1, sorted.length - 1);
  let at = first[axis];
  return new Map(
    sorted.map((card): [string, Place] => {
      const place = { x: card.x, y: card.y, [axis]: snap(at) };
      at += sizeOf(card) + gap;
      return [card.id, place];
    }),
  );
}
