import UPlot from 'uplot';
import type { Store } from '#renderer/bridge/store.ts';
import { durationSteps, tickTexts, xTexts, type XKind } from './axis-text.ts';
import { extentOfX, extentOfY, mainValues, nearestPlace, type ChartLine, type Range } from './chart-line.ts';
import { drawLines } from './draw-lines.ts';

/** Where along x the crosshair stands on all charts of a page; null for nowhere. */
export type Crosshair = Store<number | null>;

export type PlotOptions = {
  readonly lines: readonly ChartLine[];
  /** null shows everything */
  readonly window: Range | null;
  readonly xKind: XKind;
  readonly isLogX: boolean;
  readonly isLogY: boolean;
  readonly withRaw: boolean;
  readonly locale: string;
  readonly width: number;
  readonly height: number;
  readonly crosshair: Crosshair;
  readonly onZoom: (range: Range) => void;
};

const font = '11px "IBM Plex Sans Variable", "IBM Plex Sans", sans-serif';
/** More dots than these would hide the lines. */
const mostDots = 9;

/** The ranges that a chart of these lines shows. */
export function rangesOf(options: Pick<PlotOptions, 'lines' | 'window' | 'isLogX' | 'isLogY' | 'withRaw'>): {
  readonly x: Range;
  readonly y: Range;
} {
  const { lines, window, isLogX, isLogY, withRaw } = options;
  const x = window ?? extentOfX(lines, isLogX) ?? { from: 0, to: 1 };
  return { x, y: extentOfY(lines, { window: x, isLog: isLogY, withRaw }) };
}

/** Axes, grid, crosshair and zoom are uPlot's; the lines, which share no x, are drawn by ourselves. */
export function makePlot(parent: HTMLElement, options: PlotOptions): UPlot {
  const { lines, isLogX, isLogY, width, height, crosshair, onZoom } = options;
  const { x, y } = rangesOf(options);
  const colorOf = (token: string): string =>
    getComputedStyle(document.documentElement).getPropertyValue(`--st-${token}`).trim();
  const plot = new UPlot(
    {
      width,
      height,
      padding: [8, 16, 0, 0],
      legend: { show: false },
      cursor: {
        y: false,
        points: { show: false },
        drag: { x: true, y: false, setScale: false },
      },
      scales: {
        x: { time: false, distr: isLogX ? 3 : 1, range: () => [x.from, x.to] },
        y: { distr: isLogY ? 3 : 1, range: () => [y.from, y.to] },
      },
      axes: axesOf(options, colorOf),
      series: [{}, { show: true, paths: () => null, points: { show: false } }],
      hooks: {
        draw: [(drawn) => drawOn(drawn, options, colorOf)],
        setCursor: [
          (moved) => {
            const { left = -1 } = moved.cursor;
            if (!moved.root.matches(':hover')) return;
            crosshair.set(left < 0 ? null : moved.posToVal(left, 'x'));
          },
        ],
        setSelect: [
          (selected) => {
            const { left, width: size } = selected.select;
            if (size < 4) return;
            const range = { from: selected.posToVal(left, 'x'), to: selected.posToVal(left + size, 'x') };
            selected.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
            onZoom(range);
          },
        ],
      },
    },
    [
      [x.from, x.to],
      [y.from, y.to],
    ],
    parent,
  );
  followCrosshair(plot, lines, colorOf, crosshair);
  return plot;
}

function axesOf(
  { xKind, locale, isLogX, isLogY }: PlotOptions,
  colorOf: (token: string) => string,
): UPlot.Axis[] {
  const base = { font, stroke: colorOf('ink3'), ticks: { show: false } };
  return [
    {
      ...base,
      size: 24,
      gap: 6,
      space: 64,
      grid: { show: false },
      border: { show: true, stroke: colorOf('line-strong'), width: 1 },
      ...(xKind === 'duration' && { incrs: [...durationSteps] }),
      values: (_, values, __, ___, step) =>
        fewOf(values, isLogX, (v) => xTexts(v, step, { kind: xKind, locale })),
    },
    {
      ...base,
      size: (_, texts) => 14 + 6.2 * Math.max(1, ...(texts ?? []).map((text) => text?.length ?? 0)),
      gap: 6,
      space: 32,
      grid: { stroke: colorOf('grid'), width: 1 },
      values: (_, values, __, ___, step) =>
        fewOf(values, isLogY, (v) => tickTexts(v, isLogY ? Math.min(...v) : step, locale)),
    },
  ];
}

/** What uPlot leaves out stays out; on a logarithmic axis the powers of ten are written, over short ranges more. */
function fewOf(
  values: (number | null)[],
  isLog: boolean,
  write: (values: readonly number[]) => readonly string[],
): string[] {
  const given = values.filter((value) => value !== null);
  const decades = isLog ? Math.log10((given.at(-1) ?? 1) / (given[0] ?? 1)) : 0;
  const leading = decades > 1.2 ? [1] : decades > 0.6 ? [1, 2, 5] : [1, 2, 3, 4, 5, 6, 7, 8, 9];
  return values.map((value) => {
    if (value === null) return '';
    if (!isLog) return write(given)[given.indexOf(value)] ?? '';
    const digit = Math.round(value / 10 ** Math.floor(Math.log10(value) + 1e-9));
    return leading.includes(digit) ? (write([value])[0] ?? '') : '';
  });
}

/** uPlot puts what has no place on a logarithmic axis to its foot; here it has none. */
function place(plot: UPlot, value: number, scale: 'x' | 'y', isLog: boolean): number {
  return Number.isFinite(value) && (!isLog || value > 0) ? plot.valToPos(value, scale, true) : NaN;
}

function drawOn(
  plot: UPlot,
  { lines, withRaw, isLogX, isLogY }: PlotOptions,
  colorOf: (token: string) => string,
): void {
  const { left, top, width, height } = plot.bbox;
  drawLines(
    plot.ctx,
    {
      left,
      top,
      width,
      height,
      toX: (x) => place(plot, x, 'x', isLogX),
      toY: (y) => place(plot, y, 'y', isLogY),
      ratio: UPlot.pxRatio,
      colorOf,
    },
    lines,
    withRaw,
  );
}

/** Moves the dotted line and the dots with the crosshair of the page. */
function followCrosshair(
  plot: UPlot,
  lines: readonly ChartLine[],
  colorOf: (token: string) => string,
  crosshair: Crosshair,
): void {
  const dots = lines.slice(0, lines.length > mostDots ? 0 : mostDots).map((line) => {
    const dot = document.createElement('div');
    dot.className = 'st-chart-dot';
    dot.style.background = colorOf(line.token);
    plot.over.append(dot);
    return { dot, line };
  });
  const follow = (): void => {
    const x = crosshair.get();
    const seen = x !== null && isWithin(plot, x) ? x : null;
    if (!plot.root.matches(':hover')) {
      plot.setCursor(seen === null ? away : { left: plot.valToPos(seen, 'x'), top: 0 }, false);
    }
    for (const { dot, line } of dots) placeDot(plot, dot, line, seen);
  };
  const stop = crosshair.subscribe(follow);
  (plot.hooks.destroy ??= []).push(stop);
  follow();
}

const away = { left: -10, top: -10 } as const;

function isWithin(plot: UPlot, x: number): boolean {
  const { min = 0, max = 0 } = plot.scales['x'] ?? {};
  return x >= (min ?? 0) && x <= (max ?? 0);
}

function placeDot(plot: UPlot, dot: HTMLElement, line: ChartLine, x: number | null): void {
  const place = x === null ? -1 : nearestPlace(line.xs, x);
  const left = plot.valToPos(line.xs[place] ?? NaN, 'x');
  const top = plot.valToPos(mainValues(line)[place] ?? NaN, 'y');
  dot.hidden = !Number.isFinite(left) || !Number.isFinite(top);
  if (!dot.hidden) dot.style.transform = `translate(${String(left - 4)}px, ${String(top - 4)}px)`;
}
