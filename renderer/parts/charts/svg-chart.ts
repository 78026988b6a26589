import { niceTicks, tickTexts, xTexts, type XKind } from './axis-text.ts';
import { mainValues, type ChartLine } from './chart-line.ts';
import { rangesOf } from './make-plot.ts';
import type { PlotOptions } from './make-plot.ts';

type SvgOptions = Pick<PlotOptions, 'lines' | 'window' | 'isLogX' | 'isLogY' | 'withRaw' | 'locale'> & {
  readonly title: string;
  readonly xKind: XKind;
  readonly colorOf: (token: string) => string;
};

const size = { width: 720, height: 400, left: 64, right: 16, top: 64, bottom: 36 } as const;
const textStyle = 'font-family="IBM Plex Sans, sans-serif"';

/** The chart as a picture of lines and texts, to be scaled and edited elsewhere. */
export function svgOfChart(options: SvgOptions): string {
  const { lines, isLogX, isLogY, withRaw, locale, title, xKind, colorOf } = options;
  const { x, y } = rangesOf(options);
  const toX = scale(x, isLogX, size.left, size.width - size.right);
  const toY = scale(y, isLogY, size.height - size.bottom, size.top);
  const [xs, ys] = [niceTicks(x, 6, isLogX), niceTicks(y, 5, isLogY)];
  const [xLabels, yLabels] = [
    xTexts(xs, (xs[1] ?? 1) - (xs[0] ?? 0), { kind: xKind, locale }),
    tickTexts(ys, Math.abs((ys[1] ?? 1) - (ys[0] ?? 0)), locale),
  ];
  const grid = ys.map((value, i) => {
    const at = toY(value).toFixed(1);
    return `<line x1="${size.left}" x2="${size.width - size.right}" y1="${at}" y2="${at}" stroke="${colorOf('grid')}"/>
<text x="${size.left - 8}" y="${at}" dy="4" text-anchor="end" font-size="11" fill="${colorOf('ink3')}" ${textStyle}>${escapeXml(yLabels[i] ?? '')}</text>`;
  });
  const ticks = xs.map(
    (value, i) =>
      `<text x="${toX(value).toFixed(1)}" y="${size.height - size.bottom + 18}" text-anchor="middle" font-size="11" fill="${colorOf('ink3')}" ${textStyle}>${escapeXml(xLabels[i] ?? '')}</text>`,
  );
  const ground = size.height - size.bottom;
  const drawn = lines.flatMap((line) => [
    ...(line.smooth !== null && withRaw ? [pathOf(line, line.ys, { toX, toY }, colorOf, 'raw')] : []),
    pathOf(line, mainValues(line), { toX, toY }, colorOf, 'main'),
  ]);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}">
<rect width="100%" height="100%" fill="${colorOf('panel')}"/>
<text x="16" y="26" font-size="13" font-weight="600" fill="${colorOf('ink')}" font-family="IBM Plex Mono, monospace">${escapeXml(title)}</text>
${legendOf(lines, colorOf)}
${grid.join('\n')}
<line x1="${size.left}" x2="${size.width - size.right}" y1="${ground}" y2="${ground}" stroke="${colorOf('line-strong')}"/>
${ticks.join('\n')}
<clipPath id="plot"><rect x="${size.left}" y="${size.top - 2}" width="${size.width - size.left - size.right}" height="${ground - size.top + 4}"/></clipPath>
<g clip-path="url(#plot)" fill="none" stroke-linejoin="round" stroke-linecap="round">
${drawn.join('\n')}
</g>
</svg>
`;
}

function legendOf(lines: readonly ChartLine[], colorOf: (token: string) => string): string {
  if (lines.length > 9) return '';
  let at = 16;
  return lines
    .map((line) => {
      const [start, label] = [at, escapeXml(line.label)];
      at += 34 + line.label.length * 7;
      return `<line x1="${start}" x2="${start + 12}" y1="44" y2="44" stroke="${colorOf(line.token)}" stroke-width="2" stroke-dasharray="${line.dash.join(' ')}"/>
<text x="${start + 18}" y="48" font-size="12" fill="${colorOf('ink2')}" ${textStyle}>${label}</text>`;
    })
    .join('\n');
}

function scale({ from, to }: { from: number; to: number }, isLog: boolean, start: number, end: number) {
  const [low, high] = isLog ? [Math.log10(from), Math.log10(to)] : [from, to];
  return (value: number): number =>
    start + (((isLog ? Math.log10(value) : value) - low) / (high - low)) * (end - start);
}

type Scales = { readonly toX: (x: number) => number; readonly toY: (y: number) => number };

function pathOf(
  line: ChartLine,
  ys: Float64Array,
  { toX, toY }: Scales,
  colorOf: (token: string) => string,
  kind: 'main' | 'raw',
): string {
  let isOpen = false;
  let path = '';
  for (let at = 0; at < ys.length; at++) {
    const [x, y] = [toX(line.xs[at] ?? NaN), toY(ys[at] ?? NaN)];
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      isOpen = false;
      continue;
    }
    path += `${isOpen ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
    isOpen = true;
  }
  const look =
    kind === 'main'
      ? `stroke-width="1.75" stroke-dasharray="${line.dash.join(' ')}"`
      : 'stroke-width="1" stroke-opacity="0.3"';
  return `<path d="${path}" stroke="${colorOf(line.token)}" ${look}/>`;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
}
