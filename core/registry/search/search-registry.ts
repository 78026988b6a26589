import type { ModelVersion, RegisteredModel } from '#contract/registry.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { ModelRow, VersionRow } from '../find.ts';
import { readModel } from '../read-models.ts';
import { modelVersionDialect, registeredModelDialect } from './dialects.ts';
import { findPage, type RegistryQuery, type RegistryTable } from './find-page.ts';

type Ctx = Pick<EngineContext, 'db'>;

const models: RegistryTable = {
  dialect: registeredModelDialect,
  select: 'm.*',
  from: 'registered_models m',
  tags: 'SELECT 1 FROM registered_model_tags t WHERE t.model_id = m.id',
  columns: { name: { sql: 'm.name' }, last_updated_timestamp: { sql: 'm.updated_at', isNumber: true } },
  order: [{ entity: 'attribute', key: 'name', descending: false }],
};

const versions: RegistryTable = {
  dialect: modelVersionDialect,
  select: 'v.*, m.name AS name',
  from: 'model_versions v JOIN registered_models m ON m.id = v.model_id',
  tags: 'SELECT 1 FROM model_version_tags t WHERE t.model_id = v.model_id AND t.version = v.version',
  columns: {
    name: { sql: 'm.name' },
    version_number: { sql: 'v.version', isNumber: true },
    run_id: { sql: 'v.run_id', isNullable: true },
    source_path: { sql: 'v.source' },
    creation_timestamp: { sql: 'v.created_at', isNumber: true },
    last_updated_timestamp: { sql: 'v.updated_at', isNumber: true },
  },
  order: [
    { entity: 'attribute', key: 'last_updated_timestamp', descending: true },
    { entity: 'attribute', key: 'name', descending: false },
    { entity: 'attribute', key: 'version_number', descending: true },
  ],
};

/** By name, or in the order given. @throws FILTER_SYNTAX, INVALID_PAGE_TOKEN */
export function searchRegisteredModels(
  { db }: Ctx,
  query: RegistryQuery,
): { models: RegisteredModel[]; nextPageToken: string | null } {
  const { rows, nextPageToken } = findPage<ModelRow>(db, models, query);
  return { models: rows.map((row) => readModel(db, row)), nextPageToken };
}

/** A version without what its files say. */
export type VersionRecord = Omit<
  ModelVersion,
  'uri' | 'datasets' | 'signature' | 'flavors' | 'environment' | 'bytes' | 'metrics'
>;

/** The one that changed last first, or in the order given. @throws FILTER_SYNTAX, INVALID_PAGE_TOKEN */
export function searchModelVersions(
  { db }: Ctx,
  query: RegistryQuery,
): { versions: VersionRecord[]; nextPageToken: string | null } {
  const { rows, nextPageToken } = findPage<NamedRow>(db, versions, query);
  return { versions: readRecords(db, rows), nextPageToken };
}

type NamedRow = VersionRow & { name: string };

interface TagRow {
  position: number;
  key: string;
  value: string;
}

/** With two statements however many there are: clients ask for 10,000 at once. */
function readRecords(db: ReadableDb, rows: readonly NamedRow[]): VersionRecord[] {
  const list = JSON.stringify(rows.map(({ model_id, version }) => [model_id, version]));
  const records = rows.map(rowToRecord);
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

function rowToRecord(row: NamedRow): VersionRecord {
  return {
    name: row.name,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    userId: row.user_id,
    stage: row.stage,
    description: row.description,
    source: row.source,
    runId: row.run_id,
    runLink: row.run_link,
    modelId: row.logged_model,
    tags: [],
    aliases: [],
  };
}
