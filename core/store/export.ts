import { createWriteStream, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Clock } from '#core/kernel/clock.ts';
import { invalidArgument, StileError } from '#core/kernel/errors.ts';
import { renameWithRetry } from '#core/kernel/files.ts';
import { isInside } from '#core/kernel/safe-paths.ts';
import type { WorkspacePaths } from '#core/kernel/workspace-paths.ts';
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
  checkTarget(options, paths);
  const [copy, unfinished] = [`${options.file}.db.tmp`, `${options.file}.tmp`];
  try {
    mkdirSync(dirname(options.file), { recursive: true });
    rmSync(copy, { force: true });
    await connection.copyTo(copy);
    const files = await listFiles(paths);
    await writeZip(unfinished, copy, paths, files, options.clock);
    await renameWithRetry(unfinished, options.file);
    return { file: options.file, bytes: statSync(options.file).size, files: files.length + 1 };
  } catch (error) {
    throw storeError(error, dirname(options.file));
  } finally {
    rmSync(copy, { force: true });
    rmSync(unfinished, { force: true });
  }
}

function checkTarget(options: ExportOptions, paths: WorkspacePaths): void {
  const { file, overwrite } = options;
  if (!isAbsolute(file)) {
    throw invalidArgument(
      'file',
      file,
      'the engine needs an absolute path',
      'Start it with / or a drive letter.',
    );
  }
  if (archiveFolders.some((folder) => isInside(join(paths.root, folder), file))) {
    throw invalidArgument(
      'file',
      file,
      'it lies among the files that are exported',
      'Write it to another folder.',
    );
  }
  if (existsSync(file) && !overwrite) {
    throw new StileError(
      'ALREADY_EXISTS',
      `${file} exists already. Choose another name, or export with --force.`,
      {
        kind: 'file',
        name: file,
        id: file,
        lifecycle: 'active',
      },
    );
  }
}

/** All files of the workspace beside the database, relative, with forward slashes. */
async function listFiles(paths: WorkspacePaths): Promise<string[]> {
  const files: string[] = [];
  for (const folder of archiveFolders) {
    const entries = await readdir(join(paths.root, folder), { recursive: true, withFileTypes: true }).catch(
      () => [],
    );
    for (const entry of entries) {
      const full = join(entry.parentPath, entry.name);
      if (entry.isFile() && !isInside(paths.incoming, full))
        files.push(relative(paths.root, full).split(sep).join('/'));
    }
  }
  return files.sort();
}

async function writeZip(
  target: string,
  databaseCopy: string,
  paths: WorkspacePaths,
  files: readonly string[],
  clock: Clock,
): Promise<void> {
  const zip = new ZipFile();
  const written = pipeline(zip.outputStream, createWriteStream(target));
  const manifest: Manifest = { format: archiveFormat, schemaVersion, exportedAt: clock.now() };
  zip.addBuffer(Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), manifestEntry);
  zip.addFile(databaseCopy, databaseEntry);
  for (const file of files) if (existsSync(join(paths.root, file))) zip.addFile(join(paths.root, file), file);
  zip.on('error', (error: Error) => {
    (zip.outputStream as NodeJS.ReadableStream & { destroy(error: Error): void }).destroy(error);
  });
  zip.end();
  await written;
  await syncFile(target);
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
