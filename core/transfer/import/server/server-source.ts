import type { ImportOrder } from '#contract/transfer.ts';
import type { EngineContext } from '#core/store/context.ts';
import { parts, type Message } from '#core/transfer/rest/messages.ts';
import { createMlflowHttp, isMissingEndpoint, type MlflowHttp } from '#core/transfer/rest/mlflow-http.ts';
import { refuseOwnAddress } from '#core/transfer/rest/own-address.ts';
import { toLifecycle, toText, toTime } from '../cells.ts';
import { createLocalFiles } from '../local-files.ts';
import type { ForeignExperiment, ForeignRun, MlflowSource } from '../source.ts';
import { createServerFiles } from './files.ts';
import { readLoggedModels, readModels } from './models.ts';
import { pages, readPoints, readRuns, toPairs, type ServerRun } from './runs.ts';

/**
 * A tracking server of MLflow, read over its REST API.
 * @throws INVALID_ARGUMENT; UNAUTHORIZED; DATA_INVALID for a server that does not answer or is no MLflow
 */
export async function openServerSource(
  ctx: EngineContext,
  order: ImportOrder,
  signal: AbortSignal,
): Promise<MlflowSource> {
  const http = createMlflowHttp(order.source, order.auth, signal);
  refuseOwnAddress(ctx.paths, 'source', http.address);
  const version = await readServerVersion(http);
  const known = new WeakMap<ForeignRun, ServerRun>();
  const local =
    order.artifacts === undefined
      ? null
      : createLocalFiles({ beside: order.artifacts, given: order.artifacts });
  return {
    kind: 'server',
    address: http.address,
    version,
    experiments: () => readExperiments(http),
    countRuns: () => Promise.resolve(null),
    runs: (ids) => remember(known, readRuns(http, [...ids])),
    points: (run) => readPoints(http, known.get(run) ?? { run, metricKeys: [] }),
    loggedModels: (ids) => readLoggedModels(http, [...ids]),
    models: () => readModels(http),
    countTraces: () => Promise.resolve(null),
    findFiles: local ?? createServerFiles(http),
    close: () => Promise.resolve(),
  };
}

/** @throws DATA_INVALID for what answers, but is no tracking server of MLflow */
export async function readServerVersion(http: MlflowHttp): Promise<string> {
  await http
    .post('/api/2.0/mlflow/experiments/search', { max_results: 1 }, { once: true })
    .catch((error: unknown) => {
      // Servers before 1.28 list experiments and do not search them.
      if (!isMissingEndpoint(error)) throw error;
      return http.get('/api/2.0/mlflow/experiments/list');
    });
  try {
    const text = (await http.getText('/version')).trim();
    return /^[\w.+-]{1,40}$/.test(text) ? text : 'version unknown';
  } catch (error) {
    if (isMissingEndpoint(error)) return 'version unknown';
    throw error;
  }
}

async function* readExperiments(http: MlflowHttp): AsyncGenerator<ForeignExperiment, void> {
  const order = { max_results: 1000, view_type: 'ALL' };
  try {
    for await (const page of pages(http, '/api/2.0/mlflow/experiments/search', order)) {
      for (const message of parts(page, 'experiments')) yield messageToExperiment(message);
    }
  } catch (error) {
    if (!isMissingEndpoint(error)) throw error;
    const list = await http.get('/api/2.0/mlflow/experiments/list', { view_type: 'ALL' });
    for (const message of parts(list, 'experiments')) yield messageToExperiment(message);
  }
}

function messageToExperiment(message: Message): ForeignExperiment {
  return {
    id: toText(message['experiment_id']),
    name: toText(message['name']),
    location: toText(message['artifact_location']),
    lifecycle: toLifecycle(message['lifecycle_stage']),
    createdAt: toTime(message['creation_time']),
    updatedAt: toTime(message['last_update_time']),
    tags: toPairs(parts(message, 'tags')),
  };
}

async function* remember(
  known: WeakMap<ForeignRun, ServerRun>,
  found: AsyncIterable<ServerRun>,
): AsyncGenerator<ForeignRun, void> {
  for await (const answer of found) {
    known.set(answer.run, answer);
    yield answer.run;
  }
}
