import { useRef } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import classes from './divider.module.css';

type DividerProps = {
  readonly label: string;
  /** What the line that divides looks like: upright between columns, flat between rows. */
  readonly line: 'upright' | 'flat';
  /** The size of the part that it changes, in whatever unit its owner keeps. */
  readonly value: number;
  readonly bounds: readonly [number, number];
  /** Where the part lies whose size it is: at the end, pulling towards it makes it smaller. */
  readonly part: 'start' | 'end';
  readonly onValue: (value: number) => void;
  /** Of an arrow key. */
  readonly step: number;
  /** What a double click brings back. */
  readonly initial?: number;
  /** How many units a pixel is, for the box that it divides. */
  readonly perPixel?: (box: DOMRect) => number;
};

/** What divides two panes, and moves by drag, by the arrow keys, Home and End; a double click takes it back. */
export function Divider(props: DividerProps) {
  const { label, line, value, bounds, part, onValue, step, initial, perPixel } = props;
  const drag = useRef<{ at: number; value: number; unit: number } | null>(null);
  const [least, most] = bounds;
  const isUpright = line === 'upright';
  const sign = part === 'start' ? 1 : -1;
  const set = (next: number): void => onValue(Math.round(Math.min(most, Math.max(least, next))));
  const placeOf = (event: PointerEvent): number => (isUpright ? event.clientX : event.clientY);
  function begin(event: PointerEvent<HTMLElement>): void {
    event.currentTarget.setPointerCapture(event.pointerId);
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    const unit = perPixel === undefined || box === undefined ? 1 : perPixel(box);
    drag.current = { at: placeOf(event), value, unit };
  }
  function move(event: PointerEvent): void {
    if (drag.current === null) return;
    const { at, value: from, unit } = drag.current;
    set(from + sign * (placeOf(event) - at) * unit);
  }
  function moveByKey(event: KeyboardEvent): void {
    const next = keyTarget(event.key, isUpright, value, sign * step, bounds);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    set(next);
  }
  return (
    <div
      role="separator"
      aria-orientation={isUpright ? 'vertical' : 'horizontal'}
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      className={classes.divider}
      data-line={line}
      onKeyDown={moveByKey}
      onDoubleClick={() => set(initial ?? value)}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={() => {
        drag.current = null;
      }}
      onPointerCancel={() => {
        drag.current = null;
      }}
    />
  );
}

function keyTarget(
  key: string,
  isUpright: boolean,
  value: number,
  by: number,
  [least, most]: readonly [number, number],
): number | null {
  if (key === 'Home') return least;
  if (key === 'End') return most;
  if (key === (isUpright ? 'ArrowLeft' : 'ArrowUp')) return value - by;
  if (key === (isUpright ? 'ArrowRight' : 'ArrowDown')) return value + by;
  return null;
}
