import { realpath, stat, readdir } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, sep } from 'node:path';
import { errorText, invalidArgument, isStileError } from '#core/kernel/errors.ts';
import { checkPortableName } from '#core/kernel/portable-names.ts';
import { checkRelativePath, isInside } from '#core/kernel/safe-paths.ts';
import { discardBlobs, stageFile } from '#core/store/blobs.ts';
import type { EngineContext } from '#core/store/context.ts';
import { canceled, dataInvalid } from '../data-errors.ts';
import type { StagedFile, StagedSource } from './staged-source.ts';

/** @throws DATA_INVALID `unreachable`, `empty`; INVALID_ARGUMENT for a relative path */
export async function stageOneFile(
  ctx: EngineContext,
  path: string,
  signal?: AbortSignal,
): Promise<StagedSource> {
  requireAbsolute(path);
  const info = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  if (info.isDirectory()) {
    throw dataInvalid(`${path} is a folder, not a file.`, {
      source: path,
      problem: 'unreachable',
      remedy: 'Name a file in it, or add it as a folder.',
    });
  }
  // A pipe or a device may never end.
  if (!info.isFile()) {
    throw dataInvalid(`${path} is a device or a pipe, not a file.`, {
      source: path,
      problem: 'unreachable',
      remedy: 'Save its content to a file, and add that.',
    });
  }
  const blob = await copy(ctx, path, signal);
  if (blob.bytes === 0) {
    await discardBlobs([blob]);
    throw dataInvalid(`${path} is empty: it has 0 bytes.`, {
      source: path,
      problem: 'empty',
      remedy: 'Choose a file with content.',
    });
  }
  return staged({ kind: 'file', location: path }, [{ path: portableFileName(basename(path)), blob }]);
}

/**
 * Takes every file below a folder, in the order of their paths. Links that lead out of the folder, links to folders
 * and the workspace itself are left out and counted.
 * @throws DATA_INVALID `unreachable`, `empty`; PATH_NOT_ALLOWED for a name that another system refuses
 */
export async function stageFolder(
  ctx: EngineContext,
  path: string,
  signal?: AbortSignal,
): Promise<StagedSource> {
  requireAbsolute(path);
  const { files, skipped } = await listFolder(path, ctx.paths.root);
  if (files.length === 0) {
    throw dataInvalid(`The folder ${path} holds no files.`, {
      source: path,
      problem: 'empty',
      remedy: 'Choose a folder with files.',
    });
  }
  const done: StagedFile[] = [];
  try {
    for (const file of files) {
      done.push({ path: file.path, blob: await copy(ctx, file.full, signal) });
    }
  } catch (error) {
    await discardBlobs(done.map(({ blob }) => blob));
    throw error;
  }
  const result = staged({ kind: 'folder', location: path }, done);
  if (skipped.length > 0) {
    result.warnings.push({ code: 'links_skipped', count: skipped.length, detail: skipped[0] ?? '' });
  }
  return result;
}

/** The name itself where every system takes it, else one that is made of it; the ending stays, which tells the format. */
export function portableFileName(name: string): string {
  const normal = name.normalize('NFC');
  if (checkPortableName(normal) === null) return normal;
  const plain = normal
    .replace(/[^\p{L}\p{N}_.-]+/gu, '_')
    .replace(/[. ]+$/, '')
    .slice(-100);
  return checkPortableName(plain) === null ? plain : `file_${plain.replace(/[^A-Za-z0-9.]/g, '')}`;
}

function staged(origin: StagedSource['origin'], files: StagedFile[]): StagedSource {
  return { origin, files, mediaType: '', isOwnCsv: false, warnings: [] };
}

/** The engine's current folder is not the user's. */
function requireAbsolute(path: string): void {
  if (isAbsolute(path)) return;
  throw invalidArgument(
    'source.path',
    path,
    'the engine needs an absolute path',
    'Start it with / or a drive letter.',
  );
}

async function copy(ctx: EngineContext, file: string, signal?: AbortSignal): Promise<StagedFile['blob']> {
  try {
    return await stageFile(ctx.paths, ctx.ids.token(), file, signal);
  } catch (error) {
    if (signal?.aborted === true) throw canceled(`Reading ${file}`);
    throw isStileError(error) ? error : unreadable(file, error);
  }
}

function unreadable(path: string, error: unknown): Error {
  return dataInvalid(
    `${path} cannot be read: ${errorText(error)}.`,
    {
      source: path,
      problem: 'unreachable',
      value: errorText(error),
      remedy: 'Check the path, and that you may read it.',
    },
    error,
  );
}

interface FoundFile {
  path: string;
  full: string;
}

async function listFolder(
  root: string,
  workspace: string,
): Promise<{ files: FoundFile[]; skipped: string[] }> {
  const real = await realpath(root).catch((error: unknown) => {
    throw unreadable(root, error);
  });
  const entries = await readdir(real, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    throw unreadable(root, error);
  });
  const inner = await realpath(workspace);
  const [files, skipped]: [FoundFile[], string[]] = [[], []];
  for (const entry of entries) {
    const full = join(entry.parentPath, entry.name);
    if (entry.isDirectory() || (isInside(inner, full) && !isInside(inner, real))) continue;
    const path = relative(real, full).split(sep).join('/').normalize('NFC');
    const isTaken = entry.isFile() || (await isFileInside(real, full));
    if (isTaken) checkRelativePath(path);
    if (isTaken) files.push({ path, full });
    else skipped.push(path);
  }
  return { files: files.sort((a, b) => compareBytes(a.path, b.path)), skipped };
}

async function isFileInside(root: string, link: string): Promise<boolean> {
  try {
    const target = await realpath(link);
    return isInside(root, target) && (await stat(target)).isFile();
  } catch {
    return false;
  }
}

/** By code points, as every other tool sorts them; JavaScript's own order differs beyond U+FFFF. */
function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
