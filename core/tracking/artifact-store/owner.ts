import { hasCode, StileError } from '#core/kernel/errors.ts';
import { checkRelativePath } from '#core/kernel/safe-paths.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { artifactUriToPath } from '../artifact-uri.ts';
import { findExperiment, findRun, type RunRow } from '../find.ts';
import { findLoggedModel, type LoggedModelRow } from '../logged-models/find-model.ts';

/** Whose file a path below `artifacts` is; `root` is the folder of all the owner's files, also relative to it. */
export type ArtifactOwner = { root: string } & (
  | { kind: 'run'; run: RunRow }
  | { kind: 'model'; model: LoggedModelRow }
  /** A place that only its address names: of a trace, or one that an experiment was made with. */
  | { kind: 'place' }
);

/** Where uploads gather, also under the short name that Windows may give it: no address leads there. */
const incomingName = /^(\.incoming|incomi~\d+)$/i;

/**
 * The segments of a path below `artifacts`, such as `<experiment>/<run>/artifacts/model/MLmodel`.
 * @throws PATH_NOT_ALLOWED
 */
export function checkArtifactPath(path: string): string[] {
  const segments = checkRelativePath(path);
  if (segments[0] === undefined || !incomingName.test(segments[0])) return segments;
  throw notAllowed(path, 'it is where unfinished uploads lie');
}

/**
 * Finds out by its address whose file this is. A run or model must be there, deleted or not: what is gone for good gets
 * no files any more.
 * @throws NOT_FOUND
 */
export function findArtifactOwner(db: ReadableDb, segments: readonly string[]): ArtifactOwner {
  for (const [index, segment] of segments.entries()) {
    const folder = segments.slice(0, index + 1).join('/');
    const isCertain = segments[index + 1] === 'artifacts';
    const owner = findByName(db, segment, isCertain);
    if (owner === null) continue;
    const root = `${folder}/artifacts`;
    if (owner.uri === root) return { ...owner.is, root };
    if (isCertain) break;
  }
  requireExperiment(db, segments[0] ?? '');
  return { kind: 'place', root: '' };
}

type Found = {
  uri: string | null;
  is: { kind: 'run'; run: RunRow } | { kind: 'model'; model: LoggedModelRow };
};

/** The run or model of this name; a folder `artifacts` below it says that it must be one. @throws NOT_FOUND */
function findByName(db: ReadableDb, name: string, isCertain: boolean): Found | null {
  try {
    if (/^[0-9a-f]{32}$/.test(name)) {
      const run = findRun(db, name);
      return { uri: artifactUriToPath(run.artifact_uri), is: { kind: 'run', run } };
    }
    if (/^m-[0-9a-f]{32}$/.test(name)) {
      const model = findLoggedModel(db, name);
      return { uri: artifactUriToPath(model.artifact_uri), is: { kind: 'model', model } };
    }
  } catch (error) {
    if (isCertain || !hasCode(error, 'NOT_FOUND')) throw error;
  }
  return null;
}

/** Folders with the number of an experiment are its own, unless one was given that place by hand. */
function requireExperiment(db: ReadableDb, first: string): void {
  if (!/^\d+$/.test(first)) return;
  try {
    findExperiment(db, first);
  } catch (error) {
    if (!placesOf(db).some((place) => place.split('/')[0] === first)) throw error;
  }
}

/** True for a folder that holds the files of more than one run, model or trace. */
export function isSharedFolder(db: ReadableDb, segments: readonly string[]): boolean {
  const path = segments.join('/');
  return placesOf(db).some(
    (place) =>
      path === '' ||
      place === path ||
      place.startsWith(`${path}/`) ||
      path === joinPlace(place, 'models') ||
      path === joinPlace(place, 'traces'),
  );
}

function placesOf(db: ReadableDb): string[] {
  return db
    .all<{ artifact_location: string }>('SELECT artifact_location FROM experiments')
    .map(({ artifact_location }) => artifactUriToPath(artifact_location))
    .filter((place) => place !== null);
}

function joinPlace(place: string, name: string): string {
  return place === '' ? name : `${place}/${name}`;
}

export function notAllowed(path: string, reason: string): StileError {
  const shown = path.length > 200 ? `${path.slice(0, 197)}...` : path;
  return new StileError('PATH_NOT_ALLOWED', `The path "${shown}" cannot be used: ${reason}.`, {
    path: shown,
    reason,
  });
}
