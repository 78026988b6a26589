import type { Inputs } from '#contract/procedures.ts';
import type { ModelVersion } from '#contract/registry.ts';
import { recordArtifact, recordLineage, runStates, type ArtifactRef } from '#core/lineage/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { findLoggedModel, getRun, loggedModelUri, type LoggedModelRow } from '#core/tracking/index.ts';
import { announceVersion } from './announce.ts';
import { checkSource } from './check-source.ts';
import { checkDescription, checkSourceLength, checkTag } from './checks.ts';
import { findModel, findVersion, versionUri, type ModelRow } from './find.ts';
import { noteVersion } from './note-version.ts';
import { findOrigin, type Origin, type RunFacts } from './origin.ts';
import { readVersion } from './read-models.ts';
import { promptTag } from './search/prompts.ts';
import { splitMetrics } from './split-metrics.ts';

type Input = Inputs['registry']['createVersion'];

/**
 * Makes the next version of a registered model. Of a source in this workspace the folder is read: signature, flavors,
 * environment and size; of its run come the datasets, and the metrics where none are given. An address outside is
 * kept as it is.
 * @throws NOT_FOUND for an unknown model or run, MODEL_DAMAGED when the folder has no readable MLmodel,
 * INVALID_STATE when the run is deleted, PATH_NOT_ALLOWED
 */
export async function createModelVersion(ctx: EngineContext, input: Input): Promise<ModelVersion> {
  checkDescription(input.description ?? '');
  checkSourceLength(input.source);
  for (const tag of input.tags ?? []) checkTag(tag);
  if (!isPromptVersion(input)) checkSource(input.source);
  const origin = await findOrigin(ctx, input);
  return ctx.write((tx) => {
    const model = findModel(tx.db, input.name);
    // While its files were read, the run may have been deleted for good.
    const sourceRun = origin.filesOf;
    if (sourceRun !== null) getRun(ctx, sourceRun);
    const version = takeNumber(tx, input.name);
    insertVersion(tx, model, version, input, origin);
    for (const { key, value } of input.tags ?? []) insertTag(tx, model, version, key, value);
    const logged = origin.modelId === null ? null : findLoggedModel(tx.db, origin.modelId);
    recordOrigin(tx, model, version, origin.run, logged);
    if (logged !== null) noteVersion(tx, logged, { name: input.name, version });
    const { source, tags, description } = input;
    const after = { source, runId: origin.runId, modelId: origin.modelId, description, tags };
    announceVersion(tx, model, version, 'model_version.create', null, after);
    return readVersion(tx.db, model, findVersion(tx.db, model, version));
  });
}

/** A prompt has no files: MLflow's clients write one of these words where a model has its address. */
const promptSources: readonly string[] = ['dummy-source', 'prompt-template'];

function isPromptVersion({ source, tags = [] }: Input): boolean {
  const isPrompt = tags.some(({ key, value }) => key === promptTag && value.toLowerCase() === 'true');
  return isPrompt && promptSources.includes(source);
}

/** One more than any version of this name ever had. */
function takeNumber(tx: WriteTx, name: string): number {
  const row = tx.db.get<{ last: number }>(
    `INSERT INTO model_version_numbers (name, last) VALUES (?, 1)
     ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last`,
    name,
  );
  if (row === undefined) throw new Error('no number came back for a new version');
  return row.last;
}

function insertVersion(tx: WriteTx, model: ModelRow, version: number, input: Input, origin: Origin): void {
  const { facts, run } = origin;
  const metrics =
    input.metrics === undefined || input.metrics.length === 0
      ? splitMetrics(run?.run ?? null)
      : input.metrics;
  tx.db.run(
    `INSERT INTO model_versions (model_id, version, created_at, updated_at, user_id, description, source, location,
       run_id, run_link, signature, flavors, environment, datasets, metrics, bytes, logged_model)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    model.id,
    version,
    tx.now,
    tx.now,
    userOf(run, tx),
    input.description ?? '',
    input.source,
    origin.location,
    origin.runId,
    input.runLink ?? '',
    facts.signature === null ? null : JSON.stringify(facts.signature),
    JSON.stringify(facts.flavors),
    JSON.stringify(facts.environment),
    JSON.stringify(run?.datasets ?? []),
    JSON.stringify(metrics),
    facts.bytes,
    origin.modelId,
  );
}

/** Whose run it was; a run that does not say it leaves only who registered it. */
function userOf(origin: RunFacts | null, tx: WriteTx): string {
  const user = origin?.run.userId ?? '';
  return user === '' ? tx.actor.name : user;
}

function insertTag(tx: WriteTx, model: ModelRow, version: number, key: string, value: string): void {
  tx.db.run(
    `INSERT INTO model_version_tags (model_id, version, key, value) VALUES (?, ?, ?, ?)
     ON CONFLICT (model_id, version, key) DO UPDATE SET value = excluded.value`,
    model.id,
    version,
    key,
    value,
  );
}

/**
 * Run and version, with the logged model in between where there is one. A version whose run is not of this workspace
 * stands in the lineage by itself.
 */
function recordOrigin(
  tx: WriteTx,
  { name }: ModelRow,
  version: number,
  origin: RunFacts | null,
  logged: LoggedModelRow | null,
): void {
  const made: ArtifactRef = {
    type: 'ModelVersion',
    uri: versionUri(name, version),
    name: `${name} ${version}`,
  };
  const model = { type: 'Model', name } as const;
  if (logged !== null) recordRegistration(tx, made, model, logged);
  if (origin !== null) recordRun(tx, origin, logged === null ? made : loggedArtifact(logged), model);
  else if (logged === null) recordArtifact(tx, made, [model]);
}

function recordRun(
  tx: WriteTx,
  { run, experiment }: RunFacts,
  output: ArtifactRef,
  model: { type: 'Model'; name: string },
): void {
  recordLineage(tx, {
    execution: { type: 'Run', uri: `runs:/${run.runId}`, name: run.name, state: runStates[run.status] },
    outputs: [output],
    contexts: [{ type: 'Experiment', name: experiment }, model],
  });
}

function recordRegistration(
  tx: WriteTx,
  made: ArtifactRef,
  model: { type: 'Model'; name: string },
  logged: LoggedModelRow,
): void {
  const uri = made.uri.replace(/^models:/, 'registrations:');
  recordLineage(tx, {
    execution: { type: 'Register', uri, name: made.name, state: 'COMPLETE' },
    inputs: [loggedArtifact(logged)],
    outputs: [made],
    contexts: [model],
  });
}

function loggedArtifact({ model_id, name }: LoggedModelRow): ArtifactRef {
  return { type: 'LoggedModel', uri: loggedModelUri(model_id), name };
}
