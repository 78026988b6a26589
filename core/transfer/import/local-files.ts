import { createReadStream } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemCode } from '#core/kernel/errors.ts';
import type { FileOwner, ForeignFile, FoundFiles } from './source.ts';

export interface LocalFileOptions {
  /** The folder of the database, or the folder `mlruns` itself. */
  beside: string;
  /** The folder with `<experiment id>/<run id>/artifacts` that the user names. */
  given: string | undefined;
}

/**
 * Finds the files of runs and logged models on the disks of this machine: where the user says, where the store says,
 * and beside the store, for one that was moved. A store may come from somebody else: only a folder
 * `<id of the owner>/artifacts` counts, and links are not followed.
 */
export function createLocalFiles(options: LocalFileOptions): (owner: FileOwner) => Promise<FoundFiles> {
  return async (owner) => {
    const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(owner.uri)?.[1]?.toLowerCase() ?? 'file';
    if (scheme !== 'file' && scheme !== 'mlflow-artifacts') return atOtherStorage(owner);
    for (const folder of candidates(options, owner)) {
      if (await isPlainFolder(folder)) return { found: true, files: walk(folder) };
    }
    // A run without files has no folder: it is missing only where nothing of its experiment is to be found.
    for (const root of roots(options, owner)) {
      if (await isFolder(root)) return { found: true, files: nothing() };
    }
    return missing(options, owner, scheme);
  };
}

async function* nothing(): AsyncGenerator<ForeignFile, void> {
  // no files
}

export function atOtherStorage({ uri, id }: Pick<FileOwner, 'uri' | 'id'>): FoundFiles {
  const place = placeOf(uri, id);
  return {
    found: false,
    problem: 'other_storage',
    place,
    detail: `The files stay at ${place}: only a client with the credentials of that storage can copy them.`,
  };
}

/** The part of an address that the runs of one experiment share. */
function placeOf(uri: string, id: string): string {
  const at = uri.indexOf(`/${id}`);
  const place = at > 0 ? uri.slice(0, at) : uri;
  return place.replace(/\/\/[^/@]*@/, '//');
}

function missing({ given }: LocalFileOptions, owner: FileOwner, scheme: string): FoundFiles {
  const place = placeOf(owner.uri, owner.id);
  const remedy =
    given === undefined
      ? 'Name the folder that holds them with --artifacts, and import again.'
      : `They are not below ${given} either.`;
  const why =
    scheme === 'file'
      ? `There is no folder ${place} here.`
      : `${place} is a place that only its server knows.`;
  return { found: false, problem: 'files_missing', place, detail: `${why} ${remedy}` };
}

/** Folders that would hold the files, the likeliest first. */
function candidates(options: LocalFileOptions, owner: FileOwner): string[] {
  const below = tailOf(owner);
  const own = [owner.experimentId, ...(owner.kind === 'run' ? [] : ['models']), owner.id, 'artifacts'];
  const tails = below === null ? [own] : [below, own];
  const named = localPath(owner.uri, options.beside);
  return [
    ...(options.given === undefined ? [] : tails.map((tail) => join(options.given ?? '', ...tail))),
    ...(named !== null && endsAtOwner(named, owner.id) ? [named] : []),
    ...besides(options).flatMap((root) => tails.map((tail) => join(root, ...tail))),
  ];
}

function roots(options: LocalFileOptions, owner: FileOwner): string[] {
  const named = localPath(owner.uri, options.beside);
  const above = named !== null && endsAtOwner(named, owner.id) ? [join(named, '..', '..')] : [];
  return [...(options.given === undefined ? [] : [options.given]), ...above, ...besides(options)];
}

/** The usual places: of `mlflow server --serve-artifacts`, of `mlflow ui`, and of a folder `mlruns` itself. */
function besides({ beside }: LocalFileOptions): string[] {
  return [join(beside, 'mlartifacts'), join(beside, 'mlruns')];
}

function endsAtOwner(path: string, id: string): boolean {
  const [last, before] = path
    .split(/[\\/]/)
    .filter((part) => part !== '')
    .reverse();
  return last === 'artifacts' && before === id;
}

/** The path below the root of the server's artifacts: `mlflow-artifacts:/1/<id>/artifacts`. */
function tailOf({ uri, id }: FileOwner): string[] | null {
  const path = /^mlflow-artifacts:(?:\/\/[^/]*)?\/*(.*)$/s.exec(uri)?.[1];
  const parts = path?.split('/').filter((part) => part !== '') ?? [];
  const isPlain = parts.every((part) => part !== '..' && part !== '.' && !/[\\:]/.test(part));
  return isPlain && parts.at(-1) === 'artifacts' && parts.at(-2) === id ? parts : null;
}

/** An address `file:...` or a path as one of this system; null where it is none. */
function localPath(uri: string, base: string): string | null {
  if (uri.startsWith('mlflow-artifacts:')) return null;
  if (!/^file:/i.test(uri)) return isAbsolute(uri) ? uri : join(base, uri);
  try {
    // MLflow writes file:///home, file:/home and file://./mlruns.
    const plain = /^file:(?!\/\/)/i.test(uri) ? uri.replace(/^file:\/?/i, 'file:///') : uri;
    return fileURLToPath(plain);
  } catch {
    return null;
  }
}

async function isFolder(path: string): Promise<boolean> {
  const info = await stat(path).catch(() => null);
  return info?.isDirectory() === true;
}

/** A folder whose own name, and the one above, are no links: those may lead anywhere. */
export async function isPlainFolder(path: string): Promise<boolean> {
  const [own, above] = await Promise.all(
    [path, join(path, '..')].map((each) => lstat(each).catch(() => null)),
  );
  return own?.isDirectory() === true && above?.isDirectory() === true;
}

/** Every plain file below a folder. */
export async function* walk(folder: string, below = ''): AsyncGenerator<ForeignFile, void> {
  const entries = await readdir(join(folder, below), { withFileTypes: true }).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    const full = join(folder, path);
    if (entry.isDirectory()) yield* walk(folder, path);
    else if (entry.isFile()) {
      yield {
        path,
        size: (await stat(full)).size,
        open: () => Promise.resolve(createReadStream(full)),
      };
    }
  }
}
