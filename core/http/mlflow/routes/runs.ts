import { hasCode } from '#core/kernel/errors.ts';
import {
  createRun,
  deleteRun,
  deleteRunTag,
  getRunRecord,
  restoreRun,
  searchRunRecords,
  setRunTag,
  updateRun,
} from '#core/tracking/index.ts';
import { defineRoute, type MlflowRoute } from '../mlflow-route.ts';
import { defineListRoute, mapEach } from '../replies/list-reply.ts';
import { buildNewRunReply, buildRunInfo, buildRunReply } from '../replies/run-reply.ts';
import { retrySafe } from '../retry-safe.ts';
import {
  experimentId,
  pageToken,
  runIdOf,
  runRef,
  runStatus,
  searchPage,
  tags,
  tagsOf,
  views,
  viewType,
} from '../wire/common-fields.ts';
import { int64, list, nonEmptyString, required, string } from '../wire/fields.ts';
import { tokenOrOmit, truncateTag } from '../wire/values.ts';
import { loggingRoutes } from './logging.ts';

const folder = '/mlflow/runs';
const defaultPage = 1000;

const create = defineRoute({
  method: 'POST',
  path: `${folder}/create`,
  fields: { experiment_id: experimentId, user_id: string, run_name: string, start_time: int64, tags },
  answer: async (ctx, message, { client }) => {
    const run = await createRun(ctx, {
      experimentId: message.experiment_id ?? '0',
      userId: message.user_id ?? '',
      startedAt: message.start_time ?? 0,
      tags: tagsOf(message.tags).map(truncateTag),
      client,
      ...(message.run_name !== undefined && message.run_name !== '' && { name: message.run_name }),
    });
    return { run: buildNewRunReply(run) };
  },
});

const update = defineRoute({
  method: 'POST',
  path: `${folder}/update`,
  fields: { ...runRef, status: runStatus, end_time: int64, run_name: string },
  answer: async (ctx, message) => {
    const run = await updateRun(ctx, {
      runId: runIdOf(message),
      status: message.status,
      endedAt: message.end_time,
      ...(message.run_name !== undefined && message.run_name !== '' && { name: message.run_name }),
    });
    return { run_info: buildRunInfo(run) };
  },
});

const restore = defineRoute({
  method: 'POST',
  path: `${folder}/restore`,
  fields: runRef,
  answer: async (ctx, message) => {
    try {
      await restoreRun(ctx, runIdOf(message));
    } catch (error) {
      // A run that is not deleted is where it should be.
      const isActive = hasCode(error, 'INVALID_STATE') && error.data.state === 'active';
      if (!isActive) throw error;
    }
    return {};
  },
});

const search = defineListRoute({
  method: 'POST',
  path: `${folder}/search`,
  fields: {
    experiment_ids: list(experimentId),
    filter: string,
    run_view_type: viewType,
    max_results: searchPage,
    order_by: list(string),
    page_token: string,
  },
  answer: (ctx, message) => {
    const { records, nextPageToken } = searchRunRecords(ctx, {
      experimentIds: message.experiment_ids,
      filter: message.filter ?? '',
      orderBy: message.order_by,
      view: views[message.run_view_type ?? 'ACTIVE_ONLY'],
      maxResults: message.max_results ?? defaultPage,
      pageToken: pageToken(message.page_token),
    });
    return {
      name: 'runs',
      items: mapEach(records, buildRunReply),
      rest: { next_page_token: tokenOrOmit(nextPageToken) },
    };
  },
});

/** Runs of MLflow's tracking API. */
export const runsRoutes: readonly MlflowRoute[] = [
  retrySafe(create),
  defineRoute({
    method: 'GET',
    path: `${folder}/get`,
    fields: runRef,
    answer: (ctx, message) => ({ run: buildRunReply(getRunRecord(ctx, runIdOf(message))) }),
  }),
  update,
  defineRoute({
    method: 'POST',
    path: `${folder}/delete`,
    fields: runRef,
    answer: async (ctx, message) => {
      await deleteRun(ctx, runIdOf(message));
      return {};
    },
  }),
  restore,
  defineRoute({
    method: 'POST',
    path: `${folder}/set-tag`,
    fields: { ...runRef, key: required(nonEmptyString), value: string },
    answer: async (ctx, message) => {
      const { key, value = '' } = message;
      await setRunTag(ctx, { runId: runIdOf(message), ...truncateTag({ key, value }) });
      return {};
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${folder}/delete-tag`,
    fields: { ...runRef, key: required(nonEmptyString) },
    answer: async (ctx, message) => {
      await deleteRunTag(ctx, { runId: runIdOf(message), key: message.key });
      return {};
    },
  }),
  search,
  ...loggingRoutes,
];
