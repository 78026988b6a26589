import type { ModelVersion, RegisteredModel } from '#contract/registry.ts';
import { listModelVersions } from '#core/registry/index.ts';
import { artifactUriOf } from '#core/tracking/index.ts';
import { fingerprintOf, toText, toWhole } from '../import/cells.ts';
import { importedTag } from '../import/import-names.ts';
import { readVersionMessages } from '../import/server/models.ts';
import { findObject } from '../objects.ts';
import { part, parts, type Message } from '../rest/messages.ts';
import { restCode } from '../rest/mlflow-http.ts';
import { createOnce } from './create-once.ts';
import { pushLoggedModel } from './logged-models.ts';
import { api, refusalOf, remember, versionTag, type PushWork } from './push-context.ts';
import { getThere, pushRun } from './runs.ts';

/** Sends a registered model with its versions, the oldest first, then its aliases. */
export async function pushModel(work: PushWork, from: RegisteredModel): Promise<void> {
  const { job } = work;
  job.signal.throwIfAborted();
  try {
    const outcome = await ensureModel(work, from);
    const there = await readVersionMessages(work.target.http, from.name);
    const numbers = new Map<number, number>();
    for (const version of listModelVersions(job.ctx, from.name).reverse()) {
      const number = await pushVersion(work, version, there);
      if (number !== null) numbers.set(version.version, number);
      job.progress('models');
    }
    await pushAliases(work, from, numbers);
    job.tally.report[outcome].models++;
  } catch (error) {
    job.tally.remark({ kind: 'model', what: from.name, problem: 'refused', detail: refusalOf(error) });
  }
}

async function ensureModel(
  { target }: PushWork,
  from: RegisteredModel,
): Promise<'fresh' | 'changed' | 'same'> {
  const { http } = target;
  const { name, description } = from;
  const tags = withoutOrigin(from.tags);
  try {
    await http.post(`${api}/registered-models/create`, { name, description, tags });
    return 'fresh';
  } catch (error) {
    if (restCode(error) !== 'RESOURCE_ALREADY_EXISTS') throw error;
  }
  const known = part(await http.get(`${api}/registered-models/get`, { name }), 'registered_model');
  const there = new Map(parts(known, 'tags').map((tag) => [toText(tag['key']), toText(tag['value'])]));
  const missing = tags.filter(({ key, value }) => there.get(key) !== value);
  for (const tag of missing) await http.post(`${api}/registered-models/set-tag`, { name, ...tag });
  const isDescribed = description === '' || toText(known['description']) !== '';
  if (!isDescribed) await http.request('PATCH', `${api}/registered-models/update`, { name, description });
  return missing.length > 0 || !isDescribed ? 'changed' : 'same';
}

function withoutOrigin(tags: readonly { key: string; value: string }[]): { key: string; value: string }[] {
  return tags.filter(({ key }) => key !== importedTag).map(({ key, value }) => ({ key, value }));
}

/** @returns its number on the server; null when it cannot be sent */
async function pushVersion(
  work: PushWork,
  from: ModelVersion,
  there: readonly Message[],
): Promise<number | null> {
  const { job } = work;
  const mark = `${from.name}/${from.version}`;
  const found = there.find((version) => parts(version, 'tags').some(isOwn(mark))) ?? null;
  try {
    const version = found ?? (await createVersion(work, from, mark));
    const number = toWhole(version['version']);
    if (number === null) return null;
    await finishVersion(work, from, version, number, found === null);
    if (number !== from.version) {
      job.tally.remark({
        kind: 'version',
        what: from.uri,
        problem: 'renumbered',
        detail: `It is version ${number} there: MLflow numbers versions itself, without gaps.`,
      });
    }
    return number;
  } catch (error) {
    job.tally.remark({ kind: 'version', what: from.uri, problem: 'refused', detail: refusalOf(error) });
    return null;
  }
}

function isOwn(mark: string): (tag: Message) => boolean {
  return ({ key, value }) => key === versionTag && value === mark;
}

async function createVersion(work: PushWork, from: ModelVersion, mark: string): Promise<Message> {
  const { http } = work.target;
  const { source, modelId } = await sourceThere(work, from);
  const run = from.runId === null ? null : await pushRun(work, from.runId);
  const body = {
    name: from.name,
    source,
    description: from.description,
    run_link: from.runLink,
    tags: [...withoutOrigin(from.tags), { key: versionTag, value: mark }],
    ...(run !== null && { run_id: run }),
    ...(modelId !== null && { model_id: modelId }),
  };
  return createOnce(
    async () => part(await http.post(`${api}/model-versions/create`, body, { once: true }), 'model_version'),
    async () => {
      const all = await readVersionMessages(http, from.name);
      return all.find((version) => parts(version, 'tags').some(isOwn(mark))) ?? null;
    },
  );
}

/** The address of the files as the server has it. Files that lie elsewhere keep their address. */
async function sourceThere(
  work: PushWork,
  from: ModelVersion,
): Promise<{ source: string; modelId: string | null }> {
  const { ctx } = work.job;
  if (from.modelId !== null) {
    const modelId = await pushLoggedModel(work, from.modelId);
    if (modelId !== null) return { source: `models:/${modelId}`, modelId };
  }
  const run = from.runId === null ? null : await pushRun(work, from.runId);
  if (from.runId === null || run === null) return { source: from.source, modelId: null };
  const own = [`runs:/${from.runId}`, artifactUriOf(ctx, { runId: from.runId })];
  const root = own.find((place) => from.source === place || from.source.startsWith(`${place}/`));
  const message = root === undefined ? null : await getThere(work, run);
  if (root === undefined || message === null) return { source: from.source, modelId: null };
  return {
    source: toText(part(message, 'info')['artifact_uri']) + from.source.slice(root.length),
    modelId: null,
  };
}

/** Description, tags and stage of a version that was there; of a new one only the stage. */
async function finishVersion(
  work: PushWork,
  from: ModelVersion,
  there: Message,
  number: number,
  isNew: boolean,
): Promise<void> {
  const { job, target } = work;
  const [name, version] = [from.name, String(number)];
  const mark = fingerprintOf([from.description, from.tags, from.stage]);
  const theirs = `${name}/${version}`;
  if (!isNew && findObject(job.ctx.db, job.sideId, 'version', theirs)?.fingerprint === mark) {
    job.tally.report.same.versions++;
    return;
  }
  if (!isNew) {
    const tags = withoutOrigin(from.tags);
    for (const tag of tags)
      await target.http.post(`${api}/model-versions/set-tag`, { name, version, ...tag });
    const { description } = from;
    await target.http.request('PATCH', `${api}/model-versions/update`, { name, version, description });
  }
  if (from.stage !== 'None' && there['current_stage'] !== from.stage) {
    const body = { name, version, stage: from.stage, archive_existing_versions: false };
    await target.http.post(`${api}/model-versions/transition-stage`, body);
  }
  await remember(work, 'version', theirs, `${name}/${from.version}`, mark);
  job.tally.report[isNew ? 'fresh' : 'changed'].versions++;
}

/** An alias that stands for a version of somebody else on the server stays there. */
async function pushAliases(
  work: PushWork,
  { name, aliases }: RegisteredModel,
  numbers: ReadonlyMap<number, number>,
): Promise<void> {
  const { job, target } = work;
  if (aliases.length === 0) return;
  const known = part(await target.http.get(`${api}/registered-models/get`, { name }), 'registered_model');
  const held = new Map(
    parts(known, 'aliases').map((each) => [toText(each['alias']), toWhole(each['version'])]),
  );
  const own = new Set(numbers.values());
  for (const { alias, version } of aliases) {
    const number = numbers.get(version);
    const holder = held.get(alias) ?? null;
    if (number === undefined || holder === number) continue;
    if (holder !== null && !own.has(holder)) {
      const detail = `It stands for version ${holder} there, which this workspace did not send.`;
      job.tally.remark({ kind: 'alias', what: `models:/${name}@${alias}`, problem: 'taken', detail });
      continue;
    }
    try {
      await target.http.post(`${api}/registered-models/alias`, { name, alias, version: String(number) });
    } catch (error) {
      const detail = refusalOf(error);
      job.tally.remark({ kind: 'alias', what: `models:/${name}@${alias}`, problem: 'refused', detail });
    }
  }
}
