import type { ModelVersion, RegisteredModel } from '#contract/registry.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { ModelRow, VersionRow } from '../find.ts';
import { plainFields } from '../read-models.ts';

/** A version without what its files say. */
export type VersionRecord = Omit<
  ModelVersion,
  'uri' | 'datasets' | 'signature' | 'flavors' | 'environment' | 'bytes' | 'metrics'
>;

/** A registered model as MLflow has it: with the newest version of each stage, the newest of them first. */
export interface ModelRecord extends Pick<
  RegisteredModel,
  'name' | 'description' | 'createdAt' | 'updatedAt' | 'tags' | 'aliases'
> {
  latest: VersionRecord[];
}

export type NamedVersionRow = VersionRow & { name: string };

/** With five statements however many there are. */
export function readModelRecords(db: ReadableDb, rows: readonly ModelRow[]): ModelRecord[] {
  const list = JSON.stringify(rows.map(({ id }) => id));
  const records = new Map(rows.map((row) => [row.id, rowToModel(row)]));
  for (const { model_id, key, value } of db.all<{ model_id: number; key: string; value: string }>(
    'SELECT t.* FROM json_each(?) j JOIN registered_model_tags t ON t.model_id = j.value ORDER BY t.key',
    list,
  )) {
    records.get(model_id)?.tags.push({ key, value });
  }
  for (const { model_id, alias, version } of db.all<{ model_id: number; alias: string; version: number }>(
    'SELECT a.* FROM json_each(?) j JOIN model_aliases a ON a.model_id = j.value ORDER BY a.alias',
    list,
  )) {
    records.get(model_id)?.aliases.push({ alias, version });
  }
  const latest = readLatest(db, list);
  for (const [i, record] of readVersionRecords(db, latest).entries()) {
    records.get(latest[i]?.model_id ?? -1)?.latest.push(record);
  }
  return [...records.values()];
}

function readLatest(db: ReadableDb, list: string): NamedVersionRow[] {
  return db.all<NamedVersionRow>(
    `SELECT v.*, m.name AS name
     FROM (SELECT o.model_id, max(o.version) AS version FROM json_each(?) j
       JOIN model_versions o ON o.model_id = j.value GROUP BY o.model_id, o.stage) n
     JOIN model_versions v ON v.model_id = n.model_id AND v.version = n.version
     JOIN registered_models m ON m.id = n.model_id ORDER BY v.version DESC`,
    list,
  );
}

function rowToModel(row: ModelRow): ModelRecord {
  return {
    name: row.name,
    description: row.description,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    tags: [],
    aliases: [],
    latest: [],
  };
}

interface TagRow {
  position: number;
  key: string;
  value: string;
}

/** With two statements however many there are: clients ask for 10,000 at once. */
export function readVersionRecords(db: ReadableDb, rows: readonly NamedVersionRow[]): VersionRecord[] {
  const list = JSON.stringify(rows.map(({ model_id, version }) => [model_id, version]));
  const records = rows.map(rowToVersion);
  const match = `ON x.model_id = json_extract(j.value, '$[0]') AND x.version = json_extract(j.value, '$[1]')`;
  for (const { position: at, key, value } of db.all<TagRow>(
    `SELECT j.key AS position, x.key, x.value FROM json_each(?) j JOIN model_version_tags x ${match} ORDER BY x.key`,
    list,
  )) {
    records[at]?.tags.push({ key, value });
  }
  for (const { position: at, key } of db.all<Omit<TagRow, 'value'>>(
    `SELECT j.key AS position, x.alias AS key FROM json_each(?) j JOIN model_aliases x ${match} ORDER BY x.alias`,
    list,
  )) {
    records[at]?.aliases.push(key);
  }
  return records;
}

function rowToVersion(row: NamedVersionRow): VersionRecord {
  return { name: row.name, ...plainFields(row), tags: [], aliases: [] };
}
