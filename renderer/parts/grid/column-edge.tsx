import { useState } from 'react';
import type { PointerEvent } from 'react';
import classes from './data-grid.module.css';

/** No column becomes narrower. */
export const leastColumnPx = 48;

/**
 * The edge of a column's head that drags its width. The keys Alt+Left and Alt+Right on the head do the same, so this is
 * for the pointer alone.
 */
export function ColumnEdge({ onResize }: { readonly onResize: (px: number) => void }) {
  const [grip, setGrip] = useState<{ x: number; px: number } | null>(null);
  function take(event: PointerEvent<HTMLElement>): void {
    const head = event.currentTarget.parentElement;
    if (head === null || event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    setGrip({ x: event.clientX, px: head.getBoundingClientRect().width });
  }
  return (
    <span
      aria-hidden="true"
      className={classes.edge}
      data-dragged={grip !== null || undefined}
      data-testid="column-edge"
      onPointerDown={take}
      onPointerMove={(event) => {
        if (grip !== null) onResize(Math.max(leastColumnPx, Math.round(grip.px + event.clientX - grip.x)));
      }}
      onPointerUp={() => setGrip(null)}
      onPointerCancel={() => setGrip(null)}
    />
  );
}
