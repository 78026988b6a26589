import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import type { Clock } from '#core/kernel/clock.ts';
import { StileError } from '#core/kernel/errors.ts';
import type { Connection } from './database.ts';
import type { Migration } from './migrations/migration.ts';

/** The schema version of a database file: 0 when it is new. */
export function readSchemaVersion(connection: Connection): number {
  return Number(connection.pragma('user_version'));
}

/**
 * The schema version straight from the file's header (offset 60, big-endian), so that a newer workspace is refused
 * without SQLite touching a byte. 0 when there is no such file or it is too short; a damaged one is found later.
 * Source: "Database File Format", sqlite.org, section 1.3.
 */
export function readHeaderVersion(file: string): number {
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

/**
 * Refuses a database that a newer Stile has written: older code could damage what it does not know.
 * @throws WORKSPACE_NEWER with both versions
 */
export function refuseNewer(found: number, supported: number, path: string): void {
  if (found <= supported) return;
  throw new StileError(
    'WORKSPACE_NEWER',
    `The workspace ${path} was written by a newer Stile (its schema is ${found}, this Stile knows ${supported}). Update Stile, or open another workspace.`,
    { path, found, supported },
  );
}

/**
 * Brings the schema up to date, each step in a transaction of its own: after a crash the next start goes on with the
 * step that is missing.
 */
export function migrate(connection: Connection, steps: readonly Migration[], clock: Clock): void {
  connection.exec(`CREATE TABLE IF NOT EXISTS schema_migrations (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  applied_at INTEGER NOT NULL
) STRICT`);
  const done = readSchemaVersion(connection);
  for (const step of steps.filter(({ id }) => id > done)) applyStep(connection, step, clock);
  // Into the file itself: an older Stile reads the version there before it lets SQLite touch anything.
  connection.pragma('wal_checkpoint(TRUNCATE)');
}

function applyStep(connection: Connection, step: Migration, clock: Clock): void {
  connection.exec('BEGIN IMMEDIATE');
  try {
    connection.run(
      'INSERT INTO schema_migrations (id, name, applied_at) VALUES (?, ?, ?)',
      step.id,
      step.name,
      clock.now(),
    );
    connection.exec(step.sql);
    connection.exec(`PRAGMA user_version = ${step.id}`);
    connection.exec('COMMIT');
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}

/** The schema as SQL, one statement per object, in a stable order: what `schema.sql` holds. */
export function dumpSchema(connection: Connection): string {
  const rows = connection.all<{ sql: string }>(
    `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
     ORDER BY tbl_name, type DESC, name`,
  );
  return `${rows.map(({ sql }) => `${sql};`).join('\n\n')}\n`;
}
