import type { GlyphShape } from '../status-glyph.tsx';
import type { FlowEdge, FlowTask } from './flow-types.ts';
import { cardHeight, widthOfCard } from './layout/flow-places.ts';
import type { Places } from './layout/flow-places.ts';

type Painted = {
  readonly tasks: readonly FlowTask[];
  readonly edges: readonly FlowEdge[];
  readonly places: Places;
  readonly selected: ReadonlySet<string>;
};

const tokens: Readonly<Record<GlyphShape, string>> = {
  running: '--st-run',
  finished: '--st-done',
  failed: '--st-fail',
  warning: '--st-warn',
  retrying: '--st-warn',
  waiting: '--st-idle',
  stopped: '--st-line-strong',
  queued: '--st-line-strong',
  reused: '--st-accent',
  leftOut: '--st-line-strong',
};

export type PaintedFlow = {
  readonly lines: Path2D;
  readonly cards: ReadonlyMap<string, Path2D>;
  readonly chosen: Path2D;
};

/** What does not change while the view is moved. */
export function toPaint({ tasks, edges, places, selected }: Painted): PaintedFlow {
  return {
    lines: linesOf(tasks, edges, places),
    cards: cardsByToken(tasks, places),
    chosen: cardsOf(
      tasks.filter(({ id }) => selected.has(id)),
      places,
    ),
  };
}

/** All cards and lines as shapes on one drawing: thousands of them take a frame. */
export function paintFlow(
  context: CanvasRenderingContext2D,
  view: { readonly x: number; readonly y: number; readonly zoom: number },
  { lines, cards, chosen }: PaintedFlow,
): void {
  const { canvas } = context;
  const ratio = canvas.width / Math.max(1, canvas.clientWidth);
  const style = getComputedStyle(canvas);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.setTransform(view.zoom * ratio, 0, 0, view.zoom * ratio, view.x * ratio, view.y * ratio);
  context.lineWidth = 1 / view.zoom;
  context.strokeStyle = style.getPropertyValue('--st-ink4');
  context.globalAlpha = 0.5;
  context.stroke(lines);
  context.globalAlpha = 1;
  context.fillStyle = style.getPropertyValue('--st-panel');
  for (const [token, path] of cards) {
    context.strokeStyle = style.getPropertyValue(token);
    context.fill(path);
    context.stroke(path);
  }
  context.fillStyle = style.getPropertyValue('--st-accent');
  context.fill(chosen);
}

function linesOf(tasks: readonly FlowTask[], edges: readonly FlowEdge[], places: Places): Path2D {
  const widths = new Map(tasks.map(({ id, title }) => [id, widthOfCard(title)]));
  const path = new Path2D();
  for (const edge of edges) {
    const [from, to] = [places.get(edge.from), places.get(edge.to)];
    if (from === undefined || to === undefined) continue;
    const middle = to.x - 20;
    path.moveTo(from.x + (widths.get(edge.from) ?? 0), from.y + cardHeight / 2);
    path.lineTo(middle, from.y + cardHeight / 2);
    path.lineTo(middle, to.y + cardHeight / 2);
    path.lineTo(to.x, to.y + cardHeight / 2);
  }
  return path;
}

function cardsByToken(tasks: readonly FlowTask[], places: Places): ReadonlyMap<string, Path2D> {
  const byToken = Map.groupBy(tasks, ({ status }) =>
    status?.shape == null ? '--st-line-strong' : tokens[status.shape],
  );
  return new Map([...byToken].map(([token, those]) => [token, cardsOf(those, places)]));
}

function cardsOf(tasks: readonly FlowTask[], places: Places): Path2D {
  const path = new Path2D();
  for (const { id, title } of tasks) {
    const place = places.get(id);
    if (place !== undefined) path.rect(place.x, place.y, widthOfCard(title), cardHeight);
  }
  return path;
}
