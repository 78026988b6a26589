import type { BatchCheck } from '#contract/monitoring.ts';
import { html, join, raw, type Html } from '#core/kernel/html.ts';

interface ChartSize {
  width: number;
  height: number;
  format(value: number): string;
}

const margin = { top: 22, right: 12, bottom: 20, left: 12 };

/** The resampled reference as bars, its limits dashed, the batch as a solid line. */
export function drawHistogram(check: BatchCheck, { width, height, format }: ChartSize): Html {
  const { histogram, lower, upper, value } = check;
  if (histogram === null) return raw('');
  const marks = [lower, upper, value].filter((mark) => mark !== null);
  const [from, to] = [Math.min(histogram.from, ...marks), Math.max(histogram.to, ...marks)];
  const span = to - from || 1;
  const base = height - margin.bottom;
  const x = (at: number): number => margin.left + ((at - from) / span) * (width - margin.left - margin.right);
  const tallest = Math.max(1, ...histogram.counts);
  const step = (histogram.to - histogram.from) / histogram.counts.length;
  const bars = histogram.counts.map((count, i) => {
    const [left, right] = [x(histogram.from + i * step), x(histogram.from + (i + 1) * step)];
    const tall = (count / tallest) * (base - margin.top);
    return raw(
      `<rect class="ref" x="${round(left)}" y="${round(base - tall)}" width="${round(Math.max(1, right - left - 1))}" height="${round(tall)}"/>`,
    );
  });
  const limitLines = [lower, upper]
    .filter((limit) => limit !== null)
    .map((limit) => drawMark(x(limit), base, 'limit', `limit ${format(limit)}`, width));
  const label = `This batch ${format(value)}, resampled reference ${format(histogram.from)} to ${format(histogram.to)}`;
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">
    ${join(bars)}
    <line class="axis" x1="${margin.left}" x2="${width - margin.right}" y1="${base}" y2="${base}" />
    ${join(limitLines)} ${drawMark(x(value), base, 'now', `this batch ${format(value)}`, width, 1)}
    <text class="tick" x="${margin.left}" y="${height - 5}">${format(from)}</text>
    <text class="tick" x="${width - margin.right}" y="${height - 5}" text-anchor="end">${format(to)}</text>
  </svg>`;
}

/** A line over the bars with its words beside, on the side where there is room; `row` keeps two words apart. */
function drawMark(x: number, base: number, kind: string, words: string, width: number, row = 0): Html {
  const isRight = x > width * 0.66;
  const y = 10 + row * 12;
  return html`<line class="${kind}" x1="${round(x)}" x2="${round(x)}" y1="${y + 3}" y2="${base}" />
    <text
      class="${kind}"
      x="${round(isRight ? x - 5 : x + 5)}"
      y="${y + 2}"
      text-anchor="${isRight ? 'end' : 'start'}"
    >
      ${words}
    </text>`;
}

const trend = { width: 120, height: 24, pad: 3 };

/** A small line over the batches; those without a value leave a gap. */
export function drawTrend(values: readonly (number | null)[]): Html {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return raw('');
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const scale = (value: number): number => (high === low ? 0.5 : (value - low) / (high - low));
  const points = values.flatMap((value, i) => {
    if (value === null) return [];
    const x = trend.pad + (i / (values.length - 1)) * (trend.width - 2 * trend.pad);
    const y = trend.height - trend.pad - scale(value) * (trend.height - 2 * trend.pad);
    return [{ x: round(x), y: round(y) }];
  });
  const last = points.at(-1);
  return html`<svg class="trend" viewBox="0 0 ${trend.width} ${trend.height}" aria-hidden="true">
    <polyline points="${points.map(({ x, y }) => `${x},${y}`).join(' ')}" />
    <circle cx="${last?.x ?? 0}" cy="${last?.y ?? 0}" r="2.2" />
  </svg>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
