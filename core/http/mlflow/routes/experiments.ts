import {
  createExperiment,
  deleteExperiment,
  deleteExperimentTag,
  getExperiment,
  getExperimentByName,
  restoreExperiment,
  searchExperiments,
  setExperimentTag,
  updateExperiment,
} from '#core/tracking/index.ts';
import { defineRoute, type MlflowRoute } from '../mlflow-route.ts';
import { buildExperimentReply } from '../replies/experiment-reply.ts';
import {
  experimentRef,
  pageToken,
  searchPage,
  tags,
  tagsOf,
  views,
  viewType,
} from '../wire/common-fields.ts';
import { list, nonEmptyString, required, string } from '../wire/fields.ts';
import { orOmit, tokenOrOmit } from '../wire/values.ts';

const folder = '/mlflow/experiments';

const search = {
  // MLflow refuses a search without it too.
  max_results: required(searchPage),
  page_token: string,
  filter: string,
  order_by: list(string),
  view_type: viewType,
};

const answerSearch: Parameters<typeof defineRoute<typeof search>>[0]['answer'] = (ctx, message) => {
  const { experiments, nextPageToken } = searchExperiments(ctx, {
    filter: message.filter ?? '',
    orderBy: message.order_by,
    view: views[message.view_type ?? 'ACTIVE_ONLY'],
    maxResults: message.max_results,
    pageToken: pageToken(message.page_token),
  });
  return {
    experiments: orOmit(experiments.map(buildExperimentReply)),
    next_page_token: tokenOrOmit(nextPageToken),
  };
};

/** Experiments of MLflow's tracking API. */
export const experimentsRoutes: readonly MlflowRoute[] = [
  defineRoute({
    method: 'POST',
    path: `${folder}/create`,
    fields: { name: required(nonEmptyString), artifact_location: string, tags },
    answer: async (ctx, message) => {
      const location = message.artifact_location === '' ? undefined : message.artifact_location;
      const input = { name: message.name, artifactLocation: location, tags: tagsOf(message.tags) };
      return { experiment_id: (await createExperiment(ctx, input)).experimentId };
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${folder}/get`,
    fields: experimentRef,
    answer: (ctx, { experiment_id }) => ({
      experiment: buildExperimentReply(getExperiment(ctx, experiment_id)),
    }),
  }),
  defineRoute({
    method: 'GET',
    path: `${folder}/get-by-name`,
    fields: { experiment_name: required(nonEmptyString) },
    answer: (ctx, { experiment_name }) => ({
      experiment: buildExperimentReply(getExperimentByName(ctx, experiment_name)),
    }),
  }),
  defineRoute({ method: 'POST', path: `${folder}/search`, fields: search, answer: answerSearch }),
  defineRoute({ method: 'GET', path: `${folder}/search`, fields: search, answer: answerSearch }),
  defineRoute({
    method: 'POST',
    path: `${folder}/update`,
    fields: { ...experimentRef, new_name: required(nonEmptyString) },
    answer: async (ctx, { experiment_id, new_name }) => {
      await updateExperiment(ctx, { experimentId: experiment_id, name: new_name });
      return {};
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${folder}/delete`,
    fields: experimentRef,
    answer: async (ctx, { experiment_id }) => {
      await deleteExperiment(ctx, experiment_id, { isStrict: true });
      return {};
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${folder}/restore`,
    fields: experimentRef,
    answer: async (ctx, { experiment_id }) => {
      await restoreExperiment(ctx, experiment_id, { isStrict: true });
      return {};
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${folder}/set-experiment-tag`,
    fields: { ...experimentRef, key: required(nonEmptyString), value: string },
    answer: async (ctx, { experiment_id, key, value = '' }) => {
      await setExperimentTag(ctx, { experimentId: experiment_id, key, value });
      return {};
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${folder}/delete-experiment-tag`,
    fields: { ...experimentRef, key: required(nonEmptyString) },
    answer: async (ctx, { experiment_id, key }) => {
      await deleteExperimentTag(ctx, { experimentId: experiment_id, key });
      return {};
    },
  }),
];
