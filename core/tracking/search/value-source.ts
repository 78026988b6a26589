import type { ReadableDb } from '#core/store/database.ts';
import type { Entity } from '#core/search/index.ts';
import { findKeyId } from '../keys.ts';

/**
 * Where the values of one key of runs lie: a table whose index leads from experiment (and key, or lifecycle) to the
 * values in order. All names are trusted SQL.
 */
export interface ValueSource {
  table: 'latest_metrics' | 'params' | 'run_tags' | 'runs';
  /** The index by value; null for run ids, whose index knows no experiments. */
  index: string | null;
  idColumn: 'run_id' | 'id';
  column: string;
  /** The rows of this key, as SQL; `runs` has all keys as columns. */
  keyTest: string;
  isMetric: boolean;
  isNullable: boolean;
}

type KeyedEntity = 'metric' | 'param' | 'tag';

const tables = {
  metric: { table: 'latest_metrics', index: 'latest_metrics_by_value' },
  param: { table: 'params', index: 'params_by_value' },
  tag: { table: 'run_tags', index: 'run_tags_by_value' },
} as const;

const columns: Readonly<Record<string, { column: string; index: string | null; isNullable?: boolean }>> = {
  run_id: { column: 'uuid', index: null },
  run_name: { column: 'name', index: 'runs_by_name' },
  user_id: { column: 'user_id', index: 'runs_by_user' },
  status: { column: 'status', index: 'runs_by_status' },
  artifact_uri: { column: 'artifact_uri', index: 'runs_by_artifact_uri' },
  start_time: { column: 'started_at', index: 'runs_by_start' },
  end_time: { column: 'ended_at', index: 'runs_by_end', isNullable: true },
};

/** The source of a key; null when no run ever had a metric, param or tag of that name. */
export function findSource(db: ReadableDb, entity: Entity, key: string): ValueSource | null {
  if (entity === 'attribute') return columnSource(key);
  if (!isKeyed(entity)) throw new Error(`no single value of a run is known for ${entity} ${key}`);
  const keyId = findKeyId(db, key);
  return keyId === null ? null : keyedSource(entity, keyId);
}

function isKeyed(entity: Entity): entity is KeyedEntity {
  return Object.hasOwn(tables, entity);
}

function columnSource(key: string): ValueSource {
  const found = columns[key];
  if (found === undefined) throw new Error(`no column is known for the attribute ${key}`);
  const { column, index, isNullable = false } = found;
  return { table: 'runs', index, idColumn: 'id', column, keyTest: '', isMetric: false, isNullable };
}

/** Key ids stand in the text, not as parameters: they are few, integers of our own, and make statements reusable. */
function keyedSource(entity: KeyedEntity, keyId: number): ValueSource {
  const isMetric = entity === 'metric';
  const keyTest = `key_id = ${keyId}`;
  return { ...tables[entity], idColumn: 'run_id', column: 'value', keyTest, isMetric, isNullable: true };
}

/** `table INDEXED BY index`. */
export function indexedTable({ table, index }: ValueSource): string {
  return index === null ? table : `${table} INDEXED BY ${index}`;
}
