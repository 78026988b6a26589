import { mainValues, type ChartLine } from './chart-line.ts';

/** Where lines are drawn: the plot in pixels of the canvas, and the way from numbers to it. */
export type Plot = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly toX: (x: number) => number;
  readonly toY: (y: number) => number;
  /** Pixels of the canvas in one CSS pixel. */
  readonly ratio: number;
  readonly colorOf: (token: string) => string;
};

const mainWidth = 1.75;
const rawWidth = 1;
const rawAlpha = 0.3;

/** Raw lines behind, then the main ones, then marks of what is no number. The chosen line comes last, on top. */
export function drawLines(
  ctx: CanvasRenderingContext2D,
  plot: Plot,
  lines: readonly ChartLine[],
  withRaw: boolean,
): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(plot.left, plot.top - 2 * plot.ratio, plot.width + 2 * plot.ratio, plot.height + 4 * plot.ratio);
  ctx.clip();
  ctx.lineJoin = 'round';
  ctx.lineCap = 'round';
  const ordered = [...lines].sort((a, b) => Number(b.token === 'ink4') - Number(a.token === 'ink4'));
  for (const line of ordered) {
    if (line.smooth === null || !withRaw) continue;
    ctx.globalAlpha = rawAlpha;
    stroke(ctx, plot, { line, ys: line.ys, width: rawWidth, dash: [] });
  }
  for (const line of ordered) {
    ctx.globalAlpha = line.token === 'ink4' ? 0.55 : 1;
    const width = line.token === 'ink4' ? 1.25 : mainWidth;
    stroke(ctx, plot, { line, ys: mainValues(line), width, dash: line.dash });
    markNonFinite(ctx, plot, line);
  }
  ctx.restore();
}

type Stroke = {
  readonly line: ChartLine;
  readonly ys: Float64Array;
  readonly width: number;
  readonly dash: readonly number[];
};

function stroke(ctx: CanvasRenderingContext2D, plot: Plot, { line, ys, width, dash }: Stroke): void {
  const { ratio } = plot;
  ctx.strokeStyle = plot.colorOf(line.token);
  ctx.fillStyle = ctx.strokeStyle;
  ctx.lineWidth = width * ratio;
  ctx.setLineDash(dash.map((length) => length * ratio));
  ctx.beginPath();
  let run = 0;
  let [lastX, lastY] = [0, 0];
  const dotAlone = (): void => {
    if (run !== 1) return;
    ctx.moveTo(lastX + width * ratio, lastY);
    ctx.arc(lastX, lastY, width * ratio, 0, Math.PI * 2);
  };
  for (let at = 0; at < ys.length; at++) {
    const y = plot.toY(ys[at] ?? NaN);
    const x = plot.toX(line.xs[at] ?? NaN);
    // NaN, infinities, and what has no place on a logarithmic axis.
    if (!Number.isFinite(y) || !Number.isFinite(x)) {
      dotAlone();
      run = 0;
      continue;
    }
    if (run === 0) ctx.moveTo(x, y);
    else ctx.lineTo(x, y);
    [lastX, lastY] = [x, y];
    run++;
  }
  dotAlone();
  ctx.stroke();
  ctx.setLineDash([]);
}

/** Infinities as triangles at the edge that they lie beyond, NaN as a cross on the ground. */
function markNonFinite(ctx: CanvasRenderingContext2D, plot: Plot, line: ChartLine): void {
  const size = 3.5 * plot.ratio;
  ctx.lineWidth = 1.25 * plot.ratio;
  for (let at = 0; at < line.ys.length; at++) {
    const y = line.ys[at] ?? NaN;
    if (Number.isFinite(y)) continue;
    const x = plot.toX(line.xs[at] ?? NaN);
    const ground = plot.top + plot.height - size - plot.ratio;
    ctx.beginPath();
    if (Number.isNaN(y)) {
      ctx.moveTo(x - size, ground - size);
      ctx.lineTo(x + size, ground + size);
      ctx.moveTo(x + size, ground - size);
      ctx.lineTo(x - size, ground + size);
      ctx.stroke();
    } else {
      const tip = y > 0 ? plot.top : plot.top + plot.height;
      const base = y > 0 ? tip + size * 1.7 : tip - size * 1.7;
      ctx.moveTo(x, tip);
      ctx.lineTo(x - size, base);
      ctx.lineTo(x + size, base);
      ctx.fill();
    }
  }
}
