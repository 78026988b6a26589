import { getViewportForBounds } from '@xyflow/react';
import type { Viewport } from '@xyflow/react';
import type { FlowInstance } from './card-nodes.ts';
import { cardHeight, widthOfCard } from './layout/flow-places.ts';
import type { Place, Places } from './layout/flow-places.ts';

export const leastZoom = 0.04;
export const mostZoom = 2;
/** A card can be read from here on. */
export const readableZoom = 0.6;

type Sized = { readonly id: string; readonly title: string };
type Rect = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
type Size = { readonly width: number; readonly height: number };

export function boundsOf(tasks: readonly Sized[], places: Places): Rect | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { id, title } of tasks) {
    const place = places.get(id);
    if (place === undefined) continue;
    left = Math.min(left, place.x);
    top = Math.min(top, place.y);
    right = Math.max(right, place.x + widthOfCard(title));
    bottom = Math.max(bottom, place.y + cardHeight);
  }
  return left === Infinity ? null : { x: left, y: top, width: right - left, height: bottom - top };
}

/** The view that shows a part whole, never larger than life. */
export function viewOf(bounds: Rect, { width, height }: Size): Viewport {
  return getViewportForBounds(bounds, width, height, leastZoom, 1, '28px');
}

/** A view in which cards can be read, with the first ones at the left edge. */
export function startOf(bounds: Rect, { height }: Size): Viewport {
  const zoom = (readableZoom + 1) / 2;
  return { x: 28 - bounds.x * zoom, y: height / 2 - (bounds.y + bounds.height / 2) * zoom, zoom };
}

/** How much of a card is in view. */
export function seenOf(flow: FlowInstance, size: Size, place: Place, title: string): 'all' | 'some' | 'none' {
  const { x, y, zoom } = flow.getViewport();
  const left = place.x * zoom + x;
  const top = place.y * zoom + y;
  const right = left + widthOfCard(title) * zoom;
  const bottom = top + cardHeight * zoom;
  if (left >= 0 && top >= 0 && right <= size.width && bottom <= size.height) return 'all';
  return right > 0 && bottom > 0 && left < size.width && top < size.height ? 'some' : 'none';
}

/** Moves as little as is needed for a card to be seen and read. */
export function bringIntoView(flow: FlowInstance, size: Size, place: Place, title: string): void {
  const { zoom } = flow.getViewport();
  const width = widthOfCard(title);
  if (seenOf(flow, size, place, title) === 'all' && zoom >= readableZoom / 2) return;
  const nextZoom = zoom >= readableZoom / 2 ? zoom : readableZoom;
  void flow.setCenter(place.x + width / 2, place.y + cardHeight / 2, { zoom: nextZoom });
}
