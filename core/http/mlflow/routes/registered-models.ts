import {
  createRegisteredModel,
  deleteAlias,
  deleteModelTag,
  deleteRegisteredModel,
  getModelRecord,
  getVersionByAlias,
  listLatestVersions,
  renameRegisteredModel,
  searchRegisteredModels,
  setAlias,
  setModelTag,
  updateRegisteredModel,
} from '#core/registry/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import { defineRoute, type MlflowRoute } from '../mlflow-route.ts';
import { buildModelReply, buildVersionReply } from '../replies/registry-reply.ts';
import { tags, tagsOf } from '../wire/common-fields.ts';
import { list, nonEmptyString, required, string } from '../wire/fields.ts';
import { orNothing } from '../wire/or-nothing.ts';
import { modelName, searchFields, stage, toSearch, versionRef } from '../wire/registry-fields.ts';
import { orOmit, tokenOrOmit } from '../wire/values.ts';

const folder = '/mlflow/registered-models';

/** How many a page holds: when nothing is said, and at most. */
const [usualPage, maxPage] = [100, 1000];

const latest = { ...modelName, stages: list(stage) };
const aliasRef = { ...modelName, alias: required(nonEmptyString) };

const answerLatest: Parameters<typeof defineRoute<typeof latest>>[0]['answer'] = (ctx, { name, stages }) => ({
  model_versions: orOmit(
    listLatestVersions(ctx, name, stages.length === 0 ? undefined : stages).map(buildVersionReply),
  ),
});

function answerModel(ctx: EngineContext, name: string): object {
  return { registered_model: buildModelReply(getModelRecord(ctx, name)) };
}

/** Registered models of MLflow's registry API. */
export const registeredModelsRoutes: readonly MlflowRoute[] = [
  defineRoute({
    method: 'POST',
    path: `${folder}/create`,
    fields: { ...modelName, tags, description: string },
    answer: async (ctx, { name, description = '', tags: items }) => {
      await createRegisteredModel(ctx, { name, description, tags: tagsOf(items) });
      return answerModel(ctx, name);
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${folder}/get`,
    fields: modelName,
    answer: (ctx, { name }) => answerModel(ctx, name),
  }),
  defineRoute({
    method: 'PATCH',
    path: `${folder}/update`,
    fields: { ...modelName, description: string },
    answer: async (ctx, { name, description = '' }) => {
      await updateRegisteredModel(ctx, { name, description });
      return answerModel(ctx, name);
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${folder}/rename`,
    fields: { ...modelName, new_name: required(nonEmptyString) },
    answer: async (ctx, { name, new_name }) => {
      await renameRegisteredModel(ctx, { name, newName: new_name });
      return answerModel(ctx, new_name);
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${folder}/delete`,
    fields: modelName,
    answer: async (ctx, { name }) => {
      await deleteRegisteredModel(ctx, name);
      return {};
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${folder}/search`,
    fields: searchFields(maxPage),
    answer: (ctx, message) => {
      const { models, nextPageToken } = searchRegisteredModels(ctx, toSearch(message, usualPage));
      return {
        registered_models: orOmit(models.map(buildModelReply)),
        next_page_token: tokenOrOmit(nextPageToken),
      };
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${folder}/get-latest-versions`,
    fields: latest,
    answer: answerLatest,
  }),
  defineRoute({ method: 'GET', path: `${folder}/get-latest-versions`, fields: latest, answer: answerLatest }),
  defineRoute({
    method: 'POST',
    path: `${folder}/set-tag`,
    fields: { ...modelName, key: required(nonEmptyString), value: string },
    answer: async (ctx, { name, key, value = '' }) => {
      await setModelTag(ctx, { name, key, value });
      return {};
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${folder}/delete-tag`,
    fields: { ...modelName, key: required(nonEmptyString) },
    answer: (ctx, { name, key }) => orNothing('tag', deleteModelTag(ctx, { name, key })),
  }),
  defineRoute({
    method: 'POST',
    path: `${folder}/alias`,
    fields: { ...aliasRef, ...versionRef },
    answer: async (ctx, { name, alias, version }) => {
      await setAlias(ctx, { name, alias, version });
      return {};
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${folder}/alias`,
    fields: aliasRef,
    answer: (ctx, { name, alias }) => orNothing('alias', deleteAlias(ctx, { name, alias })),
  }),
  defineRoute({
    method: 'GET',
    path: `${folder}/alias`,
    fields: aliasRef,
    answer: (ctx, { name, alias }) => ({
      model_version: buildVersionReply(getVersionByAlias(ctx, name, alias)),
    }),
  }),
];
