import type UPlot from 'uplot';
import type { EngineClient } from '#contract/procedures.ts';
import type { ChartLine } from '#renderer/parts/charts/chart-line.ts';
import { csvCell, fileName, saveFile } from '#renderer/parts/charts/save-file.ts';
import { svgOfChart } from '#renderer/parts/charts/svg-chart.ts';
import type { ChartSection } from './panels.ts';
import { readSeries, seriesAsk } from './queries.ts';
import { xKindOf, type ChartScene } from './scene.ts';
import type { ChartSettings } from './settings.ts';

/** What one question takes: keys, runs times keys, buckets. */
const most = { keys: 16, lines: 1000, buckets: 4000 } as const;
const bom = '\uFEFF';

function colorOf(token: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--st-${token}`).trim();
}

function xName(x: ChartSettings['x']): string {
  if (x.startsWith('metric:')) return x.slice('metric:'.length);
  return x === 'relative' ? 'relative_ms' : x === 'time' ? 'time_ms' : 'step';
}

/** The points that the chart draws, a row each. */
export function saveCsv(title: string, lines: readonly ChartLine[], { x }: ChartSettings): void {
  const hasSmooth = lines.some(({ smooth }) => smooth !== null);
  const head = ['line', xName(x), 'value', ...(hasSmooth ? ['smoothed'] : [])];
  const rows = lines.flatMap((line) =>
    [...line.xs].map((at, i) => [
      line.label,
      at,
      line.ys[i] ?? NaN,
      ...(hasSmooth ? [line.smooth?.[i] ?? ''] : []),
    ]),
  );
  save(fileName(title, 'csv'), [head, ...rows]);
}

function save(name: string, rows: readonly (readonly (string | number)[])[]): void {
  const text = `${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
  saveFile(name, new Blob([bom, text], { type: 'text/csv;charset=utf-8' }));
}

/** Every metric of every chart that is not hidden, with as many points as one answer can hold. */
export async function downloadAll(
  client: EngineClient,
  { runs, settings }: ChartScene,
  sections: readonly ChartSection[],
): Promise<void> {
  const keys = sections
    .flatMap(({ panels }) => panels)
    .filter(({ id }) => !settings.hidden.includes(id))
    .flatMap((panel) => panel.keys.map(({ key }) => key));
  const names = new Map(runs.map(({ runId, name }) => [runId, name]));
  const rows: (string | number)[][] = [['run_id', 'run', 'metric', xName(settings.x), 'value', 'smoothed']];
  const perCall = Math.max(1, Math.min(most.keys, Math.floor(most.lines / runs.length)));
  for (let from = 0; from < keys.length; from += perCall) {
    const ask = seriesAsk(runs, keys.slice(from, from + perCall), settings, most.buckets);
    const { lines } = await readSeries(client, ask);
    for (const { runId, key, xs, ys, smooth } of lines)
      for (const [i, x] of xs.entries())
        rows.push([runId, names.get(runId) ?? '', key, x, ys[i] ?? NaN, smooth?.[i] ?? '']);
  }
  save('metrics.csv', rows);
}

type SvgOptions = {
  readonly title: string;
  readonly lines: readonly ChartLine[];
  readonly settings: ChartSettings;
  readonly locale: string;
  readonly isLogY: boolean;
};

export function saveSvg({ title, lines, settings, locale, isLogY }: SvgOptions): void {
  const svg = svgOfChart({
    title,
    lines,
    locale,
    isLogY,
    colorOf,
    window: settings.zoom,
    xKind: xKindOf(settings.x),
    isLogX: settings.logX,
    withRaw: settings.raw,
  });
  saveFile(fileName(title, 'svg'), new Blob([svg], { type: 'image/svg+xml' }));
}

const head = 52;

/** The picture as it stands, with its title and the names of its lines. */
export async function savePng(plot: UPlot | null, title: string, lines: readonly ChartLine[]): Promise<void> {
  if (plot === null) return;
  const source = plot.ctx.canvas;
  const ratio = source.width / Math.max(1, plot.width);
  const canvas = document.createElement('canvas');
  canvas.width = source.width;
  canvas.height = source.height + head * ratio;
  const ctx = canvas.getContext('2d');
  if (ctx === null) return;
  ctx.fillStyle = colorOf('panel');
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.drawImage(source, 0, head * ratio);
  ctx.scale(ratio, ratio);
  ctx.fillStyle = colorOf('ink');
  ctx.font = '500 12px "IBM Plex Mono", monospace';
  ctx.fillText(title, 12, 20);
  drawNames(ctx, lines);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob !== null) saveFile(fileName(title, 'png'), blob);
}

function drawNames(ctx: CanvasRenderingContext2D, lines: readonly ChartLine[]): void {
  if (lines.length > 9) return;
  ctx.font = '12px "IBM Plex Sans Variable", sans-serif';
  let at = 12;
  for (const line of lines) {
    ctx.fillStyle = colorOf(line.token);
    ctx.fillRect(at, 36, 12, 2);
    ctx.fillStyle = colorOf('ink2');
    ctx.fillText(line.label, at + 18, 41);
    at += 36 + ctx.measureText(line.label).width;
  }
}
