import { createWriteStream, rmSync, statSync } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Clock } from '#core/kernel/clock.ts';
import { systemCode } from '#core/kernel/errors.ts';
import { renameWithRetry, syncFolder } from '#core/kernel/files.ts';
import { checkOutputFile } from '#core/kernel/output-file.ts';
import { isInside } from '#core/kernel/safe-paths.ts';
import type { WorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { blobStagingFolder } from './blobs.ts';
import {
  archiveFolders,
  archiveFormat,
  databaseEntry,
  manifestEntry,
  type Manifest,
} from './archive-format.ts';
import type { Connection } from './database.ts';
import { schemaVersion } from './migrations/index.ts';
import { storeError } from './store-errors.ts';

export interface ExportOptions {
  /** Absolute path of the `.stile` file to write. */
  file: string;
  overwrite: boolean;
  clock: Clock;
}

/**
 * Writes the live workspace to one `.stile` file (a zip): a consistent copy of the database and every file. The file
 * appears under its name when it is whole.
 * @throws INVALID_ARGUMENT, ALREADY_EXISTS, DISK_FULL
 */
export async function exportWorkspace(
  workspace: { connection: Connection; paths: WorkspacePaths },
  options: ExportOptions,
): Promise<{ file: string; bytes: number; files: number }> {
  const { paths, connection } = workspace;
  checkOutputFile(options, paths.root, 'export with --force');
  const [copy, unfinished] = [`${options.file}.db.tmp`, `${options.file}.tmp`];
  try {
    rmSync(copy, { force: true });
    await connection.copyTo(copy);
    const files = await writeZip(unfinished, copy, paths, options.clock);
    await renameWithRetry(unfinished, options.file);
    syncFolder(dirname(options.file));
    return { file: options.file, bytes: statSync(options.file).size, files: files + 1 };
  } catch (error) {
    throw storeError(error, dirname(options.file));
  } finally {
    rmSync(copy, { force: true });
    rmSync(unfinished, { force: true });
  }
}

/** All files of the workspace beside the database, relative, with forward slashes. */
async function listFiles(paths: WorkspacePaths): Promise<string[]> {
  const files: string[] = [];
  const unfinished = [paths.incoming, blobStagingFolder(paths)];
  for (const folder of archiveFolders) {
    const entries = await readdir(join(paths.root, folder), { recursive: true, withFileTypes: true }).catch(
      () => [],
    );
    for (const entry of entries) {
      const full = join(entry.parentPath, entry.name);
      if (entry.isFile() && !unfinished.some((folder) => isInside(folder, full)))
        files.push(relative(paths.root, full).split(sep).join('/'));
    }
  }
  return files.sort();
}

async function writeZip(
  target: string,
  databaseCopy: string,
  paths: WorkspacePaths,
  clock: Clock,
): Promise<number> {
  const zip = new ZipFile();
  const written = pipeline(zip.outputStream, createWriteStream(target));
  // Handled where it is awaited: the files are added while it runs.
  written.catch(() => undefined);
  const manifest: Manifest = { format: archiveFormat, schemaVersion, exportedAt: clock.now() };
  zip.addBuffer(Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), manifestEntry);
  let count = 0;
  await addFile(zip, databaseCopy, databaseEntry, written);
  for (const file of await listFiles(paths)) {
    if (await addFile(zip, join(paths.root, file), file, written)) count++;
  }
  zip.end();
  await written;
  await syncFile(target);
  return count;
}

/**
 * Adds one file and waits until it was read, so that few are open at a time. The workspace is in use: a file that was
 * deleted since it was listed is left out, and one that is replaced is read in its old form.
 * @returns whether it was there
 */
async function addFile(zip: ZipFile, path: string, name: string, written: Promise<void>): Promise<boolean> {
  const stream = await openToRead(path);
  if (stream === null) return false;
  try {
    const isRead = finished(stream, { writable: false });
    zip.addReadStream(stream, name, { mtime: statSync(path, { throwIfNoEntry: false })?.mtime });
    await Promise.race([isRead, written]);
  } finally {
    stream.destroy();
  }
  return true;
}

async function openToRead(path: string): Promise<Readable | null> {
  try {
    const handle = await open(path, 'r');
    return handle.createReadStream();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
