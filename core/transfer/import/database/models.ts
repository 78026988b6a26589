import { toInt64 } from '#core/kernel/int64.ts';
import type { Cell, ForeignFile } from '#core/store/foreign-file.ts';
import {
  fingerprintOf,
  toLifecycle,
  toMaybeText,
  toMetricValue,
  toModelStatus,
  toStage,
  toText,
  toTime,
  toWhole,
} from '../cells.ts';
import type { ForeignLoggedModel, ForeignModel, ForeignModelPoint, ForeignVersion } from '../source.ts';
import { askOne, type Schema } from './schema.ts';

const modelsPerPage = 50;

/** Logged models came with MLflow 3: an older database has none. */
export async function* readLoggedModels(
  file: ForeignFile,
  schema: Schema,
  experimentIds: ReadonlySet<string>,
): AsyncGenerator<ForeignLoggedModel, void> {
  if (!schema.has('logged_models')) return;
  const sql = `SELECT rowid, model_id, experiment_id, name, model_type, status, source_run_id, lifecycle_stage,
      creation_timestamp_ms, last_updated_timestamp_ms, artifact_location
    FROM logged_models WHERE rowid > ? ORDER BY rowid LIMIT ${modelsPerPage}`;
  for (let after = -1; ;) {
    const rows = await askOne(file, sql, [after]);
    for (const row of rows) {
      if (experimentIds.has(toText(row[2]))) yield await readLoggedModel(file, row);
    }
    const last = toWhole(rows.at(-1)?.[0]);
    if (last === null || rows.length < modelsPerPage) return;
    after = last;
  }
}

async function readLoggedModel(file: ForeignFile, row: Cell[]): Promise<ForeignLoggedModel> {
  const id = toText(row[1]);
  const [params = [], tags = [], metrics = []] = await file.ask([
    {
      sql: 'SELECT param_key, param_value FROM logged_model_params WHERE model_id = ? ORDER BY param_key',
      params: [id],
    },
    {
      sql: 'SELECT tag_key, tag_value FROM logged_model_tags WHERE model_id = ? ORDER BY tag_key',
      params: [id],
    },
    {
      sql: `SELECT metric_name, metric_value, metric_step, metric_timestamp_ms, run_id, dataset_name, dataset_digest
            FROM logged_model_metrics WHERE model_id = ?`,
      params: [id],
    },
  ]);
  return {
    id,
    experimentId: toText(row[2]),
    name: toText(row[3]),
    modelType: toText(row[4]),
    status: toModelStatus(row[5]),
    sourceRunId: toMaybeText(row[6]),
    lifecycle: toLifecycle(row[7]),
    createdAt: toTime(row[8]),
    updatedAt: toTime(row[9]),
    artifactUri: toText(row[10]),
    params: params.map(toPair),
    tags: tags.map(toPair),
    points: metrics.flatMap((metric) => toPoint(metric) ?? []),
    fingerprint: fingerprintOf([row.slice(1), params, tags, metrics]),
  };
}

function toPair([key, value]: Cell[]): { key: string; value: string } {
  return { key: toText(key), value: toText(value) };
}

function toPoint([key, value, step, timestamp, runId, dataset, digest]: Cell[]): ForeignModelPoint | null {
  const read = toMetricValue(value);
  const [at, when] = [toInt64(step), toWhole(timestamp)];
  if (typeof key !== 'string' || read === null || at === null || when === null) return null;
  return {
    key,
    value: read,
    step: at,
    timestamp: when,
    runId: toText(runId),
    datasetName: toMaybeText(dataset) ?? undefined,
    datasetDigest: toMaybeText(digest) ?? undefined,
  };
}

/** Registered models with all their versions, by name. Databases older than the registry have none. */
export async function* readModels(file: ForeignFile, schema: Schema): AsyncGenerator<ForeignModel, void> {
  if (!schema.has('registered_models')) return;
  const space = schema.column('registered_models', 'workspace', "'default'");
  const rows = await askOne(
    file,
    `SELECT name, description, creation_time, last_updated_time, ${space} FROM registered_models ORDER BY name`,
  );
  for (const row of rows) yield await readModel(file, schema, row);
}

async function readModel(file: ForeignFile, schema: Schema, row: Cell[]): Promise<ForeignModel> {
  const [name, space] = [toText(row[0]), toText(row[4])];
  const ofModel = (table: string): string =>
    schema.has(table, 'workspace') ? 'name = ? AND workspace = ?' : 'name = ? AND ? IS NOT NULL';
  const ask = (table: string, columns: string): Promise<Cell[][]> =>
    schema.has(table)
      ? askOne(file, `SELECT ${columns} FROM ${table} WHERE ${ofModel(table)}`, [name, space])
      : Promise.resolve([]);
  const location = schema.column('model_versions', 'storage_location');
  const link = schema.column('model_versions', 'run_link');
  const versions = await ask(
    'model_versions',
    `version, creation_time, last_updated_time, user_id, current_stage, description, source, ${location}, run_id, ${link}`,
  );
  const tags = await ask('model_version_tags', 'version, key, value');
  const read = versions.flatMap((version) => toVersion(version, tags) ?? []);
  return {
    name: space === 'default' || space === '' ? name : `${space}.${name}`,
    description: toText(row[1]),
    createdAt: toTime(row[2]),
    updatedAt: toTime(row[3]),
    tags: (await ask('registered_model_tags', 'key, value')).map(toPair),
    aliases: (await ask('registered_model_aliases', 'alias, version')).map(([alias, version]) => ({
      alias: toText(alias),
      version: toWhole(version) ?? 0,
    })),
    versions: read.sort((a, b) => a.version - b.version),
    lastNumber: Math.max(0, ...versions.map(([version]) => toWhole(version) ?? 0)),
  };
}

/** Null for one that was deleted: MLflow keeps its row for the number. */
function toVersion(row: Cell[], tags: Cell[][]): ForeignVersion | null {
  const [version, stage] = [toWhole(row[0]), toStage(row[4])];
  if (version === null || version < 1 || stage === null) return null;
  const source = toText(row[6]);
  return {
    version,
    createdAt: toTime(row[1]),
    updatedAt: toTime(row[2]),
    userId: toText(row[3]),
    stage,
    description: toText(row[5]),
    source,
    location: toMaybeText(row[7]) ?? source,
    runId: toMaybeText(row[8]),
    runLink: toText(row[9]),
    tags: tags
      .filter(([of]) => of === row[0])
      .map(([, key, value]) => ({ key: toText(key), value: toText(value) })),
  };
}
