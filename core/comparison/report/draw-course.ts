import { escapeHtml } from '#core/kernel/html.ts';
import { niceTicks, wordTicks } from './scale.ts';

export interface DrawnLine {
  name: string;
  /** The place of the run in the comparison: its colour in all drawings. */
  place: number;
  points: { x: number; y: number }[];
}

const size = { width: 960, height: 260, left: 52, right: 170, top: 10, bottom: 26 } as const;
const labelRow = 15;

/** The course of a metric, a line for each run with its name at the end, as SVG. */
export function drawCourse(lines: readonly DrawnLine[], label: string, locale: string): string {
  const all = lines.flatMap(({ points }) => points);
  if (all.length === 0) return '';
  const [x, y] = [rangeOf(all.map((point) => point.x)), rangeOf(all.map((point) => point.y))];
  const toX = (value: number): number =>
    size.left + ((value - x.low) / (x.high - x.low)) * (size.width - size.left - size.right);
  const toY = (value: number): number =>
    size.height - size.bottom - ((value - y.low) / (y.high - y.low)) * (size.height - size.bottom - size.top);
  const [xs, ys] = [niceTicks(x.low, x.high, 6), niceTicks(y.low, y.high, 5)];
  const [xTexts, yTexts] = [wordTicks(xs, locale), wordTicks(ys, locale)];
  const ground = size.height - size.bottom;
  const grid = ys.map((tick, i) => {
    const at = toY(tick).toFixed(1);
    return `<line class="grid" x1="${size.left}" x2="${size.width - size.right}" y1="${at}" y2="${at}"/><text class="tick" x="${size.left - 8}" y="${at}" dy="4" text-anchor="end">${escapeHtml(yTexts[i] ?? '')}</text>`;
  });
  const ticks = xs.map(
    (tick, i) =>
      `<text class="tick" x="${toX(tick).toFixed(1)}" y="${size.height - 8}" text-anchor="middle">${escapeHtml(xTexts[i] ?? '')}</text>`,
  );
  const ends = placeLabels(lines.map(({ points }) => toY(points.at(-1)?.y ?? y.low)));
  const drawn = lines.map(({ name, place, points }, i) => {
    const path = points.map((point) => `${toX(point.x).toFixed(1)} ${toY(point.y).toFixed(1)}`).join('L');
    return `<g class="s${(place % 7) + 1}"><path class="line" d="M${path}"/><text x="${size.width - size.right + 10}" y="${((ends[i] ?? 0) + 4).toFixed(1)}">${escapeHtml(shorten(name))}</text></g>`;
  });
  return `<svg class="course" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${escapeHtml(label)}">${grid.join('')}<line class="zero" x1="${size.left}" x2="${size.width - size.right}" y1="${ground}" y2="${ground}"/>${ticks.join('')}${drawn.join('')}</svg>`;
}

function rangeOf(values: readonly number[]): { low: number; high: number } {
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const margin = high === low ? Math.abs(high) / 10 || 1 : 0;
  return { low: low - margin, high: high + margin };
}

/** Moves labels apart that would lie on each other, from the top down. */
function placeLabels(wanted: readonly number[]): number[] {
  const placed = [...wanted];
  let last = -Infinity;
  for (const i of wanted.map((_, place) => place).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0))) {
    last = Math.max(wanted[i] ?? 0, last + labelRow);
    placed[i] = last;
  }
  return placed;
}

function shorten(name: string): string {
  return name.length > 22 ? `${name.slice(0, 21)}…` : name;
}
