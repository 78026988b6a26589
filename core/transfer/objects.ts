import type { ReadableDb } from '#core/store/database.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { WriteTx } from '#core/store/write-queue.ts';

export type ObjectKind = 'experiment' | 'run' | 'logged_model' | 'model' | 'version';

/** What was brought before: `fingerprint` is empty while it is not whole yet. */
export interface BroughtObject {
  ours: string;
  fingerprint: string;
}

/** The number of the other side, made at the first time. */
export function openSide(ctx: EngineContext, direction: 'import' | 'push', address: string): Promise<number> {
  return ctx.write((tx) => {
    tx.unchanged();
    tx.db.run('INSERT OR IGNORE INTO transfer_sides (direction, address) VALUES (?, ?)', direction, address);
    return findSide(tx.db, direction, address) ?? 0;
  });
}

export function findSide(db: ReadableDb, direction: 'import' | 'push', address: string): number | null {
  const sql = 'SELECT id FROM transfer_sides WHERE direction = ? AND address = ?';
  return db.get<{ id: number }>(sql, direction, address)?.id ?? null;
}

export function findObject(
  db: ReadableDb,
  sideId: number,
  kind: ObjectKind,
  theirs: string,
): BroughtObject | null {
  return (
    db.get<BroughtObject>(
      'SELECT ours, fingerprint FROM transfer_objects WHERE side_id = ? AND kind = ? AND theirs = ?',
      sideId,
      kind,
      theirs,
    ) ?? null
  );
}

/** The id on the other side of an object of this workspace. */
export function findTheirs(db: ReadableDb, sideId: number, kind: ObjectKind, ours: string): string | null {
  const sql = 'SELECT theirs FROM transfer_objects WHERE side_id = ? AND kind = ? AND ours = ?';
  return db.get<{ theirs: string }>(sql, sideId, kind, ours)?.theirs ?? null;
}

/** True when any import has made this object here, from whatever store. */
export function wasImported(db: ReadableDb, kind: ObjectKind, ours: string): boolean {
  const sql = `SELECT 1 FROM transfer_objects o JOIN transfer_sides s ON s.id = o.side_id
    WHERE s.direction = 'import' AND o.kind = ? AND o.ours = ?`;
  return db.get(sql, kind, ours) !== undefined;
}

/** Inside the write that brings it. */
export function rememberObject(
  tx: WriteTx,
  sideId: number,
  kind: ObjectKind,
  theirs: string,
  { ours, fingerprint }: BroughtObject,
): void {
  tx.db.run(
    `INSERT INTO transfer_objects (side_id, kind, theirs, ours, fingerprint) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (side_id, kind, theirs) DO UPDATE SET ours = excluded.ours, fingerprint = excluded.fingerprint`,
    sideId,
    kind,
    theirs,
    ours,
    fingerprint,
  );
}
