import type { LatestMetric, Param, Run, Tag } from '#contract/entities.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { storedToMetricValue } from './checks.ts';
import { lifecycleName, type RunRow } from './find.ts';

/** Reads whole runs by their internal ids, in the order of the ids, with five statements however many there are. */
export function readRuns(db: ReadableDb, ids: readonly number[]): Run[] {
  const list = JSON.stringify(ids);
  const rows = db.all<RunRow & { parent_uuid: string | null }>(
    `SELECT r.*, p.uuid AS parent_uuid FROM json_each(?) j
     JOIN runs r ON r.id = j.value LEFT JOIN runs p ON p.id = r.parent_id`,
    list,
  );
  const params = groupByRun(readTexts(db, 'params', list), ({ key, value }): Param => ({ key, value }));
  const tags = groupByRun(readTexts(db, 'run_tags', list), ({ key, value }): Tag => ({ key, value }));
  const metrics = groupByRun(readLatest(db, list), rowToLatest);
  const children = countChildren(db, list);
  const runs = rows.map((row) => ({
    ...rowToRun(row),
    parentRunId: row.parent_uuid,
    childCount: children.get(row.id) ?? 0,
    params: params.get(row.id) ?? [],
    metrics: metrics.get(row.id) ?? [],
    tags: tags.get(row.id) ?? [],
  }));
  const positions = new Map(rows.map((row, index) => [row.id, index]));
  return ids.flatMap((id) => runs[positions.get(id) ?? -1] ?? []);
}

function rowToRun(row: RunRow): Omit<Run, 'parentRunId' | 'childCount' | 'params' | 'metrics' | 'tags'> {
  return {
    runId: row.uuid,
    experimentId: String(row.experiment_id),
    name: row.name,
    status: row.status,
    userId: row.user_id,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    lifecycle: lifecycleName(row.lifecycle),
    artifactUri: row.artifact_uri,
    client: row.client,
  };
}

interface TextRow {
  run_id: number;
  key: string;
  value: string;
}

function readTexts(db: ReadableDb, table: 'params' | 'run_tags', list: string): TextRow[] {
  return db.all<TextRow>(
    `SELECT t.run_id, k.name AS key, t.value FROM json_each(?) j
     JOIN ${table} t ON t.run_id = j.value JOIN keys k ON k.id = t.key_id ORDER BY k.name`,
    list,
  );
}

interface LatestRow {
  run_id: number;
  key: string;
  value: number;
  is_nan: number;
  step: number;
  timestamp: number;
  min: number | null;
  max: number | null;
  count: number;
}

function readLatest(db: ReadableDb, list: string): LatestRow[] {
  return db.all<LatestRow>(
    `SELECT m.run_id, k.name AS key, m.value, m.is_nan, m.step, m.timestamp, m.min, m.max, m.count
     FROM json_each(?) j JOIN latest_metrics m ON m.run_id = j.value JOIN keys k ON k.id = m.key_id
     ORDER BY k.name`,
    list,
  );
}

function rowToLatest(row: LatestRow): LatestMetric {
  return {
    key: row.key,
    value: storedToMetricValue(row.value, row.is_nan),
    step: row.step,
    timestamp: row.timestamp,
    min: row.min === null ? 'NaN' : storedToMetricValue(row.min, 0),
    max: row.max === null ? 'NaN' : storedToMetricValue(row.max, 0),
    count: row.count,
  };
}

/** Children that a list shows: of the same experiment and the same lifecycle as their parent. */
function countChildren(db: ReadableDb, list: string): Map<number, number> {
  const rows = db.all<{ parent_id: number; n: number }>(
    `SELECT c.parent_id, count(*) AS n FROM json_each(?) j JOIN runs p ON p.id = j.value
     JOIN runs c ON c.parent_id = p.id AND c.experiment_id = p.experiment_id AND c.lifecycle = p.lifecycle
     GROUP BY c.parent_id`,
    list,
  );
  return new Map(rows.map(({ parent_id, n }) => [parent_id, n]));
}

function groupByRun<R extends { run_id: number }, T>(
  rows: readonly R[],
  toItem: (row: R) => T,
): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(row.run_id);
    if (group === undefined) groups.set(row.run_id, [toItem(row)]);
    else group.push(toItem(row));
  }
  return groups;
}
