import {
  createModelVersion,
  deleteModelVersion,
  deleteVersionTag,
  getModelVersion,
  getVersionLocation,
  searchModelVersions,
  setVersionTag,
  transitionStage,
  updateModelVersion,
} from '#core/registry/index.ts';
import { defineRoute, type MlflowRoute } from '../mlflow-route.ts';
import { buildVersionReply } from '../replies/registry-reply.ts';
import { retrySafe } from '../retry-safe.ts';
import { tags, tagsOf } from '../wire/common-fields.ts';
import { bool, nonEmptyString, required, string } from '../wire/fields.ts';
import { orNothing } from '../wire/or-nothing.ts';
import { modelName, searchFields, stage, toSearch, versionRef } from '../wire/registry-fields.ts';
import { orOmit, tokenOrOmit } from '../wire/values.ts';

const folder = '/mlflow/model-versions';

/** How many a page holds at most, and when nothing is said. */
const maxPage = 200_000;

/** Model versions of MLflow's registry API. */
export const modelVersionsRoutes: readonly MlflowRoute[] = [
  retrySafe(
    defineRoute({
      method: 'POST',
      path: `${folder}/create`,
      fields: {
        ...modelName,
        source: required(nonEmptyString),
        run_id: string,
        tags,
        run_link: string,
        description: string,
        model_id: string,
      },
      answer: async (ctx, message) => {
        const version = await createModelVersion(ctx, {
          name: message.name,
          source: message.source,
          runId: message.run_id,
          modelId: message.model_id,
          runLink: message.run_link,
          description: message.description,
          tags: tagsOf(message.tags),
        });
        return { model_version: buildVersionReply(version) };
      },
    }),
  ),
  defineRoute({
    method: 'GET',
    path: `${folder}/get`,
    fields: versionRef,
    answer: (ctx, ref) => ({ model_version: buildVersionReply(getModelVersion(ctx, ref)) }),
  }),
  defineRoute({
    method: 'PATCH',
    path: `${folder}/update`,
    fields: { ...versionRef, description: string },
    answer: async (ctx, { name, version, description = '' }) => ({
      model_version: buildVersionReply(await updateModelVersion(ctx, { name, version, description })),
    }),
  }),
  defineRoute({
    method: 'POST',
    path: `${folder}/transition-stage`,
    fields: { ...versionRef, stage: required(stage), archive_existing_versions: bool },
    answer: async (ctx, { name, version, stage: to, archive_existing_versions = false }) => ({
      model_version: buildVersionReply(
        await transitionStage(ctx, { name, version, stage: to, archiveExisting: archive_existing_versions }),
      ),
    }),
  }),
  defineRoute({
    method: 'DELETE',
    path: `${folder}/delete`,
    fields: versionRef,
    answer: async (ctx, ref) => {
      await deleteModelVersion(ctx, ref, { evenChampion: true });
      return {};
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${folder}/search`,
    fields: searchFields(maxPage),
    answer: (ctx, message) => {
      const { versions, nextPageToken } = searchModelVersions(ctx, toSearch(message, maxPage));
      return {
        model_versions: orOmit(versions.map(buildVersionReply)),
        next_page_token: tokenOrOmit(nextPageToken),
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${folder}/get-download-uri`,
    fields: versionRef,
    answer: (ctx, ref) => ({ artifact_uri: getVersionLocation(ctx, ref) }),
  }),
  defineRoute({
    method: 'POST',
    path: `${folder}/set-tag`,
    fields: { ...versionRef, key: required(nonEmptyString), value: string },
    answer: async (ctx, { name, version, key, value = '' }) => {
      await setVersionTag(ctx, { name, version, key, value });
      return {};
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${folder}/delete-tag`,
    fields: { ...versionRef, key: required(nonEmptyString) },
    answer: (ctx, { name, version, key }) => orNothing('tag', deleteVersionTag(ctx, { name, version, key })),
  }),
];
