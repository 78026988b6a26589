import type { DatasetInput, Param, Tag } from '#contract/entities.ts';
import { toInt64 } from '#core/kernel/int64.ts';
import type { Cell, ForeignFile } from '#core/store/foreign-file.ts';
import {
  fingerprintOf,
  toLifecycle,
  toMaybeText,
  toMetricValue,
  toRunStatus,
  toText,
  toTime,
  toWhole,
} from '../cells.ts';
import type { ForeignPoint, ForeignRun } from '../source.ts';
import { askOne, indexByRun, type Schema } from './schema.ts';

/** Tables with one row or more for each run, as they are read. */
export interface RunTables {
  metrics: string;
  params: string;
  tags: string;
}

export async function openRunTables(file: ForeignFile): Promise<RunTables> {
  return {
    metrics: await indexByRun(file, 'metrics', 'run_uuid, key, value, timestamp, step, is_nan'),
    params: await indexByRun(file, 'params', 'run_uuid, key, value'),
    tags: await indexByRun(file, 'tags', 'run_uuid, key, value'),
  };
}

/** Runs that are read together: few enough that their params and tags fit into memory whatever they hold. */
const runsPerPage = 50;

/** Runs of these experiments, in the order in which they were made. */
export async function* readRuns(
  file: ForeignFile,
  schema: Schema,
  tables: RunTables,
  experimentIds: ReadonlySet<string>,
): AsyncGenerator<ForeignRun, void> {
  const name = schema.column('runs', 'name', "''");
  const sql = `SELECT rowid, run_uuid, experiment_id, ${name}, user_id, status, start_time, end_time, lifecycle_stage,
      artifact_uri FROM runs WHERE rowid > ? ORDER BY rowid LIMIT ${runsPerPage}`;
  for (let after = -1; ;) {
    const rows = await askOne(file, sql, [after]);
    const wanted = rows.filter((row) => experimentIds.has(toText(row[2])));
    if (wanted.length > 0) yield* await readPage(file, schema, tables, wanted);
    const last = toWhole(rows.at(-1)?.[0]);
    if (last === null || rows.length < runsPerPage) return;
    after = last;
  }
}

async function readPage(
  file: ForeignFile,
  schema: Schema,
  tables: RunTables,
  rows: Cell[][],
): Promise<ForeignRun[]> {
  const list = [JSON.stringify(rows.map((row) => toText(row[1])))];
  const ofThese = 'run_uuid IN (SELECT value FROM json_each(?))';
  const queries = [
    `SELECT run_uuid, key, value FROM ${tables.params} WHERE ${ofThese} ORDER BY key`,
    `SELECT run_uuid, key, value FROM ${tables.tags} WHERE ${ofThese} ORDER BY key`,
    `SELECT run_uuid, count(*), max(rowid) FROM ${tables.metrics} WHERE ${ofThese} GROUP BY run_uuid`,
    ...linkQueries(schema),
  ];
  const answers = await file.ask(queries.map((sql) => ({ sql, params: list })));
  const found = answers.map((some) => Map.groupBy(some, ([runId]) => toText(runId)));
  return rows.map((row) => {
    const of = (table: number): Cell[][] => found[table]?.get(toText(row[1])) ?? [];
    return rowToRun(row, {
      params: of(0),
      tags: of(1),
      figures: of(2),
      inputs: of(3),
      inputTags: of(4),
      links: of(5),
    });
  });
}

/** Datasets came with MLflow 2.4, logged models with 3.0: older databases answer nothing. */
function linkQueries(schema: Schema): string[] {
  const nothing = 'SELECT NULL WHERE ? IS NULL';
  if (!schema.has('inputs') || !schema.has('datasets')) return [nothing, nothing, nothing];
  const ofThese = `i.destination_id IN (SELECT value FROM json_each(?)) AND i.destination_type = 'RUN'
      AND i.source_type = 'DATASET'`;
  const step = schema.column('inputs', 'step', '0');
  return [
    `SELECT i.destination_id, i.input_uuid, d.name, d.digest, d.dataset_source_type, d.dataset_source,
       d.dataset_schema, d.dataset_profile FROM inputs i JOIN datasets d ON d.dataset_uuid = i.source_id
     WHERE ${ofThese} ORDER BY d.name, d.digest`,
    schema.has('input_tags')
      ? `SELECT i.destination_id, i.input_uuid, t.name, t.value FROM inputs i
           JOIN input_tags t ON t.input_uuid = i.input_uuid WHERE ${ofThese} ORDER BY t.name`
      : nothing,
    schema.has('logged_models')
      ? `SELECT source_id, destination_type, destination_id, ${step} FROM inputs
         WHERE source_id IN (SELECT value FROM json_each(?)) AND destination_type IN ('MODEL_OUTPUT', 'MODEL_INPUT')`
      : nothing,
  ];
}

/** The rows of one run; each begins with its id. */
interface RunRows {
  params: Cell[][];
  tags: Cell[][];
  figures: Cell[][];
  inputs: Cell[][];
  inputTags: Cell[][];
  links: Cell[][];
}

function rowToRun(row: Cell[], rows: RunRows): ForeignRun {
  const tags = rows.tags.map(toPair);
  const named = toText(row[3]) || (tags.find(({ key }) => key === 'mlflow.runName')?.value ?? '');
  return {
    id: toText(row[1]),
    experimentId: toText(row[2]),
    name: named,
    userId: toText(row[4]),
    status: toRunStatus(row[5]),
    startedAt: toTime(row[6]),
    endedAt: toWhole(row[7]),
    lifecycle: toLifecycle(row[8]),
    artifactUri: toText(row[9]),
    params: rows.params.map(toPair),
    tags,
    inputs: rows.inputs.map((input) => toInput(input, rows.inputTags)),
    modelInputs: rows.links.filter(([, kind]) => kind === 'MODEL_INPUT').map(([, , id]) => toText(id)),
    modelOutputs: rows.links
      .filter(([, kind]) => kind === 'MODEL_OUTPUT')
      .map(([, , id, step]) => ({ modelId: toText(id), step: toInt64(step) ?? 0 })),
    fingerprint: fingerprintOf([row.slice(1), rows]),
  };
}

function toPair([, key, value]: Cell[]): Param & Tag {
  return { key: toText(key), value: toText(value) };
}

function toInput(input: Cell[], tags: Cell[][]): DatasetInput {
  const [, id, name, digest, sourceType, source, schema, profile] = input;
  return {
    name: toText(name),
    digest: toText(digest),
    sourceType: toText(sourceType),
    source: toText(source),
    schema: toMaybeText(schema),
    profile: toMaybeText(profile),
    tags: tags
      .filter(([, inputId]) => inputId === id)
      .map(([, , key, value]) => ({ key: toText(key), value: toText(value) })),
  };
}

const pointsPerPage = 5000;

/** The whole history of a run, in the order in which it was logged. Points that are no points are left out. */
export async function* readPoints(
  file: ForeignFile,
  { metrics }: RunTables,
  runId: string,
): AsyncGenerator<ForeignPoint[], void> {
  const sql = `SELECT rowid, key, value, timestamp, step, is_nan FROM ${metrics}
    WHERE run_uuid = ? AND rowid > ? ORDER BY rowid LIMIT ${pointsPerPage}`;
  for (let after = -1; ;) {
    const rows = await askOne(file, sql, [runId, after]);
    if (rows.length > 0) yield rows.flatMap((row) => rowToPoint(row) ?? []);
    const last = toWhole(rows.at(-1)?.[0]);
    if (last === null || rows.length < pointsPerPage) return;
    after = last;
  }
}

function rowToPoint([, key, value, timestamp, step, isNan]: Cell[]): ForeignPoint | null {
  const read = toMetricValue(value, isNan === 1);
  const [at, when] = [toInt64(step), toWhole(timestamp)];
  if (typeof key !== 'string' || read === null || at === null || when === null) return null;
  return { key, value: read, step: at, timestamp: when };
}
