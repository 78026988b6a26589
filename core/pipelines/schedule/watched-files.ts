import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { recordTrigger } from '#core/store/trigger-events.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { join } from 'node:path';
import { hashFile, readStamps, type FileStamp } from './file-stamps.ts';

/** What one look at a path found. */
export interface Look {
  stamps: FileStamp[];
  /** Whether a fact was written. */
  hasFired: boolean;
  /** Something is still being written: look again soon. */
  isMoving: boolean;
}

interface FileRow {
  file: string;
  modified_at: number;
  size: number;
  hash: string;
}

interface Change extends FileStamp {
  hash: string;
  kind: 'appeared' | 'changed' | 'touched';
}

/**
 * Compares a path with what is remembered of it, and writes the facts of files that appeared or changed together with
 * what to remember: a restart neither misses nor repeats one. What is there at the first look is only remembered, and read
 * at the next one. A file whose time or size moved since the look before is left for the next; one with the same content
 * has not changed.
 * @param path as triggers name it; @param before the stamps of the look before, null when there was none
 */
export async function lookAtPath(
  ctx: EngineContext,
  place: { path: string; absolute: string; before: readonly FileStamp[] | null; signal: AbortSignal },
): Promise<Look> {
  const { path, absolute, before, signal } = place;
  const stamps = await readStamps(absolute);
  const known = readKnown(ctx.db, path);
  if (!known.has(firstLook)) {
    const seen = stamps.map((stamp): Change => ({ ...stamp, hash: '', kind: 'touched' }));
    await ctx.write((tx) => remember(tx, { path, changes: seen, gone: [] }));
    return { stamps, hasFired: false, isMoving: stamps.length > 0 };
  }
  const suspects = stamps.filter((stamp) => !isSame(stamp, known.get(stamp.file)));
  const seen = new Map(before?.map((stamp) => [stamp.file, stamp]));
  const still = suspects.filter((stamp) => isEqual(stamp, seen.get(stamp.file)));
  const changes = await readChanges(absolute, still, known, signal);
  const here = new Set([firstLook, ...stamps.map(({ file }) => file)]);
  const gone = [...known.keys()].filter((file) => !here.has(file));
  const isMoving = still.length < suspects.length;
  if (signal.aborted || (changes.length === 0 && gone.length === 0))
    return { stamps, hasFired: false, isMoving };
  const fired = await ctx.write((tx) => remember(tx, { path, changes, gone }));
  return { stamps, hasFired: fired > 0, isMoving };
}

/** Forgets paths that no trigger names any more. */
export async function forgetOthers(ctx: EngineContext, paths: readonly string[]): Promise<void> {
  const known = ctx.db.all<{ path: string }>('SELECT DISTINCT path FROM watched_files');
  const others = known.filter(({ path }) => !paths.includes(path));
  if (others.length === 0) return;
  await ctx.write((tx) => {
    for (const { path } of others) tx.db.run('DELETE FROM watched_files WHERE path = ?', path);
    tx.unchanged();
  });
}

/** Stands in the place of a file for the look itself. */
const firstLook = '';

function readKnown(db: ReadableDb, path: string): Map<string, FileRow> {
  const rows = db.all<FileRow>(
    'SELECT file, modified_at, size, hash FROM watched_files WHERE path = ?',
    path,
  );
  return new Map(rows.map((row) => [row.file, row]));
}

function isSame({ modifiedAt, size }: FileStamp, row: FileRow | undefined): boolean {
  return row?.modified_at === modifiedAt && row.size === size && row.hash !== '';
}

function isEqual({ modifiedAt, size }: FileStamp, old: FileStamp | undefined): boolean {
  return old?.modifiedAt === modifiedAt && old.size === size;
}

async function readChanges(
  absolute: string,
  stamps: readonly FileStamp[],
  known: ReadonlyMap<string, FileRow>,
  signal: AbortSignal,
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const stamp of stamps) {
    const hash = await hashFile(join(absolute, stamp.file), signal);
    if (hash === null) continue;
    const row = known.get(stamp.file);
    changes.push({ ...stamp, hash, kind: judge(stamp, hash, row) });
  }
  return changes;
}

/** A file that was seen and not read yet has changed when its stamp has. */
function judge({ modifiedAt, size }: FileStamp, hash: string, row: FileRow | undefined): Change['kind'] {
  if (row === undefined) return 'appeared';
  const isUnread = row.hash === '' && row.modified_at === modifiedAt && row.size === size;
  return isUnread || row.hash === hash ? 'touched' : 'changed';
}

/** @returns how many facts were written */
function remember(
  tx: WriteTx,
  { path, changes, gone }: { path: string; changes: readonly Change[]; gone: readonly string[] },
): number {
  tx.unchanged();
  keep(tx, path, { file: firstLook, modifiedAt: 0, size: 0, hash: '' });
  for (const file of gone) tx.db.run('DELETE FROM watched_files WHERE path = ? AND file = ?', path, file);
  for (const change of changes) keep(tx, path, change);
  const news = changes.filter(({ kind }) => kind !== 'touched');
  for (const { file, kind, hash, size } of news) {
    const name = file === '.' ? path : `${path}/${file}`;
    const payload = {
      text: `file ${name} ${kind}`,
      path,
      file: name,
      change: kind,
      sha256: hash,
      bytes: size,
    };
    recordTrigger(tx, { kind: 'file', keys: [path], payload });
  }
  return news.length;
}

function keep(tx: WriteTx, path: string, { file, modifiedAt, size, hash }: Omit<Change, 'kind'>): void {
  tx.db.run(
    `INSERT INTO watched_files (path, file, modified_at, size, hash) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (path, file) DO UPDATE SET modified_at = excluded.modified_at, size = excluded.size, hash = excluded.hash`,
    path,
    file,
    modifiedAt,
    size,
    hash,
  );
}
