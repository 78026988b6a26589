import { realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hasCode, invalidArgument, showValue, StileError, systemCode } from '#core/kernel/errors.ts';
import { isInside, pathNotAllowed, resolveInside } from '#core/kernel/safe-paths.ts';
import type { ModelTarget } from '#core/models/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import { findLoggedModel, getLoggedModel, getRun, type LoggedModelRow } from '#core/tracking/index.ts';
import { findByUri, loggedModelOfUri, resolveModelUri } from './model-uri.ts';

/** The file that makes a folder a model, as MLflow has it. */
const modelFile = 'MLmodel';

type Ctx = Pick<EngineContext, 'db' | 'paths'>;

/**
 * The absolute folder with the files of a model: of a registered version (any address that `resolveModelUri` takes), of
 * a logged model, `models:/m-<id>`, or of a run, `runs:/<id>/<path>`.
 * @throws NOT_FOUND; MODEL_DAMAGED when the folder, or MLmodel in it, is not there; MODEL_NOT_RUNNABLE when the files
 * lie outside this workspace; PATH_NOT_ALLOWED
 */
export function locateModelFolder(ctx: EngineContext, uri: string): string {
  const modelId = loggedModelOfUri(uri);
  if (uri.startsWith(runScheme) || modelId !== null) {
    const location = modelId === null ? uri : findLoggedModel(ctx.db, modelId).artifact_uri;
    return checkFolder(ctx, findOwnFolder(ctx, location, uri), uri);
  }
  const { model, row } = findByUri(ctx.db, uri);
  const shown = `models:/${model.name}/${row.version}`;
  return checkFolder(ctx, findVersionFolder(ctx, row.location, shown), shown);
}

/**
 * The model that an address means now, ready to be asked: any that `locateModelFolder` takes. A run's or a logged one goes
 * by its address. @throws as `locateModelFolder`
 */
export function findModelTarget(ctx: EngineContext, uri: string): ModelTarget {
  if (uri.startsWith(runScheme) || loggedModelOfUri(uri) !== null) {
    return { name: uri, version: 0, uri, folder: locateModelFolder(ctx, uri) };
  }
  const { name, version, uri: plainUri } = resolveModelUri(ctx, uri);
  return { name, version, uri: plainUri, folder: locateModelFolder(ctx, plainUri) };
}

/** The run of a version may be deleted for good since: then the version is what is damaged. */
function findVersionFolder(ctx: EngineContext, location: string, shown: string): string {
  try {
    return findOwnFolder(ctx, location, shown);
  } catch (error) {
    if (!hasCode(error, 'NOT_FOUND')) throw error;
    throw damaged(shown, location, 'the run that holds its files was deleted for good');
  }
}

/** @throws MODEL_NOT_RUNNABLE when the files are not of this workspace */
function findOwnFolder(ctx: EngineContext, location: string, shown: string): string {
  const folder = findSourceFolder(ctx, location);
  if (folder !== null) return folder;
  const remedy = 'Log the files to a run of this workspace, and register that run.';
  throw new StileError(
    'MODEL_NOT_RUNNABLE',
    `The files of ${shown} lie at "${showValue(location)}", which is not in this workspace. ${remedy}`,
    { model: shown, flavors: [], remedy },
  );
}

const runScheme = 'runs:/';
const proxyScheme = 'mlflow-artifacts:/';

/** The run that `runs:/<id>/<path>` names; null for another address. @throws INVALID_ARGUMENT for no id at all */
export function runOfSource(source: string): string | null {
  if (!source.startsWith(runScheme)) return null;
  const runId = source.slice(runScheme.length).split('/')[0] ?? '';
  if (runId !== '') return runId;
  throw invalidArgument('source', source, 'it names no run', 'Write runs:/<run id>/model.');
}

/**
 * The run that holds the files of an address: the one that `runs:/` names, or the one of this workspace in whose
 * artifacts `mlflow-artifacts:/` leads. @throws INVALID_ARGUMENT for `runs:/` without an id
 */
export function runOfFiles({ db }: Pick<Ctx, 'db'>, source: string): string | null {
  if (!source.startsWith(proxyScheme)) return runOfSource(source);
  const [, runId = ''] = proxiedPath(source).split('/');
  return db.get('SELECT 1 FROM runs WHERE uuid = ?', runId) === undefined ? null : runId;
}

/**
 * The logged model whose files an address means: `models:/m-<id>`, the place where its files lie, or `runs:/<run>/<name>`
 * for a run that has no such folder but has made a logged model of that name, which is where MLflow 3 keeps it.
 * @throws NOT_FOUND for an unknown or deleted `models:/m-<id>`
 */
export function modelOfSource(ctx: EngineContext, source: string): LoggedModelRow | null {
  const named = loggedModelOfUri(source);
  if (named !== null) return findActiveModel(ctx, named);
  if (source.startsWith(proxyScheme)) {
    const [, modelId] = /(?:^|\/)models\/(m-[0-9a-f]{32})\/artifacts(?:$|\/)/.exec(proxiedPath(source)) ?? [];
    return modelId === undefined ? null : (findModelRow(ctx, 'model_id = ?', modelId) ?? null);
  }
  const runId = runOfSource(source);
  if (runId === null) return null;
  const path = pathInRun(source, runId);
  const folder = runFolder(ctx, runId, path);
  if (folder !== null && isThere(folder)) return null;
  const sql = 'source_run_id = ? AND name = ? AND lifecycle = 0 ORDER BY created_at DESC, id DESC';
  return findModelRow(ctx, sql, runId, path) ?? null;
}

/** @throws NOT_FOUND */
function findActiveModel(ctx: EngineContext, modelId: string): LoggedModelRow {
  getLoggedModel(ctx, modelId);
  return findLoggedModel(ctx.db, modelId);
}

function findModelRow({ db }: EngineContext, where: string, ...params: string[]): LoggedModelRow | undefined {
  return db.get<LoggedModelRow>(`SELECT * FROM logged_models WHERE ${where}`, ...params);
}

/**
 * Where in this workspace an address leads, whether something is there or not; null for one outside of it.
 * @throws NOT_FOUND for an unknown run, PATH_NOT_ALLOWED, INVALID_ARGUMENT for a run without an id
 */
export function findSourceFolder(ctx: EngineContext, source: string): string | null {
  const model = modelOfSource(ctx, source);
  const location = model === null || source.startsWith(proxyScheme) ? source : model.artifact_uri;
  if (location.startsWith(proxyScheme)) return resolveArtifacts(ctx, proxiedPath(location));
  const runId = runOfSource(location);
  return runId === null ? null : runFolder(ctx, runId, pathInRun(location, runId));
}

/** Null when the files of the run are kept outside of this workspace. */
function runFolder(ctx: EngineContext, runId: string, path: string): string | null {
  const { artifactUri } = getRun(ctx, runId);
  if (!artifactUri.startsWith(proxyScheme)) return null;
  return resolveInside(resolveArtifacts(ctx, proxiedPath(artifactUri)), path);
}

function pathInRun(source: string, runId: string): string {
  return source.slice(runScheme.length + runId.length + 1).replace(/\/$/, '');
}

/** `mlflow-artifacts:/0/x` and `mlflow-artifacts://host:5000/0/x` mean the same files of this workspace. */
function proxiedPath(uri: string): string {
  const path = uri.slice(proxyScheme.length).replace(/^\/[^/]*/, '');
  return path.replace(/^\//, '').replace(/\/$/, '');
}

function resolveArtifacts({ paths }: Ctx, path: string): string {
  return resolveInside(paths.artifacts, path);
}

/**
 * Its folder, once MLmodel is there, which is read before anything else: neither leads out of the artifacts by a link.
 * @throws MODEL_DAMAGED, PATH_NOT_ALLOWED
 */
export function checkFolder({ paths }: Ctx, folder: string | null, uri: string): string {
  if (folder === null) throw damaged(uri, modelFile, 'its files are not in this workspace');
  if (!isThere(folder)) throw damaged(uri, folderName(uri), 'the folder is not there');
  const root = realpathSync(paths.artifacts);
  if (!isInside(root, realpathSync(folder))) throw pathNotAllowed(uri, 'it is a link out of its folder');
  const file = join(folder, modelFile);
  // What is no plain file, like a pipe, might never come to an end.
  if (!isThere(file, 'file')) throw damaged(uri, modelFile, 'the file is missing in its folder');
  if (!isInside(root, realpathSync(file)))
    throw pathNotAllowed(uri, 'its MLmodel is a link out of its folder');
  return folder;
}

export function damaged(model: string, file: string, problem: string): StileError {
  const remedy = 'Log the model again and register it as a new version.';
  return new StileError(
    'MODEL_DAMAGED',
    `The model ${showValue(model)} is damaged: ${file}: ${problem}. ${remedy}`,
    {
      model: showValue(model),
      file,
      problem,
      remedy,
    },
  );
}

function folderName(uri: string): string {
  return uri.split('/').slice(2).join('/') || '.';
}

function isThere(path: string, kind: 'anything' | 'file' = 'anything'): boolean {
  try {
    const info = statSync(path);
    return kind === 'anything' || info.isFile();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(systemCode(error))) return false;
    throw error;
  }
}
