import type { Run } from '#contract/entities.ts';
import type { Inputs } from '#contract/procedures.ts';
import { hasCode, invalidArgument, StileError } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import { getExperiment, getRun, readInputs, type LoggedModelRow } from '#core/tracking/index.ts';
import { checkFolder, findSourceFolder, modelOfSource, runOfFiles, runOfSource } from './locate.ts';
import { noFacts, readModelFolder, type ModelFacts } from './model-folder.ts';
import { findByUri, loggedModelOfUri } from './model-uri.ts';
import { readVersion } from './read-models.ts';

type Input = Inputs['registry']['createVersion'];

/** Where a version comes from, read before the write. */
export interface Origin {
  location: string;
  /** The run that holds the files, when the source says so. */
  filesOf: string | null;
  runId: string | null;
  run: RunFacts | null;
  /** The logged model that holds the files, or whose files are a version's that is registered here again. */
  modelId: string | null;
  facts: ModelFacts;
}

export interface RunFacts {
  run: Run;
  experiment: string;
  datasets: string[];
}

/** @throws NOT_FOUND, MODEL_DAMAGED, INVALID_STATE, INVALID_ARGUMENT, PATH_NOT_ALLOWED */
export async function findOrigin(ctx: EngineContext, input: Input): Promise<Origin> {
  const { source } = input;
  if (source.startsWith('models:/') && loggedModelOfUri(source) === null) return copyOrigin(ctx, input);
  const model = modelOfSource(ctx, source) ?? modelOfInput(ctx, input);
  const modelId = model?.model_id ?? null;
  refuseOther('modelId', input.modelId, modelId, 'the source is of the logged model');
  const filesOf = runOfFiles(ctx, source);
  refuseOther('runId', input.runId, filesOf, 'the source is of the run');
  const runId = filesOf ?? given(input.runId) ?? model?.source_run_id ?? null;
  const run = readRunFacts(ctx, runId, filesOf !== null);
  const facts = await readFacts(ctx, source, model);
  return { location: locationOf(source, model), filesOf, runId, run, modelId, facts };
}

/** A client may name the logged model beside an address that does not say it. @throws NOT_FOUND */
function modelOfInput(ctx: EngineContext, { modelId }: Input): LoggedModelRow | null {
  const named = given(modelId);
  return named === null ? null : modelOfSource(ctx, `models:/${named}`);
}

/** Files of a logged model are found by where they lie: a name like `runs:/<run>/model` could come to mean another. */
function locationOf(source: string, model: LoggedModelRow | null): string {
  const isAddress = source.startsWith('runs:/') || source.startsWith('models:/');
  return model !== null && isAddress ? model.artifact_uri : source;
}

function given(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}

/** @throws INVALID_ARGUMENT when both are there and differ */
function refuseOther(field: string, named: string | undefined, found: string | null, rule: string): void {
  const wanted = given(named);
  if (wanted === null || found === null || wanted === found) return;
  throw invalidArgument(field, wanted, `${rule} "${found}"`, 'Leave it out.');
}

/** A version of another model, registered here: the same files under a second name. */
function copyOrigin(ctx: EngineContext, input: Input): Origin {
  const { model, row } = findByUri(ctx.db, input.source);
  refuseOther('runId', input.runId, row.run_id ?? '', 'the source is a version of the run');
  refuseOther(
    'modelId',
    input.modelId,
    row.logged_model ?? '',
    'the source is a version of the logged model',
  );
  const { signature, flavors, environment, bytes } = readVersion(ctx.db, model, row);
  return {
    location: row.location,
    filesOf: null,
    runId: row.run_id,
    run: readRunFacts(ctx, row.run_id, false),
    modelId: row.logged_model,
    facts: { signature, flavors, environment, bytes },
  };
}

/** What a client only mentions need not be here; what a source names must. */
function readRunFacts(ctx: EngineContext, runId: string | null, isNeeded: boolean): RunFacts | null {
  if (runId === null) return null;
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

/**
 * A client may register what it has not uploaded yet; `readLateFacts` catches up. Only a folder of a run of this
 * workspace, which nobody is about to upload, must have its MLmodel.
 */
async function readFacts(
  ctx: EngineContext,
  source: string,
  model: LoggedModelRow | null,
): Promise<ModelFacts> {
  const found = findSourceFolder(ctx, source);
  if (found === null) return noFacts;
  try {
    return await readModelFolder(checkFolder(ctx, found, source), source);
  } catch (error) {
    const isNeeded = runOfSource(source) !== null && model === null;
    if (!isNeeded && hasCode(error, 'MODEL_DAMAGED')) return noFacts;
    throw error;
  }
}
