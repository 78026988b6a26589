import type { ReadableDb, WritableDb } from '#core/store/database.ts';

/** The id of a metric, param or tag name, when it was ever used. */
export function findKeyId(db: ReadableDb, name: string): number | null {
  return db.get<{ id: number }>('SELECT id FROM keys WHERE name = ?', name)?.id ?? null;
}

/** The id of a name, given to it now when it is new. */
export function makeKeyId(db: WritableDb, name: string): number {
  return findKeyId(db, name) ?? db.run('INSERT INTO keys (name) VALUES (?)', name).lastId;
}
