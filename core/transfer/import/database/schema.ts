import type { Cell, ForeignFile } from '#core/store/foreign-file.ts';
import { toText } from '../cells.ts';
import { unreadable } from '../source-errors.ts';

/** The tables and columns that a database of MLflow has: each version of it has others. */
export interface Schema {
  /** Alembic's number of the schema; empty where there is none. */
  version: string;
  has(table: string, column?: string): boolean;
  /** The column, or where this version lacks it a literal in its place. */
  column(table: string, column: string, missing?: string): string;
}

/** Without these it is some other database. */
const needed = ['experiments', 'runs', 'params', 'tags', 'metrics'];

/** @throws DATA_INVALID `format` naming the tables that were found */
export async function readSchema(file: ForeignFile, path: string): Promise<Schema> {
  const rows = await askOne(
    file,
    `SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'`,
  );
  const tables = Map.groupBy(rows, ([table]) => toText(table));
  const missing = needed.filter((table) => !tables.has(table));
  if (missing.length > 0) throw notMlflow(path, [...tables.keys()], missing);
  const columns = new Set(rows.map(([table, column]) => `${toText(table)}.${toText(column)}`));
  const has: Schema['has'] = (table, column) =>
    column === undefined ? tables.has(table) : columns.has(`${table}.${column}`);
  const version = tables.has('alembic_version')
    ? toText((await askOne(file, 'SELECT version_num FROM alembic_version LIMIT 1'))[0]?.[0])
    : '';
  return {
    version,
    has,
    column: (table, column, fallback = 'NULL') => (has(table, column) ? column : fallback),
  };
}

export async function askOne(
  file: ForeignFile,
  sql: string,
  params: (string | number)[] = [],
): Promise<Cell[][]> {
  const [rows = []] = await file.ask([{ sql, params }]);
  return rows;
}

function notMlflow(path: string, tables: string[], missing: string[]): Error {
  const found = tables.length === 0 ? 'no tables at all' : `the tables ${tables.slice(0, 8).join(', ')}`;
  return unreadable(
    path,
    'format',
    `it has ${found}, but no ${missing.join(', ')}`,
    'Give the file that the option --backend-store-uri sqlite:///... of the MLflow server names.',
  );
}

/**
 * The name of a table, or of a temporary copy of it, that has an index on `run_uuid` alone, with the index to use. Old
 * versions of MLflow (before 1.27) have none, and without it every run would be looked for in the whole table.
 */
export async function indexByRun(file: ForeignFile, table: string, columns: string): Promise<string> {
  const indexes = await askOne(
    file,
    `SELECT l.name FROM pragma_index_list(?) l
     WHERE (SELECT group_concat(i.name) FROM pragma_index_info(l.name) i) = 'run_uuid'`,
    [table],
  );
  const index = toText(indexes[0]?.[0]);
  if (index !== '') return `main.${table} INDEXED BY "${index.replaceAll('"', '""')}"`;
  await file.ask([
    { sql: `CREATE TEMP TABLE stile_${table} AS SELECT ${columns} FROM main.${table}`, params: [] },
    { sql: `CREATE INDEX temp.stile_${table}_run ON stile_${table} (run_uuid)`, params: [] },
  ]);
  return `temp.stile_${table}`;
}
