import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useWidth } from '#renderer/parts/use-width.ts';
import { scaleOf } from '../plots/scales.ts';
import { usePlotHeight } from '../plots/use-plot-height.ts';
import { AxisLane } from './axis-lane.tsx';
import { drawParallel, findNearest, type DrawnRun, type Frame } from './draw-parallel.ts';
import classes from './parallel.module.css';
import type { Axis } from './parallel-settings.ts';

type ParallelPlotProps = {
  readonly axes: readonly Axis[];
  /** Inside of all brushes, the last one on top. */
  readonly inside: readonly DrawnRun[];
  readonly outside: readonly number[];
  readonly hovered: number | null;
  readonly nameOf: (place: number) => string;
  readonly onHover: (place: number | null) => void;
  readonly onOpen: (place: number) => void;
  readonly onAxes: (axes: readonly Axis[], isDone: boolean) => void;
};

const widestLane = 150;
const top = 44;
/** Under the axes, where runs pass that lack a value. */
const foot = 44;

/** A line for each run through its values; brushes on the axes decide which are in colour. */
export function ParallelPlot(props: ParallelPlotProps) {
  const { axes, inside, outside, hovered, nameOf, onHover, onOpen, onAxes } = props;
  const { t } = useTranslation();
  const theme = useComputedColorScheme('light');
  const [measure, width] = useWidth<HTMLDivElement>();
  const height = usePlotHeight();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pointer, setPointer] = useState<{ readonly x: number; readonly y: number } | null>(null);
  const count = axes.length;
  const hasMissing = axes.some(({ dim }) => dim.values.includes(null));
  const { frame, lane } = useMemo(
    () => layOut(width, height, count, hasMissing),
    [width, height, count, hasMissing],
  );
  const scales = useMemo(() => axes.map((axis) => scaleOf(axis.dim, axis.isLog)), [axes]);

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context == null || frame.width === 0) return;
    const ratio = window.devicePixelRatio;
    context.canvas.width = Math.round(frame.width * ratio);
    context.canvas.height = Math.round(frame.height * ratio);
    const style = getComputedStyle(context.canvas);
    const resolve = (color: string): string => resolveColor(style, color);
    drawParallel(context, {
      frame,
      axes,
      scales,
      inside: inside.map((run) => ({ ...run, color: resolve(run.color) })),
      outside,
      quiet: resolve('var(--st-ink4)'),
      hovered,
    });
  }, [frame, axes, scales, inside, outside, hovered, theme]);

  function onPointerMove(event: PointerEvent<HTMLCanvasElement>): void {
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    setPointer({ x, y });
    onHover(
      findNearest(
        { frame, axes, scales },
        inside.map(({ place }) => place),
        x,
        y,
      ),
    );
  }
  const replace = (place: number, next: Partial<Axis>, isDone: boolean): void =>
    onAxes(
      axes.map((axis, i) => (i === place ? { ...axis, ...next } : axis)),
      isDone,
    );
  return (
    <div ref={measure} className={classes.plot} style={{ height }}>
      <canvas
        ref={canvas}
        className={classes.canvas}
        data-hot={hovered !== null || undefined}
        role="img"
        aria-label={t('compare.parallel.picture', {
          count: inside.length + outside.length,
          inside: inside.length,
          axes: count,
        })}
        onPointerMove={onPointerMove}
        onPointerLeave={() => {
          setPointer(null);
          onHover(null);
        }}
        onClick={() => hovered !== null && onOpen(hovered)}
      />
      {width > 0 &&
        axes.map((axis, place) => {
          const scale = scales[place];
          return (
            scale !== undefined && (
              <AxisLane
                key={axis.id}
                axis={axis}
                place={place}
                scale={scale}
                frame={frame}
                width={lane}
                onChange={(next, isDone) => replace(place, next, isDone)}
                onMoveTo={(to) => onAxes(moveItem(axes, place, to), true)}
                onRemove={() =>
                  onAxes(
                    axes.filter((_, i) => i !== place),
                    true,
                  )
                }
              />
            )
          );
        })}
      {hasMissing && <span className={classes.missing}>{t('compare.parallel.missing')}</span>}
      {hovered !== null && pointer !== null && <Tip at={pointer} width={width} name={nameOf(hovered)} />}
    </div>
  );
}

type TipProps = {
  readonly at: { readonly x: number; readonly y: number };
  readonly width: number;
  readonly name: string;
};

/** The name of the run under the pointer. */
function Tip({ at, width, name }: TipProps) {
  return (
    <span className={classes.tip} style={{ left: Math.min(at.x + 12, width - 180), top: at.y + 12 }}>
      {name}
    </span>
  );
}

/** The first and the last axis keep half a lane to the edges, for their heads. */
function layOut(
  width: number,
  height: number,
  count: number,
  hasMissing: boolean,
): { frame: Frame; lane: number } {
  const lane = Math.min(widestLane, width / Math.max(1, count));
  const between = count < 2 ? 0 : (width - lane) / (count - 1);
  const xs = Array.from({ length: count }, (_, i) => lane / 2 + i * between);
  const bottom = height - (hasMissing ? foot : 12);
  return { frame: { width, height, top, bottom, missing: height - 14, xs }, lane };
}

export function moveItem<T>(items: readonly T[], from: number, to: number): readonly T[] {
  const at = Math.min(items.length - 1, Math.max(0, to));
  const rest = items.filter((_, i) => i !== from);
  return [...rest.slice(0, at), ...items.slice(from, from + 1), ...rest.slice(at)];
}

/** A canvas knows no variables. */
function resolveColor(style: CSSStyleDeclaration, color: string): string {
  const name = /^var\((--[\w-]+)\)$/.exec(color)?.[1];
  return name === undefined ? color : style.getPropertyValue(name).trim();
}
