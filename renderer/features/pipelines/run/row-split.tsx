import { useRef } from 'react';
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import classes from './run.module.css';

type RowSplitProps = {
  readonly top: ReactNode;
  readonly bottom: ReactNode;
  /** The height of the lower part, in percent. */
  readonly percent: number;
  readonly label: string;
  readonly onPercent: (percent: number) => void;
};

export const splitBounds = [15, 85] as const;
const keyStep = 5;

/** Two parts above each other; what divides them moves by drag and by the arrow keys. */
export function RowSplit({ top, bottom, percent, label, onPercent }: RowSplitProps) {
  const box = useRef<HTMLDivElement>(null);
  const isDragged = useRef(false);
  const [least, most] = splitBounds;
  const set = (next: number): void => onPercent(Math.round(Math.min(most, Math.max(least, next))));
  function drag(event: PointerEvent): void {
    const area = box.current?.getBoundingClientRect();
    if (isDragged.current && area !== undefined) set(((area.bottom - event.clientY) / area.height) * 100);
  }
  function moveByKey(event: KeyboardEvent): void {
    const by = event.key === 'ArrowUp' ? keyStep : event.key === 'ArrowDown' ? -keyStep : 0;
    if (by === 0) return;
    event.preventDefault();
    set(percent + by);
  }
  return (
    <div ref={box} className={classes.split}>
      <div className={classes.part}>{top}</div>
      <div
        role="separator"
        aria-orientation="horizontal"
        aria-label={label}
        aria-valuenow={percent}
        aria-valuemin={least}
        aria-valuemax={most}
        tabIndex={0}
        className={classes.divider}
        onKeyDown={moveByKey}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          isDragged.current = true;
        }}
        onPointerMove={drag}
        onPointerUp={() => {
          isDragged.current = false;
        }}
      />
      <div className={classes.part} style={{ flex: `0 0 ${String(percent)}%` }}>
        {bottom}
      </div>
    </div>
  );
}
