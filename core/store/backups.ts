import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
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
  return { file, createdAt: now, bytes: statSync(file).size, reason, lastActivityId: readLastActivity(file) };
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
  // One may be dropped while they are listed.
  const found = statSync(file, { throwIfNoEntry: false });
  if (Number.isNaN(createdAt) || found?.isFile() !== true) return null;
  return {
    file,
    createdAt,
    bytes: found.size,
    reason: reason as BackupReason,
    lastActivityId: readLastActivity(file),
  };
}

/** 0 where nothing was ever changed. */
function readLastActivity(file: string): number | null {
  try {
    const db = new Database(file, { readonly: true });
    try {
      return db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM activity').pluck().get() ?? null;
    } finally {
      db.close();
    }
  } catch {
    return null;
  }
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
      return isOfStile(db) && db.pragma('quick_check(1)', { simple: true }) === 'ok';
    } finally {
      db.close();
    }
  } catch {
    return false;
  }
}

/** What SQLite finds wrong with a copy, table by table with other work in between; null when nothing is. */
export async function findDamage(file: string): Promise<string | null> {
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { readonly: true });
    if (!isOfStile(db)) return 'it holds no workspace';
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
    db?.close();
  }
}

/** To SQLite an empty file is a whole database. */
function isOfStile(db: Database.Database): boolean {
  return Number(db.pragma('user_version', { simple: true })) > 0;
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
