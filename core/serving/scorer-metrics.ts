import type { ModelTarget, ServableModel } from './servable-model.ts';

/** What is counted of the requests that met one model on one route. */
export interface Meter {
  labels: string;
  /** Status -> requests */
  byStatus: Map<number, number>;
  predictions: number;
}

export interface ScorerMetrics {
  /** `model` null: none was found. */
  meter(route: string, model: ServableModel | null): Meter;
  count(meter: Meter, status: number, rows: number, seconds: number): void;
  /** Prometheus's text format, version 0.0.4. */
  text(gauges: readonly Gauge[], models: readonly ModelTarget[]): string;
}

export interface Gauge {
  name: string;
  help: string;
  value: number;
}

/** Upper bounds in seconds: from half a millisecond to five seconds. */
const bounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export function createScorerMetrics(): ScorerMetrics {
  const meters = new Map<string, Meter>();
  const known = new WeakMap<ServableModel, Map<string, Meter>>();
  const buckets = new Array<number>(bounds.length).fill(0);
  let [requests, secondsSum] = [0, 0];
  const make = (route: string, model: ServableModel | null): Meter => {
    const labels = writeLabels({
      route,
      model: model?.name ?? '',
      version: model === null ? '' : model.versionText,
    });
    const meter = meters.get(labels) ?? { labels, byStatus: new Map<number, number>(), predictions: 0 };
    meters.set(labels, meter);
    return meter;
  };
  return {
    meter(route, model) {
      if (model === null) return make(route, null);
      let routes = known.get(model);
      if (routes === undefined) known.set(model, (routes = new Map<string, Meter>()));
      let meter = routes.get(route);
      if (meter === undefined) routes.set(route, (meter = make(route, model)));
      return meter;
    },
    count(meter, status, rows, seconds) {
      meter.byStatus.set(status, (meter.byStatus.get(status) ?? 0) + 1);
      meter.predictions += rows;
      requests++;
      secondsSum += seconds;
      const bucket = bounds.findIndex((bound) => seconds <= bound);
      if (bucket !== -1) buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    },
    text: (gauges, models) =>
      [
        ...countLines([...meters.values()]),
        ...histogramLines(buckets, requests, secondsSum),
        ...modelLines(models),
        ...gauges.flatMap(({ name, help, value }) => [...title(name, help, 'gauge'), `${name} ${value}`]),
        '',
      ].join('\n'),
  };
}

function countLines(meters: readonly Meter[]): string[] {
  const requests = meters.flatMap(({ labels, byStatus }) =>
    [...byStatus].map(([status, n]) => `stile_requests_total{${labels},code="${status}"} ${n}`),
  );
  const predictions = meters
    .filter((meter) => meter.predictions > 0)
    .map(({ labels, predictions: n }) => `stile_predictions_total{${labels}} ${n}`);
  return [
    ...title('stile_requests_total', 'Requests that were answered.', 'counter'),
    ...requests,
    ...title('stile_predictions_total', 'Rows that were predicted.', 'counter'),
    ...predictions,
  ];
}

function histogramLines(buckets: readonly number[], requests: number, sum: number): string[] {
  const name = 'stile_request_duration_seconds';
  let total = 0;
  const lines = bounds.map((bound, i) => `${name}_bucket{le="${bound}"} ${(total += buckets[i] ?? 0)}`);
  return [
    ...title(name, 'Time from the whole request to its answer.', 'histogram'),
    ...lines,
    `${name}_bucket{le="+Inf"} ${requests}`,
    `${name}_sum ${sum.toFixed(6)}`,
    `${name}_count ${requests}`,
  ];
}

function modelLines(models: readonly ModelTarget[]): string[] {
  return [
    ...title('stile_model_info', 'Models that are loaded and answer.', 'gauge'),
    ...models.map(
      ({ name, version, uri }) =>
        `stile_model_info{${writeLabels({ name, version: String(version), uri })}} 1`,
    ),
  ];
}

function title(name: string, help: string, type: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function writeLabels(labels: Record<string, string>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`)
    .join(',');
}
