import type { Int64, Param, Tag } from '#contract/entities.ts';
import type { Inputs } from '#contract/procedures.ts';
import { limits } from '#contract/inputs.ts';
import { invalidArgument, StileError } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { checkCount, checkKey, checkLength } from './checks.ts';
import { findActiveRun, findRun, type RunRow } from './find.ts';
import {
  linkModelInputs,
  linkModelOutputs,
  recordModelMetrics,
  type ModelOutput,
} from './logged-models/links.ts';
import { insertPoints, type Point } from './metrics.ts';
import { recordRunInputs } from './run-lineage.ts';
import { announceRun, checkRunTag } from './runs.ts';
import { findRunTag, insertParam, upsertRunTag } from './run-texts.ts';

type In = Inputs['runs'];

/** What a metric point says it was measured on, beside its run. */
export interface MetricSubject {
  /** The logged model that it is of as well. */
  modelId?: string | undefined;
  datasetName?: string | undefined;
  datasetDigest?: string | undefined;
  /** The run that measured the logged model, when it is another. */
  sourceRunId?: string | undefined;
}

type LoggedPoint = NonNullable<In['logBatch']['metrics']>[number] & MetricSubject;

export function logMetric(ctx: EngineContext, input: In['logMetric'] & MetricSubject): Promise<void> {
  const { runId, ...metric } = input;
  return logBatch(ctx, { runId, metrics: [metric] });
}

export function logParam(ctx: EngineContext, input: In['logParam']): Promise<void> {
  const { runId, ...param } = input;
  return logBatch(ctx, { runId, params: [param] });
}

/** Metrics, params and tags in one transaction: all of them or none. */
export function logBatch(
  ctx: EngineContext,
  input: Omit<In['logBatch'], 'metrics'> & { metrics?: readonly LoggedPoint[] },
): Promise<void> {
  const { metrics = [], params = [], tags = [] } = input;
  checkBatch(metrics, params, tags);
  const now = ctx.clock.now();
  const points = metrics.map((metric) => ({
    ...metric,
    step: metric.step ?? 0,
    timestamp: metric.timestamp ?? now,
  }));
  return ctx.write((tx) => {
    const run = findActiveRun(tx.db, input.runId);
    const added = insertPoints(tx, run, points);
    const newParams = params.filter((param) => insertParam(tx, run, param));
    const ofModels = recordSubjects(tx, run, points);
    const changes = changeTags(tx, run, tags);
    if (added + ofModels + newParams.length + changes.after.length === 0) tx.unchanged();
    else record(tx, run, points, Math.max(added, ofModels), newParams, changes);
  });
}

/** Writes the points that speak of logged models to those too. @returns how many were new there */
function recordSubjects(tx: WriteTx, run: RunRow, points: readonly (Point & MetricSubject)[]): number {
  let added = 0;
  for (const [sourceRunId, some] of Map.groupBy(points, (point) => point.sourceRunId ?? run.uuid)) {
    const ofModels = some.flatMap((point) =>
      point.modelId === undefined ? [] : [{ ...point, modelId: point.modelId }],
    );
    if (ofModels.length === 0) continue;
    const source = sourceRunId === run.uuid ? run : findRun(tx.db, sourceRunId);
    added += recordModelMetrics(tx, source, ofModels);
  }
  return added;
}

interface TagChanges {
  /** What was written over. */
  before: Tag[];
  after: Tag[];
}

/** Writes the tags that are not there yet with that value; of a key that is named twice the last one counts. */
function changeTags(tx: WriteTx, run: RunRow, tags: readonly Tag[]): TagChanges {
  const changes: TagChanges = { before: [], after: [] };
  for (const [key, value] of new Map(tags.map((tag) => [tag.key, tag.value]))) {
    const stored = findRunTag(tx.db, run, key);
    if (stored?.value === value) continue;
    if (stored !== null) changes.before.push(stored);
    upsertRunTag(tx, run, { key, value });
    changes.after.push({ key, value });
  }
  return changes;
}

function record(
  tx: WriteTx,
  run: RunRow,
  points: Point[],
  added: number,
  params: Param[],
  tags: TagChanges,
): void {
  const keys = [...new Set(points.map(({ key }) => key))];
  const after = {
    ...(added > 0 && { points: added, metrics: keys }),
    ...(params.length > 0 && { params }),
    ...(tags.after.length > 0 && { tags: tags.after }),
  };
  const before = tags.before.length > 0 ? { tags: tags.before } : null;
  if (params.length + tags.after.length > 0) announceRun(tx, run, 'run.log', before, after);
  else tx.record({ action: 'run.log', entityKind: 'run', entityId: run.uuid, after });
  if (added > 0) {
    tx.emit({ type: 'run.metrics', experimentId: String(run.experiment_id), runId: run.uuid, keys });
  }
}

function checkBatch(
  metrics: readonly { key: string; step?: Int64 }[],
  params: readonly Param[],
  tags: readonly Tag[],
): void {
  checkCount('metrics', metrics.length, limits.metricsPerBatch);
  checkCount('params', params.length, limits.paramsPerBatch);
  checkCount('tags', tags.length, limits.tagsPerBatch);
  checkCount(
    'metrics, params and tags together',
    metrics.length + params.length + tags.length,
    limits.itemsPerBatch,
  );
  metrics.forEach(({ key }, index) => {
    checkKey(`metrics[${index}].key`, key);
  });
  params.forEach((param, index) => {
    checkKey(`params[${index}].key`, param.key);
    checkLength(`param ${param.key}`, param.value, limits.paramValueCharacters);
  });
  for (const tag of tags) checkRunTag(tag);
  refuseTwice(params);
}

function refuseTwice(params: readonly Param[]): void {
  const seen = new Set<string>();
  for (const { key } of params) {
    if (seen.has(key)) {
      throw invalidArgument('params', key, 'one call names this param twice', 'Name each param once.');
    }
    seen.add(key);
  }
}

/**
 * Says which dataset versions a run used, and for what (the input tag `mlflow.data.context`), and which logged models.
 */
export function logInputs(
  ctx: EngineContext,
  input: In['logInputs'] & { modelIds?: readonly string[] },
): Promise<void> {
  const { modelIds = [] } = input;
  checkCount('datasets', input.datasets.length, limits.datasetsPerCall);
  for (const dataset of input.datasets) checkDataset(dataset);
  return ctx.write((tx) => {
    const run = findActiveRun(tx.db, input.runId);
    for (const dataset of input.datasets) insertInput(tx, run, dataset);
    const models = linkModelInputs(tx, run, modelIds);
    if (input.datasets.length + models === 0) {
      tx.unchanged();
      return;
    }
    if (input.datasets.length > 0) recordRunInputs(tx, run, input.datasets);
    const datasets = input.datasets.map(({ name, digest, tags }) => ({ name, digest, tags }));
    announceRun(tx, run, 'run.log_inputs', null, { datasets, ...(models > 0 && { models: modelIds }) });
  });
}

/** Says which logged models a run has made, and at which step. */
export function logOutputs(
  ctx: EngineContext,
  { runId, models }: { runId: string; models: readonly ModelOutput[] },
): Promise<void> {
  return ctx.write((tx) => {
    const run = findActiveRun(tx.db, runId);
    if (linkModelOutputs(tx, run, models) === 0) tx.unchanged();
    else announceRun(tx, run, 'run.log_outputs', null, { models });
  });
}

type Dataset = In['logInputs']['datasets'][number];

function checkDataset(dataset: Dataset): void {
  if (dataset.name === '' || dataset.digest === '') {
    throw invalidArgument(
      'datasets',
      `${dataset.name}#${dataset.digest}`,
      'a dataset needs a name and a digest',
      'Give both.',
    );
  }
  checkLength('dataset name', dataset.name, limits.datasetNameCharacters);
  checkLength('dataset digest', dataset.digest, limits.datasetDigestCharacters);
  checkLength('dataset source', dataset.source, limits.datasetSourceCharacters);
  checkLength('dataset schema', dataset.schema ?? '', limits.datasetSchemaCharacters);
  checkLength('dataset profile', dataset.profile ?? '', limits.datasetProfileCharacters);
  for (const { key, value } of dataset.tags ?? []) {
    checkLength('input tag key', key, limits.inputTagKeyCharacters);
    checkLength(`input tag ${key}`, value, limits.inputTagValueCharacters);
  }
}

export function insertInput(tx: WriteTx, run: RunRow, dataset: Dataset): void {
  tx.db.run(
    `INSERT INTO datasets (experiment_id, name, digest, source_type, source, schema, profile)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (experiment_id, name, digest) DO NOTHING`,
    run.experiment_id,
    dataset.name,
    dataset.digest,
    dataset.sourceType,
    dataset.source,
    dataset.schema ?? null,
    dataset.profile ?? null,
  );
  const row = tx.db.get<{ id: number }>(
    'SELECT id FROM datasets WHERE experiment_id = ? AND name = ? AND digest = ?',
    run.experiment_id,
    dataset.name,
    dataset.digest,
  );
  if (row === undefined)
    throw new StileError('NOT_FOUND', `Dataset ${dataset.name} vanished.`, {
      kind: 'dataset',
      id: dataset.name,
    });
  tx.db.run('INSERT OR IGNORE INTO run_inputs (run_id, dataset_id) VALUES (?, ?)', run.id, row.id);
  for (const { key, value } of dataset.tags ?? []) {
    tx.db.run(
      `INSERT INTO run_input_tags (run_id, dataset_id, key, value) VALUES (?, ?, ?, ?)
       ON CONFLICT (run_id, dataset_id, key) DO UPDATE SET value = excluded.value`,
      run.id,
      row.id,
      key,
      value,
    );
  }
}
