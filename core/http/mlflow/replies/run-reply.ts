import type { DatasetInput, Run } from '#contract/entities.ts';
import type { HistoryPoint, PlainMetric, PlainRun, RunRecord } from '#core/tracking/index.ts';
import { int64ToJson } from '#core/kernel/int64.ts';
import { metricToWire, orOmit } from '../wire/values.ts';

/** A run that was just made: MLflow says nothing of outputs there. */
export function buildNewRunReply(run: Run): object {
  return { info: buildRunInfo(run), data: buildRunData(run), inputs: {} };
}

/** A run whole, as `get` and `search` say it. */
export function buildRunReply({ run, datasets, modelInputs, modelOutputs }: RunRecord<PlainRun>): object {
  return {
    info: buildRunInfo(run),
    data: buildRunData(run),
    inputs: {
      model_inputs: orOmit(modelInputs.map((model_id) => ({ model_id }))),
      dataset_inputs: orOmit(datasets.map(buildDatasetInput)),
    },
    outputs: {
      model_outputs: orOmit(
        modelOutputs.map(({ modelId, step }) => ({ model_id: modelId, step: int64ToJson(step) })),
      ),
    },
  };
}

export function buildRunInfo(run: PlainRun): object {
  return {
    run_uuid: run.runId,
    run_id: run.runId,
    run_name: run.name,
    experiment_id: run.experimentId,
    user_id: run.userId,
    status: run.status,
    start_time: run.startedAt,
    end_time: run.endedAt ?? undefined,
    artifact_uri: run.artifactUri,
    lifecycle_stage: run.lifecycle,
  };
}

function buildRunData({ metrics, params, tags }: PlainRun): object {
  return { metrics: orOmit(metrics.map(buildLatest)), params: orOmit(params), tags: orOmit(tags) };
}

function buildLatest({ key, value, timestamp, step }: PlainMetric): object {
  return { key, value: metricToWire(value), timestamp, step: int64ToJson(step) };
}

function buildDatasetInput({
  tags,
  name,
  digest,
  sourceType,
  source,
  schema,
  profile,
}: DatasetInput): object {
  return {
    tags: orOmit(tags),
    dataset: {
      name,
      digest,
      source_type: sourceType,
      source,
      schema: schema ?? undefined,
      profile: profile ?? undefined,
    },
  };
}

/** A point of a history; with the run that it is of where several are told together. */
export function buildPoint({ key, value, timestamp, step }: HistoryPoint): object {
  return { key, value: metricToWire(value), timestamp, step: int64ToJson(step) };
}

export function buildPointOfRun({ key, value, timestamp, step, runId }: HistoryPoint): object {
  return { key, value: metricToWire(value), timestamp, step: int64ToJson(step), run_id: runId };
}
