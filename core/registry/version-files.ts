import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { limits } from '#contract/inputs.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import type { VersionFiles } from '#contract/registry.ts';
import { resolveInside } from '#core/kernel/safe-paths.ts';
import { readModelInfo } from '#core/models/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import { openBelow } from '#core/tracking/index.ts';
import { locateModelFolder } from './locate.ts';

/**
 * The files of a version, what MLmodel says of who wrote it, and the input that its author gave as an example.
 * @throws NOT_FOUND; MODEL_DAMAGED, MODEL_NOT_RUNNABLE and PATH_NOT_ALLOWED as `locateModelFolder`
 */
export async function readVersionFiles(
  ctx: EngineContext,
  { name, version }: Inputs['registry']['versionFiles'],
): Promise<VersionFiles> {
  const folder = locateModelFolder(ctx, `models:/${name}/${version}`);
  const files = await listFiles(folder);
  const { mlflowVersion } = await readModelInfo(folder);
  return {
    files: files.slice(0, mostFiles),
    fileCount: files.length,
    mlflowVersion,
    example: await readExample(folder, files),
  };
}

/** One piece of a file, at most `limits.artifactChunkBytes`. @throws NOT_FOUND, PATH_NOT_ALLOWED; as `readVersionFiles` */
export async function readVersionFile(
  ctx: EngineContext,
  { name, version, path, offset = 0 }: Inputs['registry']['readVersionFile'],
): Promise<Outputs['registry']['readVersionFile']> {
  const file = await openBelow(locateModelFolder(ctx, `models:/${name}/${version}`), path);
  try {
    const { size } = file;
    const wanted = Buffer.alloc(Math.min(limits.artifactChunkBytes, Math.max(size - offset, 0)));
    const read = await file.read(wanted, offset);
    const chunk = new File([wanted.subarray(0, read)], file.name);
    return { chunk, size, end: offset + read >= size };
  } finally {
    await file.close();
  }
}

/** Where a file of a version lies, and its path in the model's folder. @throws as `readVersionFile` */
export async function findVersionFile(
  ctx: EngineContext,
  { name, version, path }: { name: string; version: number; path: string },
): Promise<{ file: string; name: string }> {
  const folder = locateModelFolder(ctx, `models:/${name}/${version}`);
  // Opening it refuses paths and links that lead out of the folder.
  const opened = await openBelow(folder, path);
  await opened.close();
  return { file: resolveInside(folder, path), name: path };
}

const mostFiles = 500;

/** Plain files alone: what a link leads to is none of the model. By path, with `/` on every system. */
async function listFiles(folder: string): Promise<VersionFiles['files']> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => {
        const path = join(parentPath, name);
        return { path: relative(folder, path).split(sep).join('/'), bytes: (await lstat(path)).size };
      }),
  );
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A body as `/invocations` takes it, else the example as it was given. */
const exampleFiles = ['serving_input_example.json', 'input_example.json'];
/** Bytes; a longer example is named and not read. */
const mostExampleBytes = 200_000;

async function readExample(folder: string, files: VersionFiles['files']): Promise<VersionFiles['example']> {
  const found = exampleFiles.map((name) => files.find(({ path }) => path === name)).find((file) => file);
  if (found === undefined) return null;
  const { path, bytes } = found;
  const text = bytes > mostExampleBytes ? null : await readFile(join(folder, path), 'utf8');
  return { path, bytes, text };
}
