import { queryOptions } from '@tanstack/react-query';
import type { EngineClient, Inputs } from '#contract/procedures.ts';
import type { SeriesLine, SeriesX, Smoothing } from '#contract/series.ts';
import { keys } from '#renderer/bridge/keys.ts';
import type { ChartSettings } from './settings.ts';

export type ChartRun = { readonly runId: string; readonly name: string; readonly experimentId: string };

export type SeriesAsk = Required<Inputs['runs']['metricSeries']>;

/** Facts of one experiment make only its own charts stale. */
function placeOf(runs: readonly ChartRun[]): string {
  const [first] = runs;
  return first !== undefined && runs.every(({ experimentId }) => experimentId === first.experimentId)
    ? first.experimentId
    : keys.severalExperiments;
}

export function metricNamesQuery(client: EngineClient, runs: readonly ChartRun[]) {
  const runIds = runs.map(({ runId }) => runId);
  return queryOptions({
    queryKey: [...keys.series(placeOf(runs)), 'names', runIds],
    queryFn: async ({ signal }) => (await client.runs.metricNames({ runIds }, { signal })).names,
    enabled: runIds.length > 0,
  });
}

export function metricSeriesQuery(client: EngineClient, runs: readonly ChartRun[], ask: SeriesAsk) {
  return queryOptions({
    queryKey: [...keys.series(placeOf(runs)), 'lines', ask],
    queryFn: ({ signal }) => readSeries(client, ask, signal),
    gcTime: 60_000,
  });
}

export type Series = {
  readonly lines: readonly DecodedLine[];
  /** Of x over all points of all lines, whatever the zoom; null without points. */
  readonly extent: { readonly from: number; readonly to: number } | null;
};

export async function readSeries(
  client: EngineClient,
  ask: SeriesAsk,
  signal?: AbortSignal,
): Promise<Series> {
  const { lines, extent } = await client.runs.metricSeries(ask, signal === undefined ? {} : { signal });
  return { lines: lines.map(decodeLine), extent };
}

/** The question of one chart. */
export function seriesAsk(
  runs: readonly ChartRun[],
  metricKeys: readonly string[],
  settings: ChartSettings,
  buckets: number,
): SeriesAsk {
  return {
    runIds: runs.map(({ runId }) => runId),
    keys: [...metricKeys],
    x: seriesX(settings.x),
    range: settings.zoom,
    buckets,
    xScale: settings.logX ? 'log' : 'linear',
    smoothing: smoothingOf(settings),
    quick: false,
  };
}

function seriesX(x: ChartSettings['x']): SeriesX {
  return x === 'step' || x === 'time' || x === 'relative' ? x : { metric: x.slice('metric:'.length) };
}

/** The slider's end blurs over a tenth of the width. */
const greatestSigma = 100;

function smoothingOf({ smoothing, kind }: ChartSettings): Smoothing {
  if (smoothing === 0) return { kind: 'none' };
  return kind === 'ema'
    ? { kind, weight: smoothing }
    : { kind, sigma: Number((smoothing ** 2 * greatestSigma).toPrecision(3)) };
}

/** A line of the engine with its points as numbers. */
export type DecodedLine = Omit<SeriesLine, 'points'> & {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  readonly smooth: Float64Array | null;
};

function decodeLine({ points, ...line }: SeriesLine): DecodedLine {
  const text = atob(points);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  const numbers = new Float64Array(bytes.buffer);
  const count = numbers.length / (line.isSmoothed ? 3 : 2);
  return {
    ...line,
    xs: numbers.subarray(0, count),
    ys: numbers.subarray(count, 2 * count),
    smooth: line.isSmoothed ? numbers.subarray(2 * count) : null,
  };
}
