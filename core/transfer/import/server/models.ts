import { part, parts, type Message } from '#core/transfer/rest/messages.ts';
import { isMissingEndpoint, type MlflowHttp } from '#core/transfer/rest/mlflow-http.ts';
import {
  fingerprintOf,
  toLifecycle,
  toMaybeText,
  toModelStatus,
  toStage,
  toText,
  toTime,
  toWhole,
} from '../cells.ts';
import type { ForeignLoggedModel, ForeignModel, ForeignModelPoint, ForeignVersion } from '../source.ts';
import { messageToPoint, pages, toPairs } from './runs.ts';

/** Logged models came with MLflow 3: an older server does not know the path. */
export async function* readLoggedModels(
  http: MlflowHttp,
  experimentIds: readonly string[],
): AsyncGenerator<ForeignLoggedModel, void> {
  const path = '/api/2.0/mlflow/logged-models/search';
  try {
    for (const id of experimentIds) {
      for await (const page of pages(http, path, { experiment_ids: [id], max_results: 50 })) {
        for (const message of parts(page, 'models')) yield messageToLoggedModel(message);
      }
    }
  } catch (error) {
    if (!isMissingEndpoint(error)) throw error;
  }
}

function messageToLoggedModel(message: Message): ForeignLoggedModel {
  const [info, data] = [part(message, 'info'), part(message, 'data')];
  const model: ForeignLoggedModel = {
    id: toText(info['model_id']),
    experimentId: toText(info['experiment_id']),
    name: toText(info['name']),
    modelType: toText(info['model_type']),
    status: toModelStatus(info['status']),
    sourceRunId: toMaybeText(info['source_run_id']),
    lifecycle: toLifecycle(info['lifecycle_stage']),
    createdAt: toTime(info['creation_timestamp_ms']),
    updatedAt: toTime(info['last_updated_timestamp_ms']),
    artifactUri: toText(info['artifact_uri']),
    params: toPairs(parts(data, 'params')),
    tags: toPairs(parts(info, 'tags')),
    points: parts(data, 'metrics').flatMap((metric) => messageToModelPoint(metric) ?? []),
    fingerprint: '',
  };
  return { ...model, fingerprint: fingerprintOf(model) };
}

function messageToModelPoint(message: Message): ForeignModelPoint | null {
  const point = messageToPoint(toText(message['key']), message);
  if (point === null) return null;
  return {
    ...point,
    runId: toText(message['run_id']),
    datasetName: toMaybeText(message['dataset_name']) ?? undefined,
    datasetDigest: toMaybeText(message['dataset_digest']) ?? undefined,
  };
}

/** All answers to a question by GET, page by page. */
async function* getPages(
  http: MlflowHttp,
  path: string,
  query: Readonly<Record<string, string | number>>,
): AsyncGenerator<Message, void> {
  for (let token = ''; ;) {
    const page = await http.get(path, token === '' ? query : { ...query, page_token: token });
    yield page;
    const next = toText(page['next_page_token']);
    if (next === '' || next === token) return;
    token = next;
  }
}

export async function* readModels(http: MlflowHttp): AsyncGenerator<ForeignModel, void> {
  try {
    for await (const page of getPages(http, '/api/2.0/mlflow/registered-models/search', {
      max_results: 100,
    })) {
      for (const message of parts(page, 'registered_models')) yield await readModel(http, message);
    }
  } catch (error) {
    // A server on a file store of old has no registry.
    if (!isMissingEndpoint(error)) throw error;
  }
}

async function readModel(http: MlflowHttp, message: Message): Promise<ForeignModel> {
  const name = toText(message['name']);
  const versions: ForeignVersion[] = [];
  const aliases = parts(message, 'aliases').map(({ alias, version }) => ({
    alias: toText(alias),
    version: toWhole(version) ?? 0,
  }));
  for (const found of await readVersionMessages(http, name)) {
    const version = await readVersion(http, name, found);
    if (version === null) continue;
    versions.push(version);
    // Servers of one kind name aliases with the model, of another with its versions.
    const own = Array.isArray(found['aliases']) ? found['aliases'].map(toText) : [];
    for (const alias of own) {
      if (!aliases.some((known) => known.alias === alias)) aliases.push({ alias, version: version.version });
    }
  }
  return {
    name,
    description: toText(message['description']),
    createdAt: toTime(message['creation_timestamp']),
    updatedAt: toTime(message['last_updated_timestamp']),
    tags: toPairs(parts(message, 'tags')),
    aliases,
    versions: versions.sort((a, b) => a.version - b.version),
    lastNumber: Math.max(0, ...versions.map(({ version }) => version)),
  };
}

export async function readVersionMessages(http: MlflowHttp, name: string): Promise<Message[]> {
  const filter = name.includes("'") ? `name="${name}"` : `name='${name}'`;
  const found: Message[] = [];
  for await (const page of getPages(http, '/api/2.0/mlflow/model-versions/search', {
    filter,
    max_results: 1000,
  })) {
    // LIKE and case: only the very name counts.
    found.push(...parts(page, 'model_versions').filter((version) => version['name'] === name));
  }
  return found;
}

async function readVersion(http: MlflowHttp, name: string, message: Message): Promise<ForeignVersion | null> {
  const [version, stage] = [toWhole(message['version']), toStage(message['current_stage'])];
  if (version === null || version < 1 || stage === null) return null;
  const source = toText(message['source']);
  return {
    version,
    createdAt: toTime(message['creation_timestamp']),
    updatedAt: toTime(message['last_updated_timestamp']),
    userId: toText(message['user_id']),
    stage,
    description: toText(message['description']),
    source,
    location: source.startsWith('models:/') ? await readLocation(http, name, version, source) : source,
    runId: toMaybeText(message['run_id']),
    runLink: toText(message['run_link']),
    tags: toPairs(parts(message, 'tags')),
  };
}

async function readLocation(
  http: MlflowHttp,
  name: string,
  version: number,
  source: string,
): Promise<string> {
  const path = '/api/2.0/mlflow/model-versions/get-download-uri';
  const answer = await http.get(path, { name, version: String(version) });
  return toMaybeText(answer['artifact_uri']) ?? source;
}
