import type { DatasetVersion } from '#contract/datasets.ts';
import { StileError } from '#core/kernel/errors.ts';
import { parseJson } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { datasetUri, parseDatasetRef, type DatasetRef } from './names.ts';

export interface DatasetRow {
  id: number;
  name: string;
  description: string;
}

interface VersionRow {
  version: number;
  sha256: string;
  format: DatasetVersion['format'];
  dialect: string | null;
  row_count: number | null;
  bytes: number;
  source_kind: DatasetVersion['source']['kind'];
  source_location: string;
  message: string;
  created_at: number;
  warnings: string;
  columns: string;
  files: string;
}

/**
 * The version that a text names: `reviews` (its newest), `reviews@3`, `datasets:/reviews/3`, `datasets:/reviews`.
 * @throws NOT_FOUND naming what there is, INVALID_ARGUMENT for a text that names none
 */
export function findDatasetVersion(ctx: EngineContext, ref: string): DatasetVersion {
  return findVersion(ctx.db, parseDatasetRef(ref));
}

/** @throws NOT_FOUND */
export function findVersion(db: ReadableDb, ref: DatasetRef): DatasetVersion {
  const dataset = findDataset(db, ref.name);
  const row =
    ref.version === undefined
      ? db.get<VersionRow>(
          'SELECT * FROM dataset_versions WHERE dataset_id = ? ORDER BY version DESC LIMIT 1',
          dataset.id,
        )
      : db.get<VersionRow>(
          'SELECT * FROM dataset_versions WHERE dataset_id = ? AND version = ?',
          dataset.id,
          ref.version,
        );
  if (row === undefined) throw missingVersion(db, dataset, ref.version);
  return rowToVersion(dataset.name, row);
}

/** Newest first. */
export function readVersions(db: ReadableDb, dataset: DatasetRow): DatasetVersion[] {
  return db
    .all<VersionRow>('SELECT * FROM dataset_versions WHERE dataset_id = ? ORDER BY version DESC', dataset.id)
    .map((row) => rowToVersion(dataset.name, row));
}

/** The versions that have this content, newest first. */
export function findContent(db: ReadableDb, name: string, sha256: string): DatasetVersion[] {
  return db
    .all<VersionRow>(
      `SELECT v.* FROM dataset_versions v JOIN stored_datasets d ON d.id = v.dataset_id
       WHERE d.name = ? AND v.sha256 = ? ORDER BY v.version DESC`,
      name,
      sha256,
    )
    .map((row) => rowToVersion(name, row));
}

/** @throws NOT_FOUND naming the datasets that exist */
export function findDataset(db: ReadableDb, name: string): DatasetRow {
  const row = findDatasetOrNull(db, name);
  if (row !== null) return row;
  const names = db.all<{ name: string }>('SELECT name FROM stored_datasets ORDER BY name').map((d) => d.name);
  const existing =
    names.length === 0 ? 'There are none yet: `stile dataset add` makes one' : `There is ${listShort(names)}`;
  throw new StileError('NOT_FOUND', `There is no dataset "${name}". ${existing}.`, {
    kind: 'dataset',
    id: name,
  });
}

export function findDatasetOrNull(db: ReadableDb, name: string): DatasetRow | null {
  return db.get<DatasetRow>('SELECT id, name, description FROM stored_datasets WHERE name = ?', name) ?? null;
}

function missingVersion(db: ReadableDb, dataset: DatasetRow, version: number | undefined): StileError {
  const { first, last } = db.get<{ first: number | null; last: number | null }>(
    'SELECT min(version) AS first, max(version) AS last FROM dataset_versions WHERE dataset_id = ?',
    dataset.id,
  ) ?? { first: null, last: null };
  const range = first === last ? `version ${last ?? 0}` : `versions ${first ?? 0} to ${last ?? 0}`;
  const id = version === undefined ? dataset.name : `${dataset.name}@${version}`;
  return new StileError(
    'NOT_FOUND',
    `Dataset "${dataset.name}" has no version ${version ?? ''}. It has ${range}.`,
    {
      kind: 'dataset',
      id,
    },
  );
}

/** How many names a message lists. */
const listed = 10;

export function listShort(names: readonly string[]): string {
  const more = names.length > listed ? ` and ${names.length - listed} more` : '';
  return names.slice(0, listed).join(', ') + more;
}

/** The engine wrote these texts itself. */
function stored<T>(text: string): T {
  return parseJson(text) as T;
}

function rowToVersion(name: string, row: VersionRow): DatasetVersion {
  return {
    name,
    version: row.version,
    uri: datasetUri(name, row.version),
    sha256: row.sha256,
    digest: row.sha256.slice(0, 32),
    format: row.format,
    csv: row.dialect === null ? null : stored(row.dialect),
    rows: row.row_count,
    columns: stored(row.columns),
    bytes: row.bytes,
    files: stored(row.files),
    source: { kind: row.source_kind, location: row.source_location },
    message: row.message,
    createdAt: row.created_at,
    warnings: stored(row.warnings),
  };
}
