import type { LoggedModel, LoggedModelMetric } from '#contract/logged-models.ts';
import { hasCode } from '#core/kernel/errors.ts';
import { getLoggedModel, getRunRecord, searchLoggedModels } from '#core/tracking/index.ts';
import { fingerprintOf, toText } from '../import/cells.ts';
import { importedTag } from '../import/import-names.ts';
import { findObject, findTheirs } from '../objects.ts';
import { part, parts, type Message } from '../rest/messages.ts';
import { isMissingEndpoint, restCode } from '../rest/mlflow-http.ts';
import { createOnce } from './create-once.ts';
import { localFiles, pushFiles } from './files.ts';
import { pieces } from './log-to-run.ts';
import { api, refusalOf, remember, type PushWork } from './push-context.ts';

/** Marks logged models that a push has made, and finds them again. */
const modelTag = 'stile.modelId';
const paramsPerCall = 100;
const metricsPerCall = 1000;

/** Sends the logged models of an experiment, once its runs are there. */
export async function pushLoggedModels(work: PushWork, experimentId: string): Promise<void> {
  for (let pageToken: string | undefined; ;) {
    const page = searchLoggedModels(work.job.ctx, {
      experimentIds: [experimentId],
      maxResults: 100,
      pageToken,
    });
    for (const { modelId } of page.models) await pushLoggedModel(work, modelId);
    if (page.nextPageToken === null) return;
    pageToken = page.nextPageToken;
  }
}

/** @returns its id on the server; null when it cannot be sent, or its experiment was not */
export function pushLoggedModel(work: PushWork, modelId: string): Promise<string | null> {
  const known = work.loggedModels.get(modelId);
  if (known !== undefined) return known;
  const pushed = pushNew(work, modelId);
  work.loggedModels.set(modelId, pushed);
  return pushed;
}

async function pushNew(work: PushWork, modelId: string): Promise<string | null> {
  const { job } = work;
  job.signal.throwIfAborted();
  const model = readModel(work, modelId);
  const experimentId = model === null ? undefined : work.experiments.get(model.experimentId);
  if (model === null || experimentId === undefined) return null;
  try {
    return await send(work, model, experimentId);
  } catch (error) {
    const isOld = isMissingEndpoint(error);
    const detail = isOld ? 'The server is older than MLflow 3 and knows no logged models.' : refusalOf(error);
    const problem = isOld ? 'not_brought' : 'refused';
    job.tally.remark({ kind: 'logged_model', what: modelId, problem, detail }, isOld ? detail : undefined);
    return null;
  }
}

function readModel({ job }: PushWork, modelId: string): LoggedModel | null {
  try {
    return getLoggedModel(job.ctx, modelId, { metrics: 'all' });
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND')) return null;
    throw error;
  }
}

async function send(work: PushWork, model: LoggedModel, experimentId: string): Promise<string> {
  const { job, order, target } = work;
  const { tally } = job;
  const mark = await fingerprintModel(work, model);
  const found = await findThere(work, model, experimentId);
  const theirs = found === null ? null : idOf(found);
  if (theirs !== null && findObject(job.ctx.db, job.sideId, 'logged_model', theirs)?.fingerprint === mark) {
    tally.report.same.loggedModels++;
    return theirs;
  }
  const there = found ?? (await create(work, model, experimentId));
  const id = idOf(there);
  await remember(work, 'logged_model', id, model.modelId, '');
  if (order.files !== false) {
    const owner = {
      kind: 'logged_model',
      id,
      experimentId,
      uri: toText(part(there, 'info')['artifact_uri']),
    } as const;
    await pushFiles(work, { modelId: model.modelId }, owner, { isNew: found === null });
  }
  const tags = tagsOf(model);
  await target.http.request('PATCH', `${api}/logged-models/${id}/tags`, { tags });
  if (model.status !== 'PENDING') {
    await target.http.request('PATCH', `${api}/logged-models/${id}`, {
      model_id: id,
      status: `LOGGED_MODEL_${model.status}`,
    });
  }
  await linkRuns(work, model, id);
  await sendMetrics(work, model, id);
  await remember(work, 'logged_model', id, model.modelId, mark);
  tally.report[found === null ? 'fresh' : 'changed'].loggedModels++;
  job.progress('logged_models');
  return id;
}

async function fingerprintModel({ job, order }: PushWork, model: LoggedModel): Promise<string> {
  const files: unknown[] = [];
  if (order.files !== false) {
    for await (const { path, size } of localFiles(job.ctx, { modelId: model.modelId }))
      files.push([path, size]);
  }
  return fingerprintOf([model, files, order.files !== false]);
}

function idOf(model: Message): string {
  return toText(part(model, 'info')['model_id']);
}

/** What the server writes itself stays its own. */
function tagsOf({ tags, modelId }: LoggedModel): { key: string; value: string }[] {
  const own = tags.filter(({ key }) => ![importedTag, modelTag, 'mlflow.modelVersions'].includes(key));
  return [...own, { key: modelTag, value: modelId }];
}

async function findThere(work: PushWork, model: LoggedModel, experimentId: string): Promise<Message | null> {
  const { job, target } = work;
  const theirs = findTheirs(job.ctx.db, job.sideId, 'logged_model', model.modelId);
  if (theirs !== null) {
    try {
      return part(await target.http.get(`${api}/logged-models/${theirs}`), 'model');
    } catch (error) {
      if (restCode(error) !== 'RESOURCE_DOES_NOT_EXIST') throw error;
    }
  }
  const answer = await target.http.post(`${api}/logged-models/search`, {
    experiment_ids: [experimentId],
    filter: `tags.\`${modelTag}\` = '${model.modelId}'`,
    max_results: 1,
  });
  return parts(answer, 'models')[0] ?? null;
}

async function create(work: PushWork, model: LoggedModel, experimentId: string): Promise<Message> {
  const { target } = work;
  const source = model.sourceRunId === null ? null : await (work.runs.get(model.sourceRunId) ?? null);
  const [first = [], ...rest] = pieces(model.params, paramsPerCall);
  const body = {
    experiment_id: experimentId,
    name: model.name,
    model_type: model.modelType,
    params: first,
    tags: tagsOf(model),
    ...(source !== null && { source_run_id: source }),
  };
  const made = await createOnce(
    async () => part(await target.http.post(`${api}/logged-models`, body, { once: true }), 'model'),
    () => findThere(work, model, experimentId),
  );
  for (const params of rest) {
    await target.http.post(`${api}/logged-models/${idOf(made)}/params`, { model_id: idOf(made), params });
  }
  return made;
}

/** The run that made it names it as its output, at the step that it was made at; runs that used it as an input. */
async function linkRuns(work: PushWork, model: LoggedModel, id: string): Promise<void> {
  const { job, target } = work;
  for (const run of work.modelUses.get(model.modelId) ?? []) {
    await target.http.post(`${api}/runs/log-inputs`, { run_id: run, models: [{ model_id: id }] });
  }
  if (model.sourceRunId === null) return;
  const run = await (work.runs.get(model.sourceRunId) ?? null);
  if (run === null) return;
  const { modelOutputs } = getRunRecord(job.ctx, model.sourceRunId);
  const links = modelOutputs.filter(({ modelId }) => modelId === model.modelId);
  if (links.length === 0) return;
  const models = links.map(({ step }) => ({ model_id: id, step }));
  await target.http.post(`${api}/runs/outputs`, { run_id: run, models });
}

/** Through the run that measured them, as clients do. NaN is left: MLflow's own database cannot take it twice. */
async function sendMetrics(work: PushWork, model: LoggedModel, id: string): Promise<void> {
  const { job, target } = work;
  for (const [runId, points] of Map.groupBy(model.metrics, (point) => point.runId)) {
    const run = await (work.runs.get(runId) ?? null);
    const numbers = points.filter(({ value }) => value !== 'NaN');
    if (run === null || numbers.length < points.length) {
      job.tally.remark({
        kind: 'metric',
        what: `${model.modelId} ${points[0]?.key ?? ''}`,
        problem: 'not_brought',
        detail:
          run === null
            ? `${points.length} metrics of the model are of a run that was not sent.`
            : `${points.length - numbers.length} metrics of the model are NaN; the run has them.`,
      });
    }
    if (run === null) continue;
    for (const metrics of pieces(numbers, metricsPerCall)) {
      await target.http.post(`${api}/runs/log-batch`, {
        run_id: run,
        metrics: metrics.map((point) => toMetric(point, id)),
      });
    }
  }
}

function toMetric(
  { key, value, step, timestamp, datasetName, datasetDigest }: LoggedModelMetric,
  id: string,
): Message {
  return {
    ...{ key, value, step, timestamp, model_id: id },
    ...(datasetName !== null && { dataset_name: datasetName }),
    ...(datasetDigest !== null && { dataset_digest: datasetDigest }),
  };
}
