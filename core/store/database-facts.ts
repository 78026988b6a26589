import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Connection } from './database.ts';

/** Figures of a database; nothing of what is in its rows. */
export interface DatabaseFacts {
  sqlite: string;
  pragmas: Record<string, unknown>;
  /** Rows by table; `>n` for one that is too large to count while others wait. */
  rows: Record<string, number | string>;
}

const pragmas = [
  ...['user_version', 'page_size', 'page_count', 'freelist_count', 'journal_mode', 'synchronous', 'auto_vacuum'],
  ...['foreign_keys', 'cache_size', 'mmap_size', 'wal_autocheckpoint', 'busy_timeout', 'encoding', 'application_id'],
]; // prettier-ignore

/** Counting this many rows takes a quarter of a second. */
const countedRows = 2_000_000;

/** Reads them table by table, with other work in between. */
export async function readDatabaseFacts(connection: Connection, limit = countedRows): Promise<DatabaseFacts> {
  const tables = connection.all<{ name: string }>(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`,
  );
  const rows: DatabaseFacts['rows'] = {};
  for (const { name } of tables) {
    await nextTurn();
    rows[name] = countRows(connection, name, limit);
  }
  return {
    sqlite: connection.get<{ version: string }>('SELECT sqlite_version() AS version')?.version ?? '',
    pragmas: Object.fromEntries(pragmas.map((name) => [name, connection.pragma(name)])),
    rows,
  };
}

function countRows(connection: Connection, table: string, limit: number): number | string {
  const sql = `SELECT count(*) AS n FROM (SELECT 1 FROM "${table}" LIMIT ${limit + 1})`;
  const counted = connection.get<{ n: number }>(sql)?.n ?? 0;
  return counted > limit ? `>${limit}` : counted;
}
