import { copyFileSync, existsSync, linkSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { BackupEntry } from '#contract/entities.ts';
import { timeToFileName } from '#core/kernel/clock.ts';
import { errorText, StileError } from '#core/kernel/errors.ts';
import { makeFolders, renameWithRetry, syncFolder } from '#core/kernel/files.ts';
import type { WorkspacePaths } from '#core/kernel/workspace-paths.ts';
import type { Connection } from './database.ts';
import { storeError } from './store-errors.ts';

export type BackupReason = BackupEntry['reason'];

const keptPerReason = 7;
const filePattern = /^stile-(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2})-(daily|migration|manual)\.db$/;

/**
 * Copies the live database to `backups/` page by page, letting other work in between. The copy appears under its name
 * when it was checked: a copy of a damaged database would push the good ones out. The oldest of the same reason go,
 * seven stay.
 * @throws WORKSPACE_DAMAGED, and keeps all backups, when the copy is not whole; DISK_FULL, WORKSPACE_NOT_WRITABLE
 */
export async function makeBackup(
  connection: Connection,
  paths: WorkspacePaths,
  reason: BackupReason,
  now: number,
): Promise<BackupEntry> {
  makeFolders(paths.backups);
  const file = join(paths.backups, `stile-${timeToFileName(now)}-${reason}.db`);
  const unfinished = `${file}.tmp`;
  rmSync(unfinished, { force: true });
  try {
    await connection.copyTo(unfinished);
    const problem = await findDamage(unfinished);
    if (problem !== null) throw damagedAtBackup(paths, problem);
    await renameWithRetry(unfinished, file);
    syncFolder(paths.backups);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw storeError(error, paths.backups);
  }
  dropOldBackups(paths, reason);
  return { file, createdAt: now, bytes: statSync(file).size, reason };
}

/** The backups of a workspace, newest first. */
export function listBackups(paths: WorkspacePaths): BackupEntry[] {
  if (!existsSync(paths.backups)) return [];
  return readdirSync(paths.backups)
    .flatMap((name) => {
      const entry = fileToEntry(join(paths.backups, name), name);
      return entry === null ? [] : [entry];
    })
    .sort((a, b) => b.createdAt - a.createdAt || b.file.localeCompare(a.file));
}

/** The newest backup that SQLite finds whole; null when there is none. */
export function findGoodBackup(paths: WorkspacePaths): BackupEntry | null {
  return listBackups(paths).find(({ file }) => isWhole(file)) ?? null;
}

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
  if (!existsSync(file)) {
    throw new StileError(
      'NOT_FOUND',
      `There is no backup ${file}. \`stile backup list\` shows those that exist.`,
      {
        kind: 'backup',
        id: file,
      },
    );
  }
  if (!isWhole(file)) {
    const reason = 'SQLite does not find it whole';
    throw new StileError(
      'ARCHIVE_INVALID',
      `The backup ${file} cannot be used: ${reason}. Choose another one.`,
      {
        path: file,
        reason,
      },
    );
  }
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

/** Removes what a killed engine has left of a copy it was making. Call it while holding the workspace's lock. */
export function dropUnfinishedBackups(paths: WorkspacePaths): void {
  for (const name of readdirSync(paths.backups)) {
    if (/\.db\.tmp(-journal|-wal|-shm)?$/.test(name)) rmSync(join(paths.backups, name), { force: true });
  }
}

function fileToEntry(file: string, name: string): BackupEntry | null {
  const match = filePattern.exec(name);
  const [, time, reason] = match ?? [];
  if (time === undefined || reason === undefined) return null;
  const [day = '', clock = ''] = time.split('T');
  const createdAt = Date.parse(`${day}T${clock.replaceAll('-', ':')}Z`);
  if (Number.isNaN(createdAt)) return null;
  return { file, createdAt, bytes: statSync(file).size, reason: reason as BackupReason };
}

function dropOldBackups(paths: WorkspacePaths, reason: BackupReason): void {
  const same = listBackups(paths).filter((entry) => entry.reason === reason);
  for (const { file } of same.slice(keptPerReason)) rmSync(file, { force: true });
}

/** True when the file is a database of Stile's and SQLite finds every page in order. */
export function isWhole(file: string): boolean {
  try {
    const db = new Database(file, { readonly: true });
    try {
      // To SQLite an empty file is a whole database.
      const hasSchema = Number(db.pragma('user_version', { simple: true })) > 0;
      return hasSchema && db.pragma('quick_check(1)', { simple: true }) === 'ok';
    } finally {
      db.close();
    }
  } catch {
    return false;
  }
}

/** What SQLite finds wrong with a copy, table by table with other work in between; null when nothing is. */
async function findDamage(file: string): Promise<string | null> {
  const db = new Database(file, { readonly: true });
  try {
    const tables = db
      .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
      .pluck()
      .all();
    for (const table of tables) {
      await nextTurn();
      const verdict = String(db.pragma(`quick_check("${table}")`, { simple: true }));
      // The first line only names the database, and one finding is enough.
      if (verdict !== 'ok') return verdict.split('\n').slice(0, 2).join(' ');
    }
    return null;
  } catch (error) {
    return errorText(error);
  } finally {
    db.close();
  }
}

function damagedAtBackup(paths: WorkspacePaths, problem: string): StileError {
  const backup = findGoodBackup(paths)?.file ?? null;
  const remedy =
    backup === null
      ? 'There is no good backup: export what can be read.'
      : `The newest good backup is ${backup}: stop Stile and restore it.`;
  return new StileError(
    'WORKSPACE_DAMAGED',
    `No backup was made, because the database of ${paths.root} is damaged (${problem}). ${remedy}`,
    { path: paths.root, problem, backup },
  );
}
