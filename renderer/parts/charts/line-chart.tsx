import 'uplot/dist/uPlot.min.css';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import type UPlot from 'uplot';
import { useWidth } from '../use-width.ts';
import type { Range } from './chart-line.ts';
import classes from './line-chart.module.css';
import { makePlot, rangesOf, type PlotOptions } from './make-plot.ts';

type LineChartProps = Omit<PlotOptions, 'width' | 'onZoom'> & {
  /** Of x over all points, whatever the window: farther out there is nothing to see. */
  readonly whole: Range | null;
  /** What the picture shows, in words. */
  readonly label: string;
  readonly onZoom: (range: Range | null) => void;
  /** The canvas for a download. */
  readonly plotRef?: RefObject<UPlot | null>;
};

/** Lines over numbers or times. Arrows move the crosshair of the page, + and - zoom around it, 0 shows everything. */
export function LineChart(props: LineChartProps) {
  const { lines, window, xKind, isLogX, isLogY, withRaw, locale, height, crosshair, label, plotRef } = props;
  const [measure, width] = useWidth<HTMLDivElement>();
  const holder = useRef<HTMLDivElement>(null);
  const theme = useComputedColorScheme('light');
  const zoom = useEffectEvent((range: Range | null) => props.onZoom(range));
  useEffect(() => {
    if (holder.current === null || width === 0) return undefined;
    const plot = makePlot(holder.current, {
      lines,
      window,
      xKind,
      isLogX,
      isLogY,
      withRaw,
      locale,
      width,
      height,
      crosshair,
      onZoom: (range) => zoom(range),
    });
    if (plotRef !== undefined) plotRef.current = plot;
    return () => {
      if (plotRef !== undefined) plotRef.current = null;
      plot.destroy();
    };
  }, [lines, window, xKind, isLogX, isLogY, withRaw, locale, width, height, crosshair, theme, plotRef]);

  return (
    <div ref={measure} className={classes.measure} style={{ height }}>
      <div
        ref={holder}
        className={classes.chart}
        role="img"
        aria-label={label}
        tabIndex={0}
        onKeyDown={(event) => onKey(event, props)}
        onDoubleClick={() => props.onZoom(null)}
        onPointerLeave={() => crosshair.set(null)}
        onBlur={() => crosshair.set(null)}
      />
    </div>
  );
}

function onKey(event: KeyboardEvent, props: LineChartProps): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { x } = rangesOf(props);
  const step = (x.to - x.from) / 100;
  const at = props.crosshair.get() ?? (x.from + x.to) / 2;
  const move = (to: number): void => props.crosshair.set(Math.min(x.to, Math.max(x.from, to)));
  const scale = (factor: number): void => {
    const range = { from: at - (at - x.from) * factor, to: at + (x.to - at) * factor };
    const { whole } = props;
    const showsAll = whole === null || (range.from <= whole.from && range.to >= whole.to);
    if (factor > 1 && showsAll) props.onZoom(null);
    else props.onZoom(props.isLogX && range.from <= 0 ? { ...range, from: x.from } : range);
  };
  const keys: Record<string, () => void> = {
    ArrowLeft: () => move(nextX(props, at, event.shiftKey ? -10 : -1) ?? at - step),
    ArrowRight: () => move(nextX(props, at, event.shiftKey ? 10 : 1) ?? at + step),
    Home: () => move(x.from),
    End: () => move(x.to),
    '+': () => scale(0.5),
    '=': () => scale(0.5),
    '-': () => scale(2),
    '0': () => props.onZoom(null),
    Escape: () => props.crosshair.set(null),
  };
  const act = keys[event.key];
  if (act === undefined) return;
  event.preventDefault();
  act();
}

/** The x of the point so many places on, in the first line. */
function nextX({ lines }: LineChartProps, at: number, places: number): number | undefined {
  const xs = lines[0]?.xs;
  if (xs === undefined) return undefined;
  const behind = xs.findIndex((x) => x > at + Math.abs(at) * 1e-12);
  const place =
    places > 0 ? (behind === -1 ? xs.length : behind) + places - 1 : lastBefore(xs, at) + places + 1;
  return xs[Math.min(xs.length - 1, Math.max(0, place))];
}

function lastBefore(xs: Float64Array, at: number): number {
  return xs.findLastIndex((x) => x < at - Math.abs(at) * 1e-12);
}
