import { createWriteStream, existsSync, mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { errorText, isStileError, StileError, systemCode } from '#core/kernel/errors.ts';
import { makeFolders, removeWithRetry, renameWithRetry } from '#core/kernel/files.ts';
import { parseJson } from '#core/kernel/json.ts';
import { maxRelativeCharacters, resolveInside } from '#core/kernel/safe-paths.ts';
import { archiveFolders, archiveFormat, databaseEntry, manifest, manifestEntry } from './archive-format.ts';
import { findDamage } from './backups.ts';
import { readHeaderVersion, refuseNewer } from './migrate.ts';
import { schemaVersion } from './migrations/index.ts';
import { notAFolder, storeError } from './store-errors.ts';

/**
 * Unpacks a `.stile` file to a workspace folder that does not exist yet, or is empty. Everything lands in a folder
 * beside first, so that a file that is cut short leaves nothing.
 * @returns how many files it held
 * @throws ARCHIVE_INVALID, ALREADY_EXISTS, WORKSPACE_NEWER, DISK_FULL
 */
export async function importWorkspace(file: string, folder: string): Promise<{ files: number }> {
  const target = resolve(folder);
  refuseMissing(file);
  refuseOccupied(target);
  const unfinished = `${target}.importing`;
  try {
    await removeWithRetry(unfinished);
    makeFolders(unfinished);
    const files = await unpack(file, unfinished);
    await checkDatabase(join(unfinished, databaseEntry), file);
    if (existsSync(target)) rmdirSync(target);
    await renameWithRetry(unfinished, target);
    return { files };
  } catch (error) {
    await removeWithRetry(unfinished);
    if (isStileError(error)) throw error;
    const known = storeError(error, dirname(target));
    throw isStileError(known) ? known : invalid(file, errorText(error));
  }
}

function refuseMissing(file: string): void {
  if (existsSync(file)) return;
  throw new StileError('NOT_FOUND', `There is no file ${file}. Check its name and folder.`, {
    kind: 'file',
    id: file,
  });
}

function refuseOccupied(folder: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) throw notAFolder(folder);
  if (readdirSync(folder).length === 0) return;
  throw new StileError(
    'ALREADY_EXISTS',
    `${folder} exists and is not empty. Import into a folder that is not there yet.`,
    { kind: 'workspace', name: folder, id: folder, lifecycle: 'active' },
  );
}

/** The library's own words would not help. @throws what the file system says; ARCHIVE_INVALID when it is no zip */
async function openZip(file: string): Promise<ZipFile> {
  try {
    return await openPromise(file, { autoClose: false });
  } catch (error) {
    throw systemCode(error) === '' ? invalid(file, 'it is not a zip file, or it was cut short') : error;
  }
}

async function unpack(file: string, folder: string): Promise<number> {
  const zip = await openZip(file);
  const seen = new Set<string>();
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      seen.add(entry.fileName);
      await unpackEntry(zip, entry, file, folder);
    }
  } finally {
    zip.close();
  }
  for (const needed of [manifestEntry, databaseEntry]) {
    if (!seen.has(needed)) throw invalid(file, `it holds no ${needed}`);
  }
  return seen.size - 1;
}

/** A path that was taken in a run's folder, with the way to that folder before it. */
const maxEntryCharacters = maxRelativeCharacters + 100;

async function unpackEntry(zip: ZipFile, entry: Entry, file: string, folder: string): Promise<void> {
  const stream = await zip.openReadStreamPromise(entry);
  if (entry.fileName === manifestEntry) {
    await checkManifest(stream, file);
    return;
  }
  const [top = ''] = entry.fileName.split('/');
  if (entry.fileName !== databaseEntry && !archiveFolders.includes(top)) {
    throw invalid(file, `"${entry.fileName}" does not belong into a workspace`);
  }
  const path = resolveInside(folder, entry.fileName, maxEntryCharacters);
  mkdirSync(dirname(path), { recursive: true });
  await pipeline(stream, createWriteStream(path, { flags: 'wx', flush: true }));
}

/** The manifest is only what the file says of itself. */
async function checkDatabase(database: string, file: string): Promise<void> {
  const damage = await findDamage(database);
  if (damage !== null) throw invalid(file, `its database is damaged: ${damage}`);
  refuseNewer(readHeaderVersion(database), schemaVersion, file);
}

async function checkManifest(stream: Readable, file: string): Promise<void> {
  const parsed = manifest.safeParse(parseJson(await text(stream)));
  if (!parsed.success) throw invalid(file, 'its manifest.json cannot be read');
  if (parsed.data.format > archiveFormat) {
    throw invalid(
      file,
      `it has format ${parsed.data.format}, this Stile reads up to ${archiveFormat}; update Stile`,
    );
  }
  refuseNewer(parsed.data.schemaVersion, schemaVersion, file);
}

function invalid(file: string, reason: string): StileError {
  return new StileError(
    'ARCHIVE_INVALID',
    `${join(file)} is not a workspace that \`stile export\` wrote: ${reason}. Export it again, or choose another file.`,
    { path: file, reason },
  );
}
