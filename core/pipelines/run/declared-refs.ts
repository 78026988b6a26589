import { stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { findDatasetVersion } from '#core/datasets/index.ts';
import { errorText } from '#core/kernel/errors.ts';
import type { ArtifactRef } from '#core/lineage/index.ts';
import { resolveModelUri } from '#core/registry/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import { hashFile } from '../schedule/file-stamps.ts';

export interface FoundRef {
  /** Absent when there is no such thing. */
  artifact?: ArtifactRef;
  /** What the user should know about it. */
  note?: string;
}

/** A file up to this size is told apart by its content; reading more would hold the task up. */
const mostHashedBytes = 1024 ** 3;

/**
 * What a reference of a task means now: `dataset:reviews` its newest version, `dataset:reviews@3` that one;
 * `model:churn` its newest version, `model:churn@champion` and `model:churn/3` those; `file:<path>` the file with the
 * SHA-256 of its content in its address, so that other content is another thing; `table:<name>` a table by its name.
 * Never rejects: what cannot be found is said.
 * @param project absolute folder that paths start from
 */
export async function findDeclared(
  ctx: EngineContext,
  project: string,
  ref: string,
  signal: AbortSignal,
): Promise<FoundRef> {
  const [kind, name] = [ref.slice(0, ref.indexOf(':')), ref.slice(ref.indexOf(':') + 1)];
  try {
    switch (kind) {
      case 'dataset':
        return { artifact: findDataset(ctx, name) };
      case 'model':
        return { artifact: findModel(ctx, name) };
      case 'table':
        return { artifact: { type: 'Table', uri: `tables:/${name}`, name } };
      default:
        return await findFile(project, name, signal);
    }
  } catch (error) {
    return { note: `${ref} is left out: ${errorText(error)}` };
  }
}

/** @throws NOT_FOUND, INVALID_ARGUMENT */
function findDataset(ctx: EngineContext, ref: string): ArtifactRef {
  const { uri, name, digest } = findDatasetVersion(ctx, ref);
  return { type: 'DatasetVersion', uri, name, digest };
}

/** @throws NOT_FOUND, INVALID_ARGUMENT */
function findModel(ctx: EngineContext, ref: string): ArtifactRef {
  const { uri, name, version } = resolveModelUri(ctx, /[@/]/.test(ref) ? ref : `${ref}@latest`);
  return { type: 'ModelVersion', uri, name: `${name} ${version}` };
}

async function findFile(project: string, path: string, signal: AbortSignal): Promise<FoundRef> {
  const file = resolve(project, path);
  const name = shortName(project, file);
  const uri = `files:/${name}`;
  const stats = await stat(file);
  const { size: bytes, mtimeMs } = stats;
  if (!stats.isFile()) {
    const note = `${path} is no plain file: it is known by its name alone`;
    return { artifact: { type: 'File', uri, name, properties: { hashed: false } }, note };
  }
  if (bytes > mostHashedBytes) {
    const stamp = `${uri}?bytes=${bytes}&modified=${Math.trunc(mtimeMs)}`;
    const note = `${path} has ${bytes} bytes, more than ${mostHashedBytes}: it is known by its size and time`;
    return { artifact: { type: 'File', uri: stamp, name, properties: { bytes, hashed: false } }, note };
  }
  const digest = await hashFile(file, signal);
  if (digest === null) return { note: `${path} is left out: it cannot be read` };
  return { artifact: { type: 'File', uri: `${uri}?sha256=${digest}`, name, digest, properties: { bytes } } };
}

/** Slash-separated; from the project where it lies in it, so that a folder that is handed over says the same. */
function shortName(project: string, file: string): string {
  const inside = relative(project, file);
  const isInside = inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
  return (isInside ? inside : file).replaceAll(sep, '/');
}
