import type { LoggedModel, LoggedModelMetric } from '#contract/logged-models.ts';
import { int64ToJson } from '#core/kernel/int64.ts';
import { metricToWire, orOmit } from '../wire/values.ts';

export function buildLoggedModelReply(model: LoggedModel): object {
  return {
    info: {
      model_id: model.modelId,
      experiment_id: model.experimentId,
      name: model.name,
      creation_timestamp_ms: model.createdAt,
      last_updated_timestamp_ms: model.updatedAt,
      artifact_uri: model.artifactUri,
      status: `LOGGED_MODEL_${model.status}`,
      model_type: model.modelType,
      source_run_id: model.sourceRunId ?? '',
      tags: orOmit(model.tags),
    },
    data: {
      params: orOmit(model.params),
      metrics: orOmit(model.metrics.map((metric) => buildMetric(metric, model.modelId))),
    },
  };
}

function buildMetric(metric: LoggedModelMetric, modelId: string): object {
  return {
    key: metric.key,
    value: metricToWire(metric.value),
    timestamp: metric.timestamp,
    step: int64ToJson(metric.step),
    model_id: modelId,
    run_id: metric.runId,
    dataset_name: metric.datasetName ?? undefined,
    dataset_digest: metric.datasetDigest ?? undefined,
  };
}
