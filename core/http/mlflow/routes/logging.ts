import { logBatch, logInputs, logOutputs, recordLegacyModel } from '#core/tracking/index.ts';
import { defineRoute, type MlflowRoute } from '../mlflow-route.ts';
import { checkedRunIdOf, runIdOf, runRef, tags, tagsOf } from '../wire/common-fields.ts';
import {
  double,
  list,
  missingField,
  nested,
  nonEmptyString,
  required,
  string,
  timestamp,
  wideInt64,
  type MessageOf,
} from '../wire/fields.ts';
import { metricFromWire, textOrOmit, truncateParam, truncateTag } from '../wire/values.ts';

const folder = '/mlflow/runs';

const point = {
  key: required(nonEmptyString),
  value: required(double),
  timestamp: required(timestamp),
  step: wideInt64,
  model_id: string,
  dataset_name: string,
  dataset_digest: string,
};

function toPoint(message: MessageOf<typeof point>) {
  return {
    key: message.key,
    value: metricFromWire(message.value),
    timestamp: message.timestamp,
    step: message.step ?? 0,
    modelId: textOrOmit(message.model_id),
    datasetName: textOrOmit(message.dataset_name),
    datasetDigest: textOrOmit(message.dataset_digest),
  };
}

const logBatchRoute = defineRoute({
  method: 'POST',
  path: `${folder}/log-batch`,
  fields: {
    ...runRef,
    metrics: list(nested({ ...point, run_id: string })),
    params: list(nested({ key: required(nonEmptyString), value: string })),
    tags,
  },
  answer: async (ctx, message) => {
    await logBatch(ctx, {
      runId: checkedRunIdOf(message),
      metrics: message.metrics.map((metric) => ({
        ...toPoint(metric),
        sourceRunId: textOrOmit(metric.run_id),
      })),
      params: message.params.map(({ key, value = '' }) => truncateParam({ key, value })),
      tags: tagsOf(message.tags).map(truncateTag),
    });
    return {};
  },
});

const dataset = nested({
  name: required(nonEmptyString),
  digest: required(nonEmptyString),
  source_type: required(nonEmptyString),
  source: required(nonEmptyString),
  schema: string,
  profile: string,
});

const logInputsRoute = defineRoute({
  method: 'POST',
  path: `${folder}/log-inputs`,
  fields: {
    ...runRef,
    datasets: list(nested({ tags, dataset: required(dataset) })),
    models: list(nested({ model_id: required(nonEmptyString) })),
  },
  answer: async (ctx, message) => {
    const datasets = message.datasets.map((item) => {
      const { name, digest, source_type, source, schema, profile } = item.dataset;
      return {
        name,
        digest,
        sourceType: source_type,
        source,
        ...(schema !== undefined && { schema }),
        ...(profile !== undefined && { profile }),
        tags: tagsOf(item.tags),
      };
    });
    const modelIds = message.models.map(({ model_id }) => model_id);
    await logInputs(ctx, { runId: runIdOf(message), datasets, modelIds });
    return {};
  },
});

const logOutputsRoute = defineRoute({
  method: 'POST',
  path: `${folder}/outputs`,
  fields: { ...runRef, models: list(nested({ model_id: required(nonEmptyString), step: wideInt64 })) },
  answer: async (ctx, message) => {
    const runId = runIdOf(message);
    if (message.models.length === 0) throw missingField('models');
    const models = message.models.map(({ model_id, step = 0 }) => ({ modelId: model_id, step }));
    await logOutputs(ctx, { runId, models });
    return {};
  },
});

/** What is logged to runs in MLflow's tracking API. Long values are cut as MLflow's server does by default. */
export const loggingRoutes: readonly MlflowRoute[] = [
  defineRoute({
    method: 'POST',
    path: `${folder}/log-parameter`,
    fields: { ...runRef, key: required(nonEmptyString), value: string },
    answer: async (ctx, message) => {
      const { key, value = '' } = message;
      await logBatch(ctx, { runId: runIdOf(message), params: [truncateParam({ key, value })] });
      return {};
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${folder}/log-metric`,
    fields: { ...runRef, ...point },
    answer: async (ctx, message) => {
      await logBatch(ctx, { runId: runIdOf(message), metrics: [toPoint(message)] });
      return {};
    },
  }),
  logBatchRoute,
  logInputsRoute,
  logOutputsRoute,
  defineRoute({
    method: 'POST',
    path: `${folder}/log-model`,
    fields: { ...runRef, model_json: required(nonEmptyString) },
    answer: async (ctx, message) => {
      await recordLegacyModel(ctx, { runId: runIdOf(message), modelJson: message.model_json });
      return {};
    },
  }),
];
