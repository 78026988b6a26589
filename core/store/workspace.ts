import {
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  closeSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';
import type { WorkspaceWarning } from '#contract/entities.ts';
import type { Clock } from '#core/kernel/clock.ts';
import { StileError, systemCode } from '#core/kernel/errors.ts';
import { findFolderHazard, type Environment, type Platform } from '#core/kernel/folder-hazards.ts';
import type { Logger } from '#core/kernel/logger.ts';
import { buildWorkspacePaths, type WorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { findGoodBackup, makeBackup } from './backups.ts';
import { openConnection, type Connection } from './database.ts';
import { migrate, readSchemaVersion, refuseNewer } from './migrate.ts';
import { migrations, schemaVersion } from './migrations/index.ts';
import { damaged, storeError } from './store-errors.ts';
import { lockWorkspace, type WorkspaceLock } from './workspace-lock.ts';

/** A workspace that this process has locked and opened. */
export interface OpenWorkspace {
  paths: WorkspacePaths;
  connection: Connection;
  lock: WorkspaceLock;
  /** True when the database is damaged: reads work as far as they can, writes are refused. */
  readOnly: boolean;
  /** The user's source folder, when the workspace is its `.stile` folder. */
  project: string | null;
  warnings: WorkspaceWarning[];
}

export interface OpenWorkspaceOptions {
  folder: string;
  clock: Clock;
  logger: Logger;
  platform: Platform;
  env: Environment;
}

/**
 * Opens a workspace, making it when it is not there. Nothing in the folder changes when this throws.
 * @throws WORKSPACE_IN_USE, WORKSPACE_NEWER, WORKSPACE_NOT_WRITABLE, WORKSPACE_NOT_A_FOLDER, WORKSPACE_DAMAGED,
 *   DISK_FULL
 */
export async function openWorkspace(options: OpenWorkspaceOptions): Promise<OpenWorkspace> {
  const paths = buildWorkspacePaths(options.folder);
  makeFolder(paths.root);
  refuseNewer(readHeaderVersion(paths.database), schemaVersion, paths.root);
  const lock = takeLock(paths);
  try {
    const { connection, problem } = await openDatabase(paths, options);
    if (problem === null) makeInnerFolders(paths);
    return {
      paths,
      connection,
      lock,
      readOnly: problem !== null,
      project: findProject(paths.root),
      warnings: [...findWarnings(paths.root, options), ...(problem === null ? [] : [problem])],
    };
  } catch (error) {
    lock.release();
    throw storeError(error, paths.root);
  }
}

/** The workspace folder of a project folder. */
export const projectWorkspaceName = '.stile';

function findProject(root: string): string | null {
  return basename(root) === projectWorkspaceName ? dirname(root) : null;
}

function makeFolder(root: string): void {
  try {
    mkdirSync(root, { recursive: true });
  } catch (error) {
    throw folderError(error, root);
  }
  if (!statSync(root).isDirectory()) throw notAFolder(root);
}

function folderError(error: unknown, root: string): unknown {
  const code = systemCode(error);
  return code === 'EEXIST' || code === 'ENOTDIR' ? notAFolder(root) : storeError(error, root);
}

function notAFolder(path: string): StileError {
  return new StileError(
    'WORKSPACE_NOT_A_FOLDER',
    `${path} is a file, or lies below one. A workspace is a folder: choose another path with --workspace.`,
    { path },
  );
}

function takeLock(paths: WorkspacePaths): WorkspaceLock {
  try {
    return lockWorkspace(paths);
  } catch (error) {
    throw storeError(error, paths.root);
  }
}

/**
 * The schema version straight from the file's header (offset 60, big-endian), so that a newer workspace is refused
 * without SQLite touching a byte. 0 when there is no such file or it is too short; a damaged one is found later.
 * Source: "Database File Format", sqlite.org, section 1.3.
 */
function readHeaderVersion(file: string): number {
  if (!existsSync(file)) return 0;
  const header = Buffer.alloc(64);
  const handle = openSync(file, 'r');
  try {
    const isWholeHeader = readSync(handle, header, 0, 64, 0) === 64;
    return isWholeHeader && header.toString('latin1', 0, 15) === 'SQLite format 3'
      ? header.readUInt32BE(60)
      : 0;
  } finally {
    closeSync(handle);
  }
}

interface OpenedDatabase {
  connection: Connection;
  problem: WorkspaceWarning | null;
}

async function openDatabase(paths: WorkspacePaths, options: OpenWorkspaceOptions): Promise<OpenedDatabase> {
  const isNew = !existsSync(paths.database);
  try {
    const connection = openConnection({ ...options, file: paths.database, readOnly: false });
    try {
      if (!isNew) checkWhole(connection, paths);
      await bringUpToDate(connection, paths, options);
      return { connection, problem: null };
    } catch (error) {
      connection.close();
      throw error;
    }
  } catch (error) {
    if (isNew) removeUnfinished(paths);
    if (!isDamage(error)) throw error;
    return openDamaged(paths, options, error);
  }
}

/** A database up to this size is checked page by page at each start, about 10 ms; a larger one by its daily backup. */
const checkedBytes = 16_000_000;

class DamageFound extends Error {}

function checkWhole(connection: Connection, paths: WorkspacePaths): void {
  connection.get('SELECT count(*) FROM sqlite_schema');
  const { size } = statSync(paths.database);
  if (size > checkedBytes) return;
  const verdict = String(connection.pragma('quick_check(1)'));
  if (verdict !== 'ok') throw new DamageFound(verdict);
}

function isDamage(error: unknown): boolean {
  const code = systemCode(error);
  return error instanceof DamageFound || code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB';
}

/** Opens for reading what is left. @throws WORKSPACE_DAMAGED when not even the schema can be read */
function openDamaged(paths: WorkspacePaths, options: OpenWorkspaceOptions, cause: unknown): OpenedDatabase {
  const backup = findGoodBackup(paths)?.file ?? null;
  const error = damaged(paths.root, cause, backup);
  let connection: Connection | null = null;
  try {
    connection = openConnection({ ...options, file: paths.database, readOnly: true });
    connection.get('SELECT count(*) FROM experiments');
  } catch {
    connection?.close();
    throw error;
  }
  options.logger.error({ problem: error.message }, 'the database is damaged');
  return { connection, problem: { code: 'DAMAGED_READ_ONLY', detail: backup ?? '' } };
}

async function bringUpToDate(
  connection: Connection,
  paths: WorkspacePaths,
  options: OpenWorkspaceOptions,
): Promise<void> {
  const found = readSchemaVersion(connection);
  refuseNewer(found, schemaVersion, paths.root);
  if (found > 0 && found < schemaVersion)
    await makeBackup(connection, paths, 'migration', options.clock.now());
  if (found < schemaVersion) migrate(connection, migrations, options.clock);
}

/** A database that could not be made (a full disk) leaves no half behind. */
function removeUnfinished(paths: WorkspacePaths): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(paths.database + suffix, { force: true });
}

function makeInnerFolders(paths: WorkspacePaths): void {
  for (const folder of [paths.artifacts, paths.datasets, paths.pipelines, paths.logs, paths.backups]) {
    mkdirSync(folder, { recursive: true });
  }
  rmSync(paths.incoming, { recursive: true, force: true });
}

function findWarnings(root: string, options: OpenWorkspaceOptions): WorkspaceWarning[] {
  const hazard = findFolderHazard(
    options.platform,
    options.env,
    realpathSync(root),
    readMounts(options.platform),
  );
  return hazard === null ? [] : [hazard];
}

function readMounts(platform: Platform): string {
  try {
    return platform === 'linux' ? readFileSync('/proc/mounts', 'utf8') : '';
  } catch {
    return '';
  }
}
