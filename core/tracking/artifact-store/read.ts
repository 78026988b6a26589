import { constants } from 'node:fs';
import { lstat, open, readdir, realpath, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { StileError, systemCode } from '#core/kernel/errors.ts';
import { isInside, resolveInside } from '#core/kernel/safe-paths.ts';
import type { EngineContext } from '#core/store/context.ts';
import { refuseLinkOut } from '../artifact-files.ts';
import { checkArtifactPath } from './owner.ts';

type Ctx = Pick<EngineContext, 'paths'>;

/** One file or folder, right below the one that was listed. `size` in bytes is null for folders. */
export interface FolderEntry {
  name: string;
  isFolder: boolean;
  size: number | null;
}

/** A file that stays readable as it was when it was opened, also when it is replaced or deleted meanwhile. */
export interface OpenArtifact {
  name: string;
  /** bytes */
  size: number;
  /** ms since 1970 UTC */
  modifiedAt: number;
  /** Another one for each content that the path has had: files are replaced whole, never written into. */
  version: string;
  /** Fills `into` from a position on; answers how many bytes there were, 0 at the end of the file. */
  read(into: Buffer, position: number): Promise<number>;
  close(): Promise<void>;
}

/**
 * One level below a path of the artifacts, by name. A file, and what is not there, have nothing below.
 * @throws PATH_NOT_ALLOWED
 */
export async function listArtifactFolder({ paths }: Ctx, path: string): Promise<FolderEntry[]> {
  const segments = checkArtifactPath(path);
  const entries = await listBelow(paths.artifacts, segments.join('/'));
  return segments.length > 0
    ? entries
    : entries.filter(({ name }) => join(paths.artifacts, name) !== paths.incoming);
}

/** As `listArtifactFolder`, below any folder. */
async function listBelow(root: string, path: string): Promise<FolderEntry[]> {
  const folder = resolveInside(root, path);
  await refuseLinkOut(root, folder, path);
  const found = await readdir(folder, { withFileTypes: true }).catch(onlyMissing);
  const entries = await Promise.all(
    found.map(async (entry): Promise<FolderEntry | null> => {
      const full = join(folder, entry.name);
      if (entry.isDirectory()) return { name: entry.name, isFolder: true, size: null };
      if (!entry.isFile() && !(entry.isSymbolicLink() && (await staysInside(root, full)))) return null;
      const info = await stat(full).catch(() => null);
      if (info === null) return null;
      return { name: entry.name, isFolder: info.isDirectory(), size: info.isDirectory() ? null : info.size };
    }),
  );
  return entries.filter((entry) => entry !== null).sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function staysInside(root: string, full: string): Promise<boolean> {
  const target = await realpath(full).catch(() => null);
  return target !== null && isInside(await realpath(root), target);
}

function onlyMissing(error: unknown): [] {
  if (isMissing(error)) return [];
  throw error;
}

function isMissing(error: unknown): boolean {
  const code = systemCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP';
}

/** Opens the file at a path below `artifacts`. @throws PATH_NOT_ALLOWED; NOT_FOUND, also for a folder */
export async function openArtifact({ paths }: Ctx, path: string): Promise<OpenArtifact> {
  return openBelow(paths.artifacts, checkArtifactPath(path).join('/'));
}

/** As `openArtifact`, below any folder; links that lead out of it are refused. */
export async function openBelow(root: string, path: string): Promise<OpenArtifact> {
  const file = resolveInside(root, path);
  await refuseLinkOut(root, file, path);
  try {
    // The last name must not become a link between the check and now, and a pipe must not make this wait.
    const real = await realpath(file);
    if (!(await lstat(real)).isFile()) throw notFound(path);
    const handle = await open(real, constants.O_RDONLY | noFollow | noWait);
    return await describe(handle, path).catch(async (error: unknown) => {
      await handle.close();
      throw error;
    });
  } catch (error) {
    if (isMissing(error)) throw notFound(path);
    throw error;
  }
}

const windowsHasNone = process.platform === 'win32';
const noFollow = windowsHasNone ? 0 : constants.O_NOFOLLOW;
const noWait = windowsHasNone ? 0 : constants.O_NONBLOCK;

async function describe(handle: FileHandle, path: string): Promise<OpenArtifact> {
  const info = await handle.stat({ bigint: true });
  if (!info.isFile()) throw notFound(path);
  return {
    name: path.split('/').at(-1) ?? path,
    size: Number(info.size),
    modifiedAt: Number(info.mtimeMs),
    version: [info.ino, info.size, info.mtimeNs].map((part) => part.toString(36)).join('-'),
    read: async (into, position) => (await handle.read(into, 0, into.length, position)).bytesRead,
    close: () => handle.close(),
  };
}

function notFound(path: string): StileError {
  return new StileError(
    'NOT_FOUND',
    `There is no file at "${path}". List the folder above it to see its files.`,
    {
      kind: 'artifact',
      id: path,
    },
  );
}
