import { limits } from '#contract/inputs.ts';
import { readLateFacts } from '#core/registry/index.ts';
import {
  createLoggedModel,
  deleteLoggedModel,
  deleteModelTag,
  finalizeLoggedModel,
  getLoggedModel,
  logModelParams,
  searchLoggedModelsByField,
  setModelTags,
} from '#core/tracking/index.ts';
import { defineRoute, type MlflowRoute } from '../mlflow-route.ts';
import { buildLoggedModelReply } from '../replies/logged-model-reply.ts';
import { retrySafe } from '../retry-safe.ts';
import { experimentId, experimentRef, pageToken, tags, tagsOf } from '../wire/common-fields.ts';
import {
  bool,
  enumeration,
  int64Within,
  list,
  missingField,
  nested,
  nonEmptyString,
  required,
  string,
} from '../wire/fields.ts';
import { orOmit, textOrOmit, tokenOrOmit, truncateParam } from '../wire/values.ts';

const folder = '/mlflow/logged-models';

const modelRef = { model_id: required(nonEmptyString) };

/** Numbers of LoggedModelStatus in service.proto. */
const status = enumeration({
  LOGGED_MODEL_PENDING: 1,
  LOGGED_MODEL_READY: 2,
  LOGGED_MODEL_UPLOAD_FAILED: 3,
});
const statuses = {
  LOGGED_MODEL_PENDING: 'PENDING',
  LOGGED_MODEL_READY: 'READY',
  LOGGED_MODEL_UPLOAD_FAILED: 'UPLOAD_FAILED',
} as const;

/** The default of the message in service.proto. */
const usualPage = 50;

/** Logged models of MLflow 3. */
export const loggedModelsRoutes: readonly MlflowRoute[] = [
  retrySafe(
    defineRoute({
      method: 'POST',
      path: folder,
      fields: {
        ...experimentRef,
        name: string,
        model_type: string,
        source_run_id: string,
        params: tags,
        tags,
      },
      answer: async (ctx, message) => {
        const model = await createLoggedModel(ctx, {
          experimentId: message.experiment_id,
          name: message.name,
          modelType: message.model_type,
          sourceRunId: message.source_run_id,
          params: tagsOf(message.params).map(truncateParam),
          tags: tagsOf(message.tags),
        });
        return { model: buildLoggedModelReply(model) };
      },
    }),
  ),
  defineRoute({
    method: 'POST',
    path: `${folder}/search`,
    fields: {
      experiment_ids: list(experimentId),
      filter: string,
      datasets: list(nested({ dataset_name: required(nonEmptyString), dataset_digest: string })),
      max_results: int64Within(1, limits.searchPage),
      order_by: list(
        nested({
          field_name: required(nonEmptyString),
          ascending: bool,
          dataset_name: string,
          dataset_digest: string,
        }),
      ),
      page_token: string,
    },
    answer: (ctx, message) => {
      if (message.experiment_ids.length === 0) throw missingField('experiment_ids');
      const { models, nextPageToken } = searchLoggedModelsByField(ctx, {
        experimentIds: message.experiment_ids,
        filter: message.filter ?? '',
        orderBy: message.order_by.map((item) => ({
          field: item.field_name,
          descending: item.ascending === false,
          dataset: datasetOf(item.dataset_name, item.dataset_digest),
        })),
        datasets: message.datasets.map((item) => datasetOf(item.dataset_name, item.dataset_digest)),
        maxResults: message.max_results ?? usualPage,
        pageToken: pageToken(message.page_token),
      });
      return {
        models: orOmit(models.map(buildLoggedModelReply)),
        next_page_token: tokenOrOmit(nextPageToken),
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${folder}/:model_id`,
    fields: { ...modelRef, allow_deleted: bool },
    answer: (ctx, { model_id, allow_deleted = false }) => ({
      model: buildLoggedModelReply(
        getLoggedModel(ctx, model_id, { allowDeleted: allow_deleted, metrics: 'all' }),
      ),
    }),
  }),
  defineRoute({
    method: 'PATCH',
    path: `${folder}/:model_id`,
    fields: { ...modelRef, status: required(status) },
    answer: async (ctx, message) => {
      const model = await finalizeLoggedModel(ctx, message.model_id, statuses[message.status]);
      if (model.status === 'READY') await readLateFacts(ctx, message.model_id);
      return { model: buildLoggedModelReply(model) };
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${folder}/:model_id`,
    fields: modelRef,
    answer: async (ctx, { model_id }) => {
      await deleteLoggedModel(ctx, model_id);
      return {};
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${folder}/:model_id/params`,
    fields: { ...modelRef, params: tags },
    answer: async (ctx, { model_id, params }) => {
      await logModelParams(ctx, model_id, tagsOf(params).map(truncateParam));
      return {};
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: `${folder}/:model_id/tags`,
    fields: { ...modelRef, tags },
    answer: async (ctx, { model_id, tags: items }) => {
      await setModelTags(ctx, model_id, tagsOf(items));
      return {};
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${folder}/:model_id/tags/:tag_key`,
    fields: { ...modelRef, tag_key: required(nonEmptyString) },
    answer: async (ctx, { model_id, tag_key }) => {
      await deleteModelTag(ctx, model_id, tag_key);
      return {};
    },
  }),
];

function datasetOf(
  name: string | undefined,
  digest: string | undefined,
): { name: string | undefined; digest: string | undefined } {
  return { name: textOrOmit(name), digest: textOrOmit(digest) };
}
