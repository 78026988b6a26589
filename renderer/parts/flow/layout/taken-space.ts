import { cardHeight, gapX, gapY, snap } from './flow-places.ts';
import type { Place } from './flow-places.ts';

const cell = 128;

type Card = Place & { readonly width: number };

/** Where cards stand already: whether a place is free, and the nearest free one above or below it. */
export class TakenSpace {
  readonly #cells = new Map<string, Card[]>();

  take(card: Card): void {
    for (const key of keysOf(card)) {
      const there = this.#cells.get(key);
      if (there === undefined) this.#cells.set(key, [card]);
      else there.push(card);
    }
  }

  isFree(card: Card): boolean {
    return keysOf(card).every((key) =>
      (this.#cells.get(key) ?? []).every((other) => !areTooNear(card, other)),
    );
  }

  /** The nearest free height for a card at its `x`; of two that are as near, the lower one on the screen. */
  nearestFree(card: Card): Place {
    if (this.isFree(card)) return { x: card.x, y: card.y };
    const pitch = cardHeight + gapY;
    const blocked = this.#column(card).map(({ y }) => [y - pitch, y + pitch] as const);
    const down = walk(card.y, blocked, 1);
    const up = walk(card.y, blocked, -1);
    return { x: card.x, y: down - card.y <= card.y - up ? down : up };
  }

  /** All cards that a card of this width would meet somewhere at its `x`. */
  #column(card: Card): readonly Card[] {
    const columns = new Set(keysOf(card).map((key) => key.split(':')[0]));
    const found = new Set<Card>();
    for (const [key, cards] of this.#cells) {
      if (!columns.has(key.split(':')[0])) continue;
      for (const other of cards) if (areNearAcross(card, other)) found.add(other);
    }
    return [...found];
  }
}

/** Past every stretch that blocks, in one direction. The ends of a stretch are free. */
function walk(from: number, blocked: readonly (readonly [number, number])[], way: 1 | -1): number {
  const sorted = blocked.toSorted((a, b) => (way === 1 ? a[0] - b[0] : b[1] - a[1]));
  let y = from;
  for (const [top, bottom] of sorted) if (y > top && y < bottom) y = way === 1 ? bottom : top;
  return way === 1 ? Math.ceil(y) : Math.floor(y);
}

function keysOf({ x, y, width }: Card): readonly string[] {
  const keys: string[] = [];
  const [right, bottom] = [x + width + gapX, y + cardHeight + gapY];
  for (let column = Math.floor((x - gapX) / cell); column <= Math.floor(right / cell); column += 1) {
    for (let row = Math.floor((y - gapY) / cell); row <= Math.floor(bottom / cell); row += 1)
      keys.push(`${String(column)}:${String(row)}`);
  }
  return keys;
}

function areTooNear(a: Card, b: Card): boolean {
  return areNearAcross(a, b) && Math.abs(a.y - b.y) < cardHeight + gapY;
}

/** Half a gap: what a person put close together stays so, and a card fits between two columns that moved. */
function areNearAcross(a: Card, b: Card): boolean {
  return a.x < b.x + b.width + gapX / 2 && b.x < a.x + a.width + gapX / 2;
}

/** The middle of some places, on the grid. */
export function middleOf(places: readonly Place[]): number {
  return snap(places.reduce((sum, { y }) => sum + y, 0) / Math.max(1, places.length));
}
