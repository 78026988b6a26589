import type { Scale } from '../plots/scales.ts';
import type { Axis } from './parallel-settings.ts';

export type Frame = {
  readonly width: number;
  readonly height: number;
  /** Where lines begin and end, from the top. */
  readonly top: number;
  readonly bottom: number;
  /** Under the axes: where runs pass that have no value. */
  readonly missing: number;
  /** The place of each axis from the left. */
  readonly xs: readonly number[];
};

export type DrawnRun = { readonly place: number; readonly color: string; readonly dash: readonly number[] };

type Picture = {
  readonly frame: Frame;
  readonly axes: readonly Axis[];
  readonly scales: readonly Scale[];
  /** Those that are inside of the brushes, the last one on top. */
  readonly inside: readonly DrawnRun[];
  readonly outside: readonly number[];
  readonly quiet: string;
  readonly hovered: number | null;
};

/** The height of a run on an axis. */
function yOf(axis: Axis, scale: Scale, frame: Frame, place: number): number {
  const value = axis.dim.values[place];
  if (value == null) return frame.missing;
  return frame.bottom - scale.toShare(value) * (frame.bottom - frame.top);
}

/** Runs outside of the brushes thin and grey, those inside in colour, the one under the pointer strong. */
export function drawParallel(context: CanvasRenderingContext2D, picture: Picture): void {
  const { frame, inside, outside, quiet, hovered } = picture;
  const ratio = context.canvas.width / frame.width;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, frame.width, frame.height);
  context.lineJoin = 'round';
  context.lineWidth = 1;
  context.strokeStyle = quiet;
  context.globalAlpha = inside.length === 0 ? 0.5 : 0.28;
  const back = new Path2D();
  for (const place of outside) addLine(back, picture, place);
  context.stroke(back);
  context.globalAlpha = hovered === null ? (inside.length > 60 ? 0.7 : 0.95) : 0.35;
  context.lineWidth = inside.length > 60 ? 1.25 : 1.75;
  for (const run of inside) if (run.place !== hovered) strokeRun(context, picture, run);
  const strong = inside.find(({ place }) => place === hovered);
  context.globalAlpha = 1;
  context.lineWidth = 3;
  if (strong !== undefined) strokeRun(context, picture, strong);
}

function strokeRun(
  context: CanvasRenderingContext2D,
  picture: Picture,
  { place, color, dash }: DrawnRun,
): void {
  const path = new Path2D();
  addLine(path, picture, place);
  context.strokeStyle = color;
  context.setLineDash([...dash]);
  context.stroke(path);
  context.setLineDash([]);
}

function addLine(path: Path2D, { frame, axes, scales }: Picture, place: number): void {
  for (const [i, axis] of axes.entries()) {
    const [x, scale] = [frame.xs[i] ?? 0, scales[i]];
    if (scale === undefined) continue;
    const y = yOf(axis, scale, frame, place);
    if (i === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
  }
}

/** A pointer is on a line when it is no farther from it than this. */
const reachPx = 7;

type Lines = Pick<Picture, 'frame' | 'axes' | 'scales'>;

/** The place of the run whose line is nearest to a point; null when none is near. */
export function findNearest(lines: Lines, places: readonly number[], x: number, y: number): number | null {
  const { xs } = lines.frame;
  const right = xs.findIndex((at) => at >= x);
  const [a, b] = right <= 0 ? [0, Math.min(1, xs.length - 1)] : [right - 1, right];
  const [x1 = 0, x2 = 0] = [xs[a], xs[b]];
  const across = Math.max(1, x2 - x1);
  const share = Math.min(1, Math.max(0, (x - x1) / across));
  let best: { place: number; far: number } | null = null;
  for (const place of places) {
    const [y1, y2] = [heightOn(lines, a, place), heightOn(lines, b, place)];
    const far = (Math.abs(y1 + share * (y2 - y1) - y) * across) / Math.hypot(across, y2 - y1);
    if (far <= reachPx && (best === null || far < best.far)) best = { place, far };
  }
  return best?.place ?? null;
}

function heightOn({ frame, axes, scales }: Lines, at: number, place: number): number {
  const [axis, scale] = [axes[at], scales[at]];
  return axis === undefined || scale === undefined ? Infinity : yOf(axis, scale, frame, place);
}
