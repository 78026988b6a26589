import type { ImportOrder } from '#contract/transfer.ts';
import { hasCode } from '#core/kernel/errors.ts';
import {
  bringAlias,
  bringModel,
  bringVersion,
  raiseLastNumber,
  readBroughtFacts,
  versionNumberState,
} from '#core/registry/index.ts';
import { isLoggedModelKnown } from '#core/tracking/index.ts';
import type { JobContext } from '../job.ts';
import { findObject, rememberObject } from '../objects.ts';
import { fingerprintOf } from './cells.ts';
import { mustRename, toModelName, withOrigin } from './import-names.ts';
import type { ForeignModel, ForeignVersion, MlflowSource } from './source.ts';
import { findOwnPlace, type OwnPlace } from './own-place.ts';

interface RegistryImport {
  job: JobContext;
  source: MlflowSource;
  order: ImportOrder;
}

/** Brings registered models with their versions under the numbers that they have, aliases and tags. */
export async function bringModels(work: RegistryImport): Promise<void> {
  const { job, source } = work;
  for await (const from of source.models()) {
    job.signal.throwIfAborted();
    const wanted = { ...from, versions: from.versions.filter((version) => isWanted(work, version)) };
    if (isPrompt(from)) remarkPrompt(work, from);
    else if (wanted.versions.length > 0 || isAll(work)) await bringOne(work, wanted);
    job.progress('models');
  }
}

/** A prompt of MLflow 3 is kept as a registered model whose text is in a tag. */
export function isPrompt({ tags }: ForeignModel): boolean {
  return tags.some(({ key, value }) => key === 'mlflow.prompt.is_prompt' && value.toLowerCase() === 'true');
}

function remarkPrompt({ job }: RegistryImport, { name, versions }: ForeignModel): void {
  job.tally.remark({
    kind: 'prompt',
    what: name,
    problem: 'not_brought',
    detail: `A prompt with ${versions.length} versions: prompts are no models and stay where they are.`,
  });
}

function isAll({ order }: RegistryImport): boolean {
  return order.experiments === undefined || order.experiments.length === 0;
}

/** With chosen experiments, only versions whose run has come. */
function isWanted(work: RegistryImport, { runId }: ForeignVersion): boolean {
  if (isAll(work)) return true;
  const { ctx, sideId } = work.job;
  return runId !== null && findObject(ctx.db, sideId, 'run', runId) !== null;
}

async function bringOne(work: RegistryImport, from: ForeignModel): Promise<void> {
  const { job, source, order } = work;
  const { ctx, sideId, tally } = job;
  const name = nameHere(work, from);
  const known = findObject(ctx.db, sideId, 'model', from.name);
  const isHere = ctx.db.get('SELECT 1 FROM registered_models WHERE name = ?', name) !== undefined;
  if (known !== null && !isHere) {
    const detail = `"${name}" was brought before and deleted or renamed here since.`;
    tally.remark({ kind: 'model', what: from.name, problem: 'deleted_here', detail });
    return;
  }
  const { mark, isSame } = compare(order, [from, order.experiments ?? []], known?.fingerprint);
  if (isSame) {
    tally.report.same.models++;
    tally.report.same.versions += from.versions.length;
    return;
  }
  const isNew = await ctx.write((tx) => {
    const made = bringModel(tx, { ...from, name, tags: withOrigin(from.tags, source.address) });
    rememberObject(tx, sideId, 'model', from.name, { ours: name, fingerprint: '' });
    tx.record({
      action: 'model.import',
      entityKind: 'model',
      entityId: name,
      after: { name, from: source.address, created: made },
    });
    return made;
  });
  for (const version of from.versions) await bringOneVersion(work, from, name, version);
  await bringAliases(work, from, name, mark);
  tally.report[isNew ? 'fresh' : 'changed'].models++;
}

/** Without files a version knows less: an import with them brings it up to date, not the other way round. */
function compare(
  order: ImportOrder,
  facts: unknown,
  known: string | undefined,
): { mark: string; isSame: boolean } {
  const [whole, withoutFiles] = [fingerprintOf([facts, true]), fingerprintOf([facts, false])];
  const mark = order.files === false ? withoutFiles : whole;
  return { mark, isSame: known === whole || known === mark };
}

function nameHere({ job, order }: RegistryImport, from: ForeignModel): string {
  const known = findObject(job.ctx.db, job.sideId, 'model', from.name);
  if (known !== null) return known.ours;
  const name = toModelName(order.prefix ?? '', from.name);
  if (mustRename(from.name)) {
    job.tally.remark({
      kind: 'model',
      what: from.name,
      problem: 'renumbered',
      detail: `Names of models hold no / and no : here: it became "${name}".`,
    });
  }
  return name;
}

async function bringOneVersion(
  work: RegistryImport,
  model: ForeignModel,
  name: string,
  from: ForeignVersion,
): Promise<void> {
  const { job, source, order } = work;
  const { ctx, sideId, tally } = job;
  const theirs = `${model.name}/${from.version}`;
  const known = findObject(ctx.db, sideId, 'version', theirs);
  const { mark, isSame } = compare(order, from, known?.fingerprint);
  const state = versionNumberState(ctx.db, name, from.version);
  if (isSame && state === 'there') {
    tally.report.same.versions++;
    return;
  }
  if (state === 'deleted' || (state === 'there' && known === null)) {
    remarkNumber(work, theirs, name, from.version, known !== null);
    return;
  }
  const place = findOwnPlace(ctx.db, sideId, from);
  if (place.remark !== null) tally.remark({ kind: 'version', what: `models:/${theirs}`, ...place.remark });
  const facts = await readBroughtFacts(ctx, place.location);
  await ctx.write((tx) => {
    const tags = withOrigin(from.tags, source.address);
    bringVersion(ctx, tx, name, { ...from, ...placeOf(job, place), tags, facts });
    rememberObject(tx, sideId, 'version', theirs, { ours: `${name}/${from.version}`, fingerprint: mark });
    tx.record({
      action: 'model_version.import',
      entityKind: 'model_version',
      entityId: `${name}/${from.version}`,
      after: { source: place.source, runId: place.runId, from: source.address },
    });
  });
  tally.report[known === null ? 'fresh' : 'changed'].versions++;
}

function placeOf(
  { ctx }: JobContext,
  { source, location, runId, loggedModel }: OwnPlace,
): Pick<OwnPlace, 'source' | 'location' | 'runId' | 'loggedModel'> {
  const isHere = loggedModel !== null && isLoggedModelKnown(ctx.db, loggedModel);
  return { source, location, runId, loggedModel: isHere ? loggedModel : null };
}

function remarkNumber(
  { job }: RegistryImport,
  theirs: string,
  name: string,
  version: number,
  wasBrought: boolean,
): void {
  job.tally.remark({
    kind: 'version',
    what: `models:/${theirs}`,
    problem: wasBrought ? 'deleted_here' : 'taken',
    detail: wasBrought
      ? `Version ${version} of "${name}" was brought before and deleted here since.`
      : `"${name}" has, or had, a version ${version} of its own here. Import under other names with --prefix.`,
  });
}

/** Aliases last, because they name versions; then the model is whole. */
async function bringAliases(
  { job, source }: RegistryImport,
  from: ForeignModel,
  name: string,
  mark: string,
): Promise<void> {
  const { ctx, sideId, tally } = job;
  await ctx.write((tx) => {
    const set: string[] = [];
    for (const { alias, version } of from.aliases) {
      const brought = findObject(tx.db, sideId, 'version', `${from.name}/${version}`);
      const isThere = brought !== null && versionNumberState(tx.db, name, version) === 'there';
      const outcome = isThere
        ? tryAlias({ tx, name, alias, version, reason: `imported from ${source.address}` })
        : 'gone';
      if (outcome === 'set') set.push(alias);
      const why = aliasProblems[outcome];
      if (why !== undefined) {
        const detail = `It stands for version ${version} there, and ${why}.`;
        tally.remark({ kind: 'alias', what: `models:/${from.name}@${alias}`, problem: 'taken', detail });
      }
    }
    if (from.lastNumber > 0) raiseLastNumber(tx, name, from.lastNumber);
    rememberObject(tx, sideId, 'model', from.name, { ours: name, fingerprint: mark });
    if (set.length === 0) tx.unchanged();
    else tx.record({ action: 'model.import', entityKind: 'model', entityId: name, after: { aliases: set } });
  });
}

const aliasProblems: Readonly<Record<string, string>> = {
  elsewhere: 'stands for another version here',
  gone: 'that version is not here',
  refused: 'no alias may have this name here',
};

function tryAlias({
  tx,
  name,
  ...move
}: {
  tx: Parameters<typeof bringAlias>[0];
  name: string;
  alias: string;
  version: number;
  reason: string;
}): 'set' | 'same' | 'elsewhere' | 'refused' {
  try {
    return bringAlias(tx, name, move);
  } catch (error) {
    if (hasCode(error, 'INVALID_ARGUMENT') || hasCode(error, 'LIMIT_EXCEEDED')) return 'refused';
    throw error;
  }
}
