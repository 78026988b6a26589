import { escapeHtml } from '#core/kernel/html.ts';
import { niceTicks, wordTicks } from './scale.ts';

export interface DrawnInterval {
  name: string;
  /** The place of the run in the comparison: its colour in all drawings. */
  place: number;
  difference: number;
  low: number;
  high: number;
  verdict: 'better' | 'worse' | 'unclear';
}

const size = { width: 960, label: 190, row: 30, foot: 26, margin: 16 } as const;

/** Differences with their intervals against zero, as SVG. A filled mark is more than chance. */
export function drawIntervals(
  items: readonly DrawnInterval[],
  { scale, unit, locale }: { scale: number; unit: string; locale: string },
): string {
  const low = Math.min(0, ...items.map((item) => item.low * scale));
  const high = Math.max(0, ...items.map((item) => item.high * scale));
  const span = high - low || 1;
  const from = size.label + size.margin;
  const x = (value: number): number => from + ((value - low) / span) * (size.width - from - size.margin);
  const height = items.length * size.row + size.foot;
  const ticks = niceTicks(low, high, 6);
  const texts = wordTicks(ticks, locale);
  const grid = ticks.map((tick, i) => {
    const at = x(tick).toFixed(1);
    const kind = Math.abs(tick) < 1e-12 ? 'zero' : 'grid';
    return `<line class="${kind}" x1="${at}" x2="${at}" y1="0" y2="${height - size.foot}"/><text class="tick" x="${at}" y="${height - 8}" text-anchor="middle">${escapeHtml((texts[i] ?? '') + (i === ticks.length - 1 ? unit : ''))}</text>`;
  });
  const rows = items.map((item, i) => {
    const y = i * size.row + size.row / 2;
    const [a, b, middle] = [x(item.low * scale), x(item.high * scale), x(item.difference * scale)];
    return `<g class="s${(item.place % 7) + 1}"><text class="label" x="0" y="${y + 4}">${escapeHtml(shorten(item.name))}</text><path d="M${a.toFixed(1)} ${y}H${b.toFixed(1)}M${a.toFixed(1)} ${y - 5}v10M${b.toFixed(1)} ${y - 5}v10"/><rect class="${item.verdict === 'unclear' ? 'open' : 'full'}" x="${(middle - 5).toFixed(1)}" y="${y - 5}" width="10" height="10" rx="2"/></g>`;
  });
  return `<svg class="intervals" viewBox="0 0 ${size.width} ${height}" aria-hidden="true">${grid.join('')}${rows.join('')}</svg>`;
}

function shorten(name: string): string {
  return name.length > 28 ? `${name.slice(0, 27)}…` : name;
}
