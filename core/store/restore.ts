import { copyFileSync, existsSync, linkSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { timeToFileName } from '#core/kernel/clock.ts';
import { StileError } from '#core/kernel/errors.ts';
import { renameWithRetry, syncFolder } from '#core/kernel/files.ts';
import type { WorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { isWhole } from './backups.ts';
import { noBackup } from './check-database.ts';
import { storeError } from './store-errors.ts';

/**
 * Puts a backup in the place of the database; the old file is kept beside as `stile.db.replaced-<time>`. Call it only
 * while holding the workspace's lock and with no connection open. When this throws, the database is what it was.
 * @throws NOT_FOUND; ARCHIVE_INVALID when the backup itself is damaged; DISK_FULL, WORKSPACE_NOT_WRITABLE
 */
export async function restoreBackup(
  paths: WorkspacePaths,
  file: string,
  now: number,
): Promise<{ replaced: string }> {
  if (!existsSync(file)) throw noBackup(file);
  if (!isWhole(file)) throw damagedBackup(file);
  try {
    const incoming = await copyBeside(paths, file);
    endLog(paths.database);
    const replaced = freeName(`${paths.database}.replaced-${timeToFileName(now)}`);
    keepOther(paths.database, replaced);
    await exchange(paths.database, incoming, replaced);
    syncFolder(paths.root);
    return { replaced };
  } catch (error) {
    throw storeError(error, paths.root);
  } finally {
    dropUnfinishedRestore(paths);
  }
}

/** Removes what a killed restore has left of its copy. Call it while holding the workspace's lock. */
export function dropUnfinishedRestore(paths: WorkspacePaths): void {
  const name = `${basename(paths.database)}.incoming`;
  for (const found of readdirSync(paths.root)) {
    if (found.startsWith(name)) rmSync(join(paths.root, found), { force: true });
  }
}

async function copyBeside(paths: WorkspacePaths, file: string): Promise<string> {
  const incoming = `${paths.database}.incoming`;
  dropUnfinishedRestore(paths);
  const source = new Database(file, { readonly: true });
  try {
    await source.backup(incoming);
  } finally {
    source.close();
  }
  return incoming;
}

/**
 * Writes the log that a killed engine has left into the database itself: while a log is moved away, a restore that is
 * killed would leave the database without what it had acknowledged.
 */
function endLog(database: string): void {
  if (!existsSync(`${database}-wal`) || !existsSync(database)) return;
  try {
    const db = new Database(database);
    try {
      db.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      db.close();
    }
  } catch {
    // A damaged database is what one restores for: its log goes aside with it.
    return;
  }
}

/** Two restores in one second keep both databases. */
function freeName(name: string): string {
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : `${name}-${n}`;
    if (!existsSync(candidate)) return candidate;
  }
}

async function exchange(database: string, incoming: string, replaced: string): Promise<void> {
  const logs = ['-wal', '-shm'].filter((suffix) => existsSync(database + suffix));
  try {
    // Out of the way before the new file comes: SQLite would play the old log into it.
    for (const suffix of logs) await renameWithRetry(database + suffix, replaced + suffix);
    // In one step, so that at no moment a start finds no database and makes an empty one.
    await renameWithRetry(incoming, database);
  } catch (error) {
    for (const suffix of logs) {
      if (existsSync(replaced + suffix)) await renameWithRetry(replaced + suffix, database + suffix);
    }
    rmSync(replaced, { force: true });
    throw error;
  }
}

/** Gives a file a second name; where the disk knows no links, a copy. A missing file is fine. */
function keepOther(file: string, name: string): void {
  if (!existsSync(file)) return;
  try {
    linkSync(file, name);
  } catch {
    copyFileSync(file, name);
  }
}

export function damagedBackup(file: string): StileError {
  const reason = 'SQLite does not find it whole';
  return new StileError(
    'ARCHIVE_INVALID',
    `The backup ${file} cannot be used: ${reason}. Choose another one.`,
    {
      path: file,
      reason,
    },
  );
}
