import { existsSync, realpathSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { WorkspaceWarning } from '#contract/entities.ts';
import type { Clock } from '#core/kernel/clock.ts';
import { hasCode, systemCode } from '#core/kernel/errors.ts';
import { makeFolders } from '#core/kernel/files.ts';
import { findFolderHazard, type Environment, type Platform } from '#core/kernel/folder-hazards.ts';
import type { Logger } from '#core/kernel/logger.ts';
import {
  buildWorkspacePaths,
  projectWorkspaceName,
  type WorkspacePaths,
} from '#core/kernel/workspace-paths.ts';
import { dropUnfinishedBackups, findGoodBackup, makeBackup } from './backups.ts';
import { openConnection, type Connection } from './database.ts';
import { readMounts } from './inspect-folder.ts';
import { migrate, readHeaderVersion, readSchemaVersion, refuseNewer } from './migrate.ts';
import { migrations, schemaVersion } from './migrations/index.ts';
import { dropUnfinishedRestore } from './restore.ts';
import { damaged, notAFolder, notWritable, storeError } from './store-errors.ts';
import { dropUnfinishedEngineFiles, lockWorkspace, type WorkspaceLock } from './workspace-lock.ts';

/** A workspace that this process has locked and opened. */
export interface OpenWorkspace {
  paths: WorkspacePaths;
  connection: Connection;
  /** True when the database is damaged: reads work as far as they can, writes are refused. */
  readOnly: boolean;
  /** The user's source folder, when the workspace is its `.stile` folder. */
  project: string | null;
  warnings: WorkspaceWarning[];
  /** The engine before this one did not close the workspace: it was killed, or the machine lost its power. */
  wasKilled: boolean;
  /** Closes the database and lets other engines in. A second call does nothing. */
  close(): void;
  /** Closes the database alone: `lock` keeps other engines out until it is released. */
  closeDatabase(): void;
  lock: WorkspaceLock;
}

export interface OpenWorkspaceOptions {
  folder: string;
  clock: Clock;
  logger: Logger;
  platform: Platform;
  env: Environment;
  /** A lock on the folder that the caller holds: this workspace's once it is open, still the caller's when it throws. */
  lock?: WorkspaceLock | undefined;
}

/**
 * Opens a workspace, making it when it is not there. Nothing in the folder changes when this throws.
 * @throws WORKSPACE_IN_USE, WORKSPACE_NEWER, WORKSPACE_NOT_WRITABLE, WORKSPACE_NOT_A_FOLDER, WORKSPACE_DAMAGED,
 *   DISK_FULL
 */
export async function openWorkspace(options: OpenWorkspaceOptions): Promise<OpenWorkspace> {
  const paths = buildWorkspacePaths(options.folder);
  const isNew = !existsSync(paths.root);
  makeFolder(paths.root);
  for (const folder of innerFolders(paths)) refuseFile(folder);
  const lock = lockUnlessNewer(paths, options.lock);
  // Whoever closes a workspace removes this file, and nobody else has it open now.
  const wasKilled = options.lock === undefined && existsSync(paths.engineFile);
  let connection: Connection | null = null;
  try {
    const opened = await openDatabase(paths, options);
    ({ connection } = opened);
    if (opened.problem === null) makeInnerFolders(paths);
    return {
      paths,
      connection,
      readOnly: opened.problem !== null,
      project: findProject(paths.root),
      wasKilled,
      warnings: [...findWarnings(paths.root, options), ...(opened.problem === null ? [] : [opened.problem])],
      close: () => {
        closeAll(paths, opened.connection, lock);
      },
      closeDatabase: () => {
        closeDatabase(paths, opened.connection);
      },
      lock,
    };
  } catch (error) {
    connection?.close();
    dropEmptyLog(paths);
    if (isNew) removeInside(paths);
    if (options.lock === undefined) lock.release();
    if (isNew) removeEmpty(paths);
    throw storeError(error, paths.root);
  }
}

function findProject(root: string): string | null {
  return basename(root) === projectWorkspaceName ? dirname(root) : null;
}

function makeFolder(root: string): void {
  try {
    makeFolders(root);
  } catch (error) {
    throw folderError(error, root);
  }
  refuseFile(root);
}

function refuseFile(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found !== undefined && !found.isDirectory()) throw notAFolder(path);
}

function folderError(error: unknown, root: string): unknown {
  const code = systemCode(error);
  if (code === 'EEXIST' || code === 'ENOTDIR') return notAFolder(root);
  // Where the system keeps facts of its own, such as /proc, no folder can be made.
  return code === 'ENOENT' ? notWritable(root, error) : storeError(error, root);
}

function closeAll(paths: WorkspacePaths, connection: Connection, lock: WorkspaceLock): void {
  try {
    closeDatabase(paths, connection);
  } finally {
    lock.release();
  }
}

function closeDatabase(paths: WorkspacePaths, connection: Connection): void {
  connection.close();
  dropEmptyLog(paths);
}

/** A connection for reading, and one that found no room, leave an empty write-ahead log behind. Call it while holding the lock. */
function dropEmptyLog(paths: WorkspacePaths): void {
  if (statSync(`${paths.database}-wal`, { throwIfNoEntry: false })?.size !== 0) return;
  for (const suffix of ['-wal', '-shm']) rmSync(paths.database + suffix, { force: true });
}

/**
 * A lock file that is there is taken first: to open and close the database of an engine in this very process would
 * end its locks (POSIX ties them to the process). Where there is none, a newer workspace is refused before one is made.
 * Source: "How To Corrupt An SQLite Database File", sqlite.org, section 2.2.
 */
function lockUnlessNewer(paths: WorkspacePaths, held: WorkspaceLock | undefined): WorkspaceLock {
  const taken = held === undefined && existsSync(paths.lock) ? takeLock(paths) : undefined;
  try {
    refuseNewer(readHeaderVersion(paths.database), schemaVersion, paths.root);
  } catch (error) {
    taken?.release();
    throw storeError(error, paths.root);
  }
  return held ?? taken ?? takeLock(paths);
}

function takeLock(paths: WorkspacePaths): WorkspaceLock {
  try {
    return lockWorkspace(paths);
  } catch (error) {
    throw storeError(error, paths.root);
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
  const isFound = error instanceof DamageFound || hasCode(error, 'WORKSPACE_DAMAGED');
  return isFound || code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB';
}

/** Opens for reading what is left. @throws WORKSPACE_DAMAGED when not even the schema can be read */
function openDamaged(paths: WorkspacePaths, options: OpenWorkspaceOptions, cause: unknown): OpenedDatabase {
  const backup = findGoodBackup(paths)?.file ?? null;
  const error = damaged(paths.root, hasCode(cause, 'WORKSPACE_DAMAGED') ? cause.data.problem : cause, backup);
  let connection: Connection | null = null;
  try {
    connection = openConnection({ ...options, file: paths.database, readOnly: true });
    connection.get('SELECT count(*) FROM experiments');
  } catch {
    connection?.close();
    dropEmptyLog(paths);
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
  if (found === 0) dateDefaultExperiment(connection, options.clock.now());
}

/** The migration that makes experiment 0 knows no clock. */
function dateDefaultExperiment(connection: Connection, now: number): void {
  connection.run('UPDATE experiments SET created_at = ?, updated_at = ? WHERE id = 0', now, now);
}

/** A database that could not be made (a full disk) leaves no half behind. */
function removeUnfinished(paths: WorkspacePaths): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(paths.database + suffix, { force: true });
}

/** What a failed start has made in a folder that was not there before, while the lock still keeps others out. */
function removeInside(paths: WorkspacePaths): void {
  removeUnfinished(paths);
  for (const folder of innerFolders(paths)) rmSync(folder, { recursive: true, force: true });
}

function removeEmpty(paths: WorkspacePaths): void {
  try {
    rmSync(paths.lock, { force: true });
    rmdirSync(paths.root);
  } catch {
    // Something of another program is in it by now: it stays.
  }
}

function innerFolders(paths: WorkspacePaths): string[] {
  return [paths.artifacts, paths.datasets, paths.pipelines, paths.logs, paths.backups];
}

function makeInnerFolders(paths: WorkspacePaths): void {
  for (const folder of innerFolders(paths)) makeFolders(folder);
  rmSync(paths.incoming, { recursive: true, force: true });
  dropUnfinishedBackups(paths);
  dropUnfinishedRestore(paths);
  dropUnfinishedEngineFiles(paths);
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
