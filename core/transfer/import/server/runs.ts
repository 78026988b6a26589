import type { DatasetInput, Tag } from '#contract/entities.ts';
import { toInt64 } from '#core/kernel/int64.ts';
import { parts, part, type Message } from '#core/transfer/rest/messages.ts';
import type { MlflowHttp } from '#core/transfer/rest/mlflow-http.ts';
import {
  fingerprintOf,
  toLifecycle,
  toMaybeText,
  toMetricValue,
  toRunStatus,
  toText,
  toTime,
  toWhole,
} from '../cells.ts';
import type { ForeignPoint, ForeignRun } from '../source.ts';

/** A run as the server answers it, with the keys of its metrics. */
export interface ServerRun {
  run: ForeignRun;
  metricKeys: string[];
}

export function toPairs(list: readonly Message[]): Tag[] {
  return list
    .map(({ key, value }) => ({ key: toText(key), value: toText(value) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

export function messageToRun(message: Message): ServerRun {
  const [info, data] = [part(message, 'info'), part(message, 'data')];
  const tags = toPairs(parts(data, 'tags'));
  const id = toText(info['run_id'] ?? info['run_uuid']);
  const run: ForeignRun = {
    id,
    experimentId: toText(info['experiment_id']),
    name: toText(info['run_name']) || (tags.find(({ key }) => key === 'mlflow.runName')?.value ?? ''),
    userId: toText(info['user_id']),
    status: toRunStatus(info['status']),
    startedAt: toTime(info['start_time']),
    endedAt: toWhole(info['end_time']),
    lifecycle: toLifecycle(info['lifecycle_stage']),
    artifactUri: toText(info['artifact_uri']),
    params: toPairs(parts(data, 'params')),
    tags,
    inputs: parts(part(message, 'inputs'), 'dataset_inputs').map(messageToInput),
    modelInputs: parts(part(message, 'inputs'), 'model_inputs').map(({ model_id }) => toText(model_id)),
    modelOutputs: parts(part(message, 'outputs'), 'model_outputs').map(({ model_id, step }) => ({
      modelId: toText(model_id),
      step: toInt64(step) ?? 0,
    })),
    fingerprint: '',
  };
  const metrics = parts(data, 'metrics').sort((a, b) => (toText(a['key']) < toText(b['key']) ? -1 : 1));
  const fingerprint = fingerprintOf([run, metrics]);
  return { run: { ...run, fingerprint }, metricKeys: metrics.map(({ key }) => toText(key)) };
}

function messageToInput(message: Message): DatasetInput {
  const dataset = part(message, 'dataset');
  return {
    name: toText(dataset['name']),
    digest: toText(dataset['digest']),
    sourceType: toText(dataset['source_type']),
    source: toText(dataset['source']),
    schema: toMaybeText(dataset['schema']),
    profile: toMaybeText(dataset['profile']),
    tags: toPairs(parts(message, 'tags')),
  };
}

const runsPerPage = 200;
/** How many experiments one search names: their ids go into one SQL statement there. */
const experimentsAtOnce = 50;

/** Oldest first, so that runs that are made meanwhile come at the end and move no page. */
export async function* readRuns(
  http: MlflowHttp,
  experimentIds: readonly string[],
): AsyncGenerator<ServerRun, void> {
  for (let at = 0; at < experimentIds.length; at += experimentsAtOnce) {
    const order = {
      experiment_ids: experimentIds.slice(at, at + experimentsAtOnce),
      run_view_type: 'ALL',
      max_results: runsPerPage,
      order_by: ['attributes.start_time ASC'],
    };
    for await (const page of pages(http, '/api/2.0/mlflow/runs/search', order)) {
      for (const message of parts(page, 'runs')) yield messageToRun(message);
    }
  }
}

/** All pages of a search, as the server answers them. */
export async function* pages(http: MlflowHttp, path: string, order: Message): AsyncGenerator<Message, void> {
  for (let token = ''; ;) {
    const page = await http.post(path, token === '' ? order : { ...order, page_token: token });
    yield page;
    const next = toText(page['next_page_token']);
    // A server that gives the same page for ever would never end this.
    if (next === '' || next === token) return;
    token = next;
  }
}

/** The most that MLflow answers at once. */
const pointsPerPage = 25_000;

export async function* readPoints(
  http: MlflowHttp,
  { run, metricKeys }: ServerRun,
): AsyncGenerator<ForeignPoint[], void> {
  for (const key of metricKeys) {
    for (let token = ''; ;) {
      const page = await http.get('/api/2.0/mlflow/metrics/get-history', {
        run_id: run.id,
        run_uuid: run.id,
        metric_key: key,
        max_results: pointsPerPage,
        ...(token !== '' && { page_token: token }),
      });
      const points = parts(page, 'metrics').flatMap((message) => messageToPoint(key, message) ?? []);
      if (points.length > 0) yield points;
      const next = toText(page['next_page_token']);
      if (next === '' || next === token) break;
      token = next;
    }
  }
}

/** A value of 0 is left out by servers that leave out what is the default. */
export function messageToPoint(key: string, message: Message): ForeignPoint | null {
  const value = toMetricValue(message['value'] ?? 0);
  const [step, timestamp] = [toInt64(message['step'] ?? 0), toWhole(message['timestamp'] ?? 0)];
  return value === null || step === null || timestamp === null ? null : { key, value, step, timestamp };
}
