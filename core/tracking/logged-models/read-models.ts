import type { Int64, Param, Tag } from '#contract/entities.ts';
import type { LoggedModel, LoggedModelMetric } from '#contract/logged-models.ts';
import { int64Column } from '#core/kernel/int64.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { storedToMetricValue } from '../checks.ts';
import { lifecycleName } from '../find.ts';
import type { LoggedModelRow } from './find-model.ts';

/** `latest`: one point per key and dataset. `all`: every point, as MLflow's clients get them. */
export type MetricsWanted = 'latest' | 'all';

/** Whole logged models in the order of `rows`, with three statements however many there are. */
export function readLoggedModels(
  db: ReadableDb,
  rows: readonly LoggedModelRow[],
  wanted: MetricsWanted,
): LoggedModel[] {
  const list = JSON.stringify(rows.map(({ id }) => id));
  const params = groupByModel(readTexts(db, 'logged_model_params', list), toText);
  const tags = groupByModel(readTexts(db, 'logged_model_tags', list), toText);
  const metrics = groupByModel(readMetrics(db, list, wanted), rowToMetric);
  return rows.map((row) => ({
    ...rowToModel(row),
    params: params.get(row.id) ?? [],
    tags: tags.get(row.id) ?? [],
    metrics: metrics.get(row.id) ?? [],
  }));
}

function rowToModel(row: LoggedModelRow): Omit<LoggedModel, 'params' | 'tags' | 'metrics'> {
  return {
    modelId: row.model_id,
    experimentId: String(row.experiment_id),
    name: row.name,
    modelType: row.model_type,
    status: row.status,
    sourceRunId: row.source_run_id,
    artifactUri: row.artifact_uri,
    lifecycle: lifecycleName(row.lifecycle),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

interface TextRow {
  logged_model_id: number;
  key: string;
  value: string;
}

function readTexts(
  db: ReadableDb,
  table: 'logged_model_params' | 'logged_model_tags',
  list: string,
): TextRow[] {
  return db.all<TextRow>(
    `SELECT t.* FROM json_each(?) j JOIN ${table} t ON t.logged_model_id = j.value ORDER BY t.key`,
    list,
  );
}

function toText({ key, value }: TextRow): Param & Tag {
  return { key, value };
}

interface MetricRow {
  logged_model_id: number;
  key: string;
  run_uuid: string | null;
  step: Int64;
  timestamp: number;
  value: number;
  is_nan: number;
  dataset_name: string;
  dataset_digest: string;
}

/** The newest by time, then by step, as MLflow picks the metric that a search orders by. */
const isLatest = `NOT EXISTS (SELECT 1 FROM logged_model_metrics o WHERE o.logged_model_id = m.logged_model_id
  AND o.key_id = m.key_id AND o.dataset_name = m.dataset_name AND o.dataset_digest = m.dataset_digest
  AND (o.timestamp, o.step, o.run_id, o.value, o.is_nan) > (m.timestamp, m.step, m.run_id, m.value, m.is_nan))`;

function readMetrics(db: ReadableDb, list: string, wanted: MetricsWanted): MetricRow[] {
  return db.all<MetricRow>(
    `SELECT m.*, ${int64Column('m.step')} AS step, k.name AS key, r.uuid AS run_uuid FROM json_each(?) j
     JOIN logged_model_metrics m ON m.logged_model_id = j.value JOIN keys k ON k.id = m.key_id
     LEFT JOIN runs r ON r.id = m.run_id ${wanted === 'latest' ? `WHERE ${isLatest}` : ''}
     ORDER BY k.name, m.timestamp, m.step`,
    list,
  );
}

function rowToMetric(row: MetricRow): LoggedModelMetric {
  return {
    key: row.key,
    value: storedToMetricValue(row.value, row.is_nan),
    step: row.step,
    timestamp: row.timestamp,
    runId: row.run_uuid ?? '',
    datasetName: row.dataset_name === '' ? null : row.dataset_name,
    datasetDigest: row.dataset_digest === '' ? null : row.dataset_digest,
  };
}

function groupByModel<R extends { logged_model_id: number }, T>(
  rows: readonly R[],
  toItem: (row: R) => T,
): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(row.logged_model_id);
    if (group === undefined) groups.set(row.logged_model_id, [toItem(row)]);
    else group.push(toItem(row));
  }
  return groups;
}
