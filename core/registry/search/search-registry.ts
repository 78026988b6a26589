import type { EngineContext } from '#core/store/context.ts';
import { findModel, type ModelRow } from '../find.ts';
import { modelVersionDialect, registeredModelDialect } from './dialects.ts';
import { findPage, type RegistryQuery, type RegistryTable } from './find-page.ts';
import {
  readModelRecords,
  readVersionRecords,
  type ModelRecord,
  type NamedVersionRow,
  type VersionRecord,
} from './records.ts';

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
): { models: ModelRecord[]; nextPageToken: string | null } {
  const { rows, nextPageToken } = findPage<ModelRow>(db, models, query);
  return { models: readModelRecords(db, rows), nextPageToken };
}

/** The one that changed last first, or in the order given. @throws FILTER_SYNTAX, INVALID_PAGE_TOKEN */
export function searchModelVersions(
  { db }: Ctx,
  query: RegistryQuery,
): { versions: VersionRecord[]; nextPageToken: string | null } {
  const { rows, nextPageToken } = findPage<NamedVersionRow>(db, versions, query);
  return { versions: readVersionRecords(db, rows), nextPageToken };
}

/** @throws NOT_FOUND */
export function getModelRecord({ db }: Ctx, name: string): ModelRecord {
  const [record] = readModelRecords(db, [findModel(db, name)]);
  if (record === undefined) throw new Error(`the model ${name} vanished while it was read`);
  return record;
}
