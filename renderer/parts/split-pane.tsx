import { useRef } from 'react';
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import classes from './split-pane.module.css';

type SplitPaneProps = {
  readonly left: ReactNode;
  readonly right: ReactNode;
  /** The width of the right side, in percent. */
  readonly percent: number;
  readonly label: string;
  readonly onPercent: (percent: number) => void;
};

const least = 20;
const most = 75;
const keyStep = 5;

/** Two panes beside each other; what divides them moves by drag and by the arrow keys. */
export function SplitPane({ left, right, percent, label, onPercent }: SplitPaneProps) {
  const box = useRef<HTMLDivElement>(null);
  const isDragged = useRef(false);
  const set = (next: number): void => onPercent(Math.round(Math.min(most, Math.max(least, next))));
  function drag(event: PointerEvent): void {
    const area = box.current?.getBoundingClientRect();
    if (isDragged.current && area !== undefined) set(((area.right - event.clientX) / area.width) * 100);
  }
  function moveByKey(event: KeyboardEvent): void {
    const by = event.key === 'ArrowLeft' ? keyStep : event.key === 'ArrowRight' ? -keyStep : 0;
    if (by === 0) return;
    event.preventDefault();
    set(percent + by);
  }
  return (
    <div ref={box} className={classes.box}>
      <div className={classes.pane}>{left}</div>
      <div
        role="separator"
        aria-orientation="vertical"
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
      <div className={classes.pane} style={{ flex: `0 0 ${String(percent)}%` }}>
        {right}
      </div>
    </div>
  );
}
