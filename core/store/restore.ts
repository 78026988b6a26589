import { copyFileSync, existsSync, linkSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { timeToFileName } from '#core/kernel/clock.ts';
import { StileError } from '#core/kernel/errors.ts';
import { renameWithRetry, syncFolder } from '#core/kernel/files.ts';
import type { WorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { isWhole } from './backups.ts';
import { noBackup } from './check-database.ts';

/**
 * Puts a backup in the place of the database; the old file is kept beside as `stile.db.replaced-<time>`. Call it only
 * while holding the workspace's lock and with no connection open.
 * @throws ARCHIVE_INVALID when the backup itself is damaged
 */
export async function restoreBackup(
  paths: WorkspacePaths,
  file: string,
  now: number,
): Promise<{ replaced: string }> {
  if (!existsSync(file)) throw noBackup(file);
  if (!isWhole(file)) throw damagedBackup(file);
  const incoming = `${paths.database}.incoming`;
  const source = new Database(file, { readonly: true });
  try {
    rmSync(incoming, { force: true });
    await source.backup(incoming);
  } finally {
    source.close();
  }
  const replaced = `${paths.database}.replaced-${timeToFileName(now)}`;
  keepOther(paths.database, replaced);
  // Out of the way before the new file comes: SQLite would play the old log into it.
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(paths.database + suffix))
      await renameWithRetry(paths.database + suffix, replaced + suffix);
  }
  // In one step, so that at no moment a start finds no database and makes an empty one.
  await renameWithRetry(incoming, paths.database);
  syncFolder(dirname(paths.database));
  return { replaced };
}

/** Gives a file a second name; where the disk knows no links, a copy. A missing file is fine. */
function keepOther(file: string, name: string): void {
  if (!existsSync(file)) return;
  rmSync(name, { force: true });
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
