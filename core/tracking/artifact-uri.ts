import { basename, dirname } from 'node:path';
import { showValue, StileError } from '#core/kernel/errors.ts';
import { resolveInside } from '#core/kernel/safe-paths.ts';
import type { WorkspacePaths } from '#core/kernel/workspace-paths.ts';
import type { RunRow } from './find.ts';

/**
 * The path below `artifacts` that an address means: `mlflow-artifacts:/0/x` and `mlflow-artifacts://host:5000/0/x` are
 * the same files of this workspace. Null for an address outside of it (`s3://bucket`, `file:///home`, `./mlruns`).
 */
export function artifactUriToPath(uri: string): string | null {
  const [, path] = /^mlflow-artifacts:(?:\/\/[^/]*)?\/*(.*)$/s.exec(uri) ?? [];
  return path?.replace(/\/+$/, '') ?? null;
}

/**
 * Where the files of a run lie: usually `artifacts/<experiment>/<run>/artifacts`.
 * @throws PATH_NOT_ALLOWED when its experiment keeps them outside of this workspace
 */
export function runArtifactRoot(paths: WorkspacePaths, run: Pick<RunRow, 'artifact_uri'>): string {
  return resolveInside(paths.artifacts, requireOwnPath(run.artifact_uri));
}

/** The folder that goes with a run when it is purged; null when its files are kept outside of this workspace. */
export function runFolder(paths: WorkspacePaths, run: Pick<RunRow, 'artifact_uri' | 'uuid'>): string | null {
  if (artifactUriToPath(run.artifact_uri) === null) return null;
  const folder = dirname(runArtifactRoot(paths, run));
  return basename(folder) === run.uuid ? folder : null;
}

/** @throws PATH_NOT_ALLOWED naming the address */
export function requireOwnPath(uri: string): string {
  const path = artifactUriToPath(uri);
  if (path !== null) return path;
  const shown = showValue(uri);
  throw new StileError(
    'PATH_NOT_ALLOWED',
    `The files lie at "${shown}", which is not in this workspace: Stile neither reads nor writes there. ` +
      'The client that logs to it does so itself, with its own credentials.',
    { path: shown, reason: 'it is an address outside of this workspace' },
  );
}
