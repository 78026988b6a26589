import type { Run } from '#contract/entities.ts';
import type { Inputs } from '#contract/procedures.ts';
import type { ModelVersion, VersionMetric } from '#contract/registry.ts';
import { hasCode, invalidArgument, StileError } from '#core/kernel/errors.ts';
import { recordArtifact, recordLineage, runStates } from '#core/lineage/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { getExperiment, getRun, readInputs } from '#core/tracking/index.ts';
import { announceVersion } from './announce.ts';
import { checkDescription, checkSourceLength, checkTag } from './checks.ts';
import { findModel, findVersion, versionUri, type ModelRow } from './find.ts';
import { checkFolder, checkSource, findSourceFolder, runOfFiles, runOfSource } from './locate.ts';
import { noFacts, readModelFolder, type ModelFacts } from './model-folder.ts';
import { findByUri } from './model-uri.ts';
import { readVersion } from './read-models.ts';

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
  checkSource(input.source);
  const origin = await findOrigin(ctx, input);
  return ctx.write((tx) => {
    const model = findModel(tx.db, input.name);
    // While its files were read, the run may have been deleted for good.
    const sourceRun = origin.filesOf;
    if (sourceRun !== null) getRun(ctx, sourceRun);
    const version = takeNumber(tx, input.name);
    insertVersion(tx, model, version, input, origin);
    for (const { key, value } of input.tags ?? []) insertTag(tx, model, version, key, value);
    recordOrigin(tx, model, version, origin.run);
    const { source, tags, description } = input;
    const after = { source, runId: origin.runId, description, tags };
    announceVersion(tx, model, version, 'model_version.create', null, after);
    return readVersion(tx.db, model, findVersion(tx.db, model, version));
  });
}

/** Where a version comes from, read before the write. */
interface Origin {
  location: string;
  /** The run that holds the files, when the source says so. */
  filesOf: string | null;
  runId: string | null;
  run: RunFacts | null;
  facts: ModelFacts;
}

interface RunFacts {
  run: Run;
  experiment: string;
  datasets: string[];
}

async function findOrigin(ctx: EngineContext, input: Input): Promise<Origin> {
  if (input.source.startsWith('models:/') && !/^models:\/m-[0-9a-f]{32}$/.test(input.source)) {
    return copyOrigin(ctx, input);
  }
  const filesOf = runOfFiles(ctx, input.source);
  const runId = chooseRun(input, filesOf);
  const run = runId === null ? null : readRunFacts(ctx, runId, filesOf !== null);
  const facts = await readFacts(ctx, input.source);
  return { location: input.source, filesOf, runId, run, facts };
}

function chooseRun({ runId }: Input, named: string | null): string | null {
  const given = runId === undefined || runId === '' ? null : runId;
  if (named !== null && given !== null && named !== given) {
    throw invalidArgument('runId', given, `the source is of the run "${named}"`, 'Leave it out.');
  }
  return named ?? given;
}

/** A version of another model, registered here: the same files under a second name. */
function copyOrigin(ctx: EngineContext, { source }: Input): Origin {
  const { model, row } = findByUri(ctx.db, source);
  const { signature, flavors, environment, bytes } = readVersion(ctx.db, model, row);
  const run = row.run_id === null ? null : readRunFacts(ctx, row.run_id, false);
  const facts = { signature, flavors, environment, bytes };
  return { location: row.location, filesOf: null, runId: row.run_id, run, facts };
}

/** What a client only mentions need not be here; what a source names must. */
function readRunFacts(ctx: EngineContext, runId: string, isNeeded: boolean): RunFacts | null {
  try {
    const run = getRun(ctx, runId);
    if (isNeeded && run.lifecycle === 'deleted') throw deletedRun(run);
    return {
      run,
      experiment: getExperiment(ctx, run.experimentId).name,
      datasets: readInputs(ctx, runId)
        .map(({ source }) => source)
        .filter((source) => source.startsWith('datasets:/')),
    };
  } catch (error) {
    if (!isNeeded && hasCode(error, 'NOT_FOUND')) return null;
    throw error;
  }
}

function deletedRun({ runId, name }: Run): StileError {
  const remedy = `Restore it first: stile run restore ${runId}`;
  return new StileError(
    'INVALID_STATE',
    `The run "${name}" (${runId}) is deleted; a version of it would lose its files. ${remedy}`,
    { kind: 'run', id: runId, state: 'deleted', needed: 'active', remedy },
  );
}

/** A client may register what it has not uploaded yet: only a run of this workspace must have its MLmodel. */
async function readFacts(ctx: EngineContext, source: string): Promise<ModelFacts> {
  const found = findSourceFolder(ctx, source);
  if (found === null) return noFacts;
  try {
    return await readModelFolder(checkFolder(ctx, found, source), source);
  } catch (error) {
    if (runOfSource(source) === null && hasCode(error, 'MODEL_DAMAGED')) return noFacts;
    throw error;
  }
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
  const metrics = input.metrics === undefined || input.metrics.length === 0 ? runMetrics(run) : input.metrics;
  tx.db.run(
    `INSERT INTO model_versions (model_id, version, created_at, updated_at, user_id, description, source, location,
       run_id, run_link, signature, flavors, environment, datasets, metrics, bytes)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
  );
}

/** Whose run it was; a run that does not say it leaves only who registered it. */
function userOf(origin: RunFacts | null, tx: WriteTx): string {
  const user = origin?.run.userId ?? '';
  return user === '' ? tx.actor.name : user;
}

const splitMetric = /^(train|cv|validation|val|test|heldout|eval)_(.+)$/;

/** The latest metrics of the run that name their split: `heldout_accuracy` is accuracy on heldout. */
function runMetrics(run: RunFacts | null): VersionMetric[] {
  return (run?.run.metrics ?? []).flatMap((metric) => {
    const [, split, key] = splitMetric.exec(metric.key) ?? [];
    if (split === undefined || key === undefined) return [];
    return [{ key, split, value: metric.value, n: null, dataset: null }];
  });
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

/** A version whose run is not of this workspace stands in the lineage by itself. */
function recordOrigin(tx: WriteTx, { name }: ModelRow, version: number, origin: RunFacts | null): void {
  const made = { type: 'ModelVersion', uri: versionUri(name, version), name: `${name} ${version}` } as const;
  const model = { type: 'Model', name } as const;
  if (origin === null) {
    recordArtifact(tx, made, [model]);
    return;
  }
  const { runId, name: runName, status } = origin.run;
  recordLineage(tx, {
    execution: { type: 'Run', uri: `runs:/${runId}`, name: runName, state: runStates[status] },
    outputs: [made],
    contexts: [{ type: 'Experiment', name: origin.experiment }, model],
  });
}
