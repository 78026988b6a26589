import { useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { AxisMenu } from './axis-menu.tsx';
import classes from './parallel.module.css';
import type { Axis } from './parallel-settings.ts';

type AxisHeadProps = {
  readonly axis: Axis;
  readonly place: number;
  /** The places of all axes from the left. */
  readonly xs: readonly number[];
  readonly onChange: (next: Partial<Axis>) => void;
  /** How far it is dragged, in px; null when it is let go. */
  readonly onDrag: (by: number | null) => void;
  readonly onMoveTo: (place: number) => void;
  readonly onRemove: () => void;
};

/** A press that moves less opens the menu. */
const clickPx = 5;

/** The name of an axis: dragged it moves the axis, pressed it opens the menu, Alt and arrows move it by keys. */
export function AxisHead({ axis, place, xs, onChange, onDrag, onMoveTo, onRemove }: AxisHeadProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const press = useRef<{ x: number; moved: boolean } | null>(null);

  function onPointerMove(event: PointerEvent): void {
    if (press.current === null) return;
    const by = event.clientX - press.current.x;
    if (Math.abs(by) > clickPx) press.current.moved = true;
    if (press.current.moved) onDrag(by);
  }
  function onPointerUp(event: PointerEvent): void {
    const held = press.current;
    if (held === null) return;
    press.current = null;
    onDrag(null);
    if (held.moved) onMoveTo(nearestPlace(xs, (xs[place] ?? 0) + event.clientX - held.x));
    else setOpened((now) => !now);
  }
  function onKeyDown(event: KeyboardEvent): void {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === 'Enter' || event.key === ' ') setOpened((now) => !now);
    else if (by !== undefined && event.altKey) onMoveTo(place + by);
    else return;
    event.preventDefault();
    // Alt and an arrow would go back in the window's history.
    event.stopPropagation();
  }
  return (
    <AxisMenu
      axis={axis}
      opened={opened}
      onOpened={setOpened}
      onChange={onChange}
      onMove={(by) => onMoveTo(place + by)}
      onRemove={onRemove}
    >
      <button
        type="button"
        className={classes.axisHead}
        title={axis.dim.key}
        aria-label={t('compare.parallel.axis', { key: axis.dim.key })}
        aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight"
        aria-expanded={opened}
        data-filtered={axis.brushes.length > 0 || undefined}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          press.current = { x: event.clientX, moved: false };
        }}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => {
          press.current = null;
          onDrag(null);
        }}
        onKeyDown={onKeyDown}
      >
        <span className={classes.axisName} translate="no">
          {axis.dim.key}
        </span>
        {axis.isLog && <span className={classes.axisLog}>{t('compare.plots.logShort')}</span>}
      </button>
    </AxisMenu>
  );
}

function nearestPlace(xs: readonly number[], x: number): number {
  return xs.reduce((best, at, i) => (Math.abs(at - x) < Math.abs((xs[best] ?? 0) - x) ? i : best), 0);
}
