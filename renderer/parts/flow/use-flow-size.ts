import { useStore } from '@xyflow/react';
import type { FlowTask } from './flow-types.ts';
import { cardHeight, widthOfCard } from './layout/flow-places.ts';
import type { Places } from './layout/flow-places.ts';

/** Smaller than this, what stands on a card cannot be read. */
const smallZoom = 0.45;
/** With more cards than this in view, at such a size, they are painted instead of built. */
const mostBuilt = 300;
const paintedZoom = 0.5;

/** How large cards are, as far as it makes a difference to how they are drawn. */
export function useFlowSize(tasks: readonly FlowTask[], places: Places) {
  const size = useStore(({ transform }) => (transform[2] < smallZoom ? 'small' : 'full'));
  const isFar = useStore(
    ({ transform: [x, y, zoom], width, height }) =>
      zoom < paintedZoom &&
      tasks.length > mostBuilt &&
      countSeen({ x, y, zoom, width, height }, tasks, places) > mostBuilt,
  );
  return { size, isFar };
}

type Seen = {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
};

function countSeen({ x, y, zoom, width, height }: Seen, tasks: readonly FlowTask[], places: Places): number {
  let seen = 0;
  for (const { id, title } of tasks) {
    const place = places.get(id);
    if (place === undefined) continue;
    const [left, top] = [place.x * zoom + x, place.y * zoom + y];
    const isSeen =
      left < width && left + widthOfCard(title) * zoom > 0 && top < height && top + cardHeight * zoom > 0;
    if (isSeen) seen += 1;
  }
  return seen;
}
