import { useState } from 'react';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { ticksOf, type Scale } from '../plots/scales.ts';
import { AxisHead } from './axis-head.tsx';
import { BrushHandles } from './brush-handles.tsx';
import type { Frame } from './draw-parallel.ts';
import classes from './parallel.module.css';
import type { Axis, Brush } from './parallel-settings.ts';
import { useAxisDrag } from './use-axis-drag.ts';

type AxisLaneProps = {
  readonly axis: Axis;
  readonly place: number;
  readonly scale: Scale;
  readonly frame: Frame;
  readonly width: number;
  /** `isDone`: a pointer has let go, or there was none. */
  readonly onChange: (next: Partial<Axis>, isDone: boolean) => void;
  /** To another place among the axes. */
  readonly onMoveTo: (place: number) => void;
  readonly onRemove: () => void;
};

const pxPerTick = 44;

/** One axis: its head to drag and to press, its ticks, and the lane on which brushes are drawn. */
export function AxisLane(props: AxisLaneProps) {
  const { axis, place, scale, frame, width, onChange, onMoveTo, onRemove } = props;
  const locale = useLocale();
  const [dragX, setDragX] = useState<number | null>(null);
  const height = frame.bottom - frame.top;
  const drag = useAxisDrag({
    axis,
    scale,
    lane: frame,
    onBrushes: (brushes, isDone) => onChange({ brushes }, isDone),
  });
  const setBrush = (at: number, next: Brush | null): void =>
    onChange(
      { brushes: axis.brushes.flatMap((brush, i) => (i === at ? (next === null ? [] : [next]) : [brush])) },
      true,
    );

  return (
    <div
      className={classes.axis}
      data-dragged={dragX !== null || undefined}
      style={{ left: (frame.xs[place] ?? 0) + (dragX ?? 0) - width / 2, width }}
      role="group"
      aria-label={axis.dim.key}
    >
      <AxisHead
        axis={axis}
        place={place}
        xs={frame.xs}
        onChange={(next) => onChange(next, true)}
        onDrag={setDragX}
        onMoveTo={onMoveTo}
        onRemove={onRemove}
      />
      <div className={classes.lane} style={{ top: frame.top, height }} {...drag}>
        <span className={classes.axisLine} />
        {axis.brushes.map((brush, i) => (
          <BrushHandles
            key={i}
            axis={axis}
            scale={scale}
            brush={brush}
            height={height}
            onBrush={(next) => setBrush(i, next)}
          />
        ))}
      </div>
      {ticksOf(axis.dim, axis.isLog, Math.max(2, Math.floor(height / pxPerTick)), locale).map(
        ({ value, text }) => (
          <span
            key={value}
            className={classes.tick}
            style={{ top: frame.bottom - scale.toShare(value) * height - 8 }}
            title={text}
          >
            {text}
          </span>
        ),
      )}
    </div>
  );
}
