import { realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hasCode, invalidArgument, showValue, StileError, systemCode } from '#core/kernel/errors.ts';
import { isInside, resolveInside } from '#core/kernel/safe-paths.ts';
import type { EngineContext } from '#core/store/context.ts';
import { getRun } from '#core/tracking/index.ts';
import { findByUri } from './model-uri.ts';

/** The file that makes a folder a model, as MLflow has it. */
const modelFile = 'MLmodel';

type Ctx = Pick<EngineContext, 'db' | 'paths'>;

/**
 * The absolute folder with the files of a model: of a registered version (any address that `resolveModelUri` takes) or
 * of a run, `runs:/<id>/<path>`.
 * @throws NOT_FOUND; MODEL_DAMAGED when the folder, or MLmodel in it, is not there; MODEL_NOT_RUNNABLE when the files
 * lie outside this workspace; PATH_NOT_ALLOWED
 */
export function locateModelFolder(ctx: EngineContext, uri: string): string {
  if (uri.startsWith(runScheme)) return checkFolder(ctx, findSourceFolder(ctx, uri), uri);
  const { model, row } = findByUri(ctx.db, uri);
  const shown = `models:/${model.name}/${row.version}`;
  return checkFolder(ctx, findVersionFolder(ctx, row.location, shown), shown);
}

/** The run of a version may be deleted for good since: then the version is what is damaged. */
function findVersionFolder(ctx: EngineContext, location: string, shown: string): string | null {
  try {
    const folder = findSourceFolder(ctx, location);
    if (folder !== null) return folder;
  } catch (error) {
    if (!hasCode(error, 'NOT_FOUND')) throw error;
    throw damaged(shown, location, 'the run that holds its files was deleted for good');
  }
  throw new StileError(
    'MODEL_NOT_RUNNABLE',
    `The files of ${shown} lie at "${showValue(location)}", which is not in this workspace. ` +
      'Log them to a run here, and register that run.',
    { model: shown, flavors: [], remedy: 'Log the files to a run of this workspace, and register that run.' },
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
 * Where in this workspace an address leads, whether something is there or not; null for one outside of it.
 * @throws NOT_FOUND for an unknown run, PATH_NOT_ALLOWED, INVALID_ARGUMENT for a run without an id
 */
export function findSourceFolder(ctx: EngineContext, source: string): string | null {
  const runId = runOfSource(source);
  if (runId === null) {
    return source.startsWith(proxyScheme) ? resolveArtifacts(ctx, proxiedPath(source)) : null;
  }
  const { artifactUri } = getRun(ctx, runId);
  const path = source.slice(runScheme.length + runId.length + 1).replace(/\/$/, '');
  return resolveInside(resolveArtifacts(ctx, proxiedPath(artifactUri)), path);
}

/** `mlflow-artifacts:/0/x` and `mlflow-artifacts://host:5000/0/x` mean the same files of this workspace. */
function proxiedPath(uri: string): string {
  const path = uri.slice(proxyScheme.length).replace(/^\/[^/]*/, '');
  return path.replace(/^\//, '').replace(/\/$/, '');
}

function resolveArtifacts({ paths }: Ctx, path: string): string {
  return resolveInside(paths.artifacts, path);
}

/** Its folder, once MLmodel is there. @throws MODEL_DAMAGED, PATH_NOT_ALLOWED when a link leads out of the artifacts */
export function checkFolder({ paths }: Ctx, folder: string | null, uri: string): string {
  if (folder === null) throw damaged(uri, modelFile, 'its files are not in this workspace');
  if (!isThere(folder)) throw damaged(uri, folderName(uri), 'the folder is not there');
  if (!isInside(realpathSync(paths.artifacts), realpathSync(folder))) {
    throw notAllowed(uri, 'it is a link out of its folder');
  }
  if (!isThere(join(folder, modelFile))) throw damaged(uri, modelFile, 'the file is missing in its folder');
  return folder;
}

function notAllowed(path: string, reason: string): StileError {
  const shown = showValue(path);
  return new StileError('PATH_NOT_ALLOWED', `The path "${shown}" cannot be used: ${reason}.`, {
    path: shown,
    reason,
  });
}

/**
 * Refuses an address that climbs out of where it points, however its dots are encoded, and files of this machine:
 * only what a run holds stays as it was.
 * @throws PATH_NOT_ALLOWED, INVALID_ARGUMENT
 */
export function checkSource(source: string): void {
  if (source.trim() === '') {
    throw invalidArgument('source', source, 'a version needs a source', 'Write runs:/<run id>/model.');
  }
  if (/(^|[/\\])\.\.([/\\]|$)/.test(decodeFully(source))) {
    throw notAllowed(source, 'it climbs out of its folder with ".."');
  }
  if (/^[a-z][a-z0-9+.-]+:/i.test(source) && !/^file:/i.test(source)) return;
  throw invalidArgument(
    'source',
    source,
    'a folder of this machine can change or go at any time',
    'Put its files into a run with `stile artifact put`, and register runs:/<run id>/<path>.',
  );
}

/** `%252e` is `%2e` is `.`: decodes until nothing changes any more. */
function decodeFully(text: string): string {
  try {
    const decoded = decodeURIComponent(text);
    return decoded === text ? text : decodeFully(decoded);
  } catch {
    return text;
  }
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

function isThere(path: string): boolean {
  try {
    statSync(path);
    return true;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error))) return false;
    throw error;
  }
}
