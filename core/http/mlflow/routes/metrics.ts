import type { Int64 } from '#contract/entities.ts';
import { limits } from '#contract/inputs.ts';
import { compareInt64 } from '#core/kernel/int64.ts';
import {
  maxSampledSteps,
  readHistories,
  readHistoryByTime,
  readSampledHistory,
} from '#core/tracking/index.ts';
import { uiBases, type MlflowRoute } from '../mlflow-route.ts';
import { defineListRoute, mapEach } from '../replies/list-reply.ts';
import { buildPoint, buildPointOfRun } from '../replies/run-reply.ts';
import { pageToken, runIdOf, runRef } from '../wire/common-fields.ts';
import {
  int64,
  int64Within,
  invalidField,
  list,
  missingField,
  nonEmptyString,
  required,
  string,
  wideInt64,
} from '../wire/fields.ts';
import { tokenOrOmit } from '../wire/values.ts';

const folder = '/mlflow/metrics';
const maxRuns = 100;

/** Histories of metrics in MLflow's tracking API. */
export const metricsRoutes: readonly MlflowRoute[] = [
  defineListRoute({
    method: 'GET',
    path: `${folder}/get-history`,
    fields: {
      ...runRef,
      metric_key: required(nonEmptyString),
      page_token: string,
      max_results: int64Within(1, limits.historyPage),
    },
    answer: (ctx, message) => {
      const { points, nextPageToken } = readHistoryByTime(ctx, {
        runId: runIdOf(message),
        key: message.metric_key,
        maxResults: message.max_results,
        pageToken: pageToken(message.page_token),
      });
      return {
        name: 'metrics',
        items: mapEach(points, buildPoint),
        rest: { next_page_token: tokenOrOmit(nextPageToken) },
      };
    },
  }),
  defineListRoute({
    method: 'GET',
    path: `${folder}/get-history-bulk-interval`,
    fields: {
      run_ids: list(string),
      metric_key: required(nonEmptyString),
      start_step: wideInt64,
      end_step: wideInt64,
      max_results: int64Within(1, maxSampledSteps),
    },
    answer: (ctx, message) => {
      const { run_ids: runIds, metric_key: key, max_results: maxResults = maxSampledSteps } = message;
      checkRuns('run_ids', runIds);
      const points = readSampledHistory(ctx, { runIds, key, range: rangeOf(message), maxResults });
      return { name: 'metrics', items: mapEach(points, buildPointOfRun) };
    },
  }),
  defineListRoute({
    method: 'GET',
    path: `${folder}/get-history-bulk`,
    bases: uiBases,
    fields: { run_id: list(string), metric_key: required(nonEmptyString), max_results: int64 },
    answer: (ctx, message) => {
      checkRuns('run_id', message.run_id);
      const maxResults = Math.min(Math.max(message.max_results ?? limits.historyPage, 0), limits.historyPage);
      const points = readHistories(ctx, { runIds: message.run_id, key: message.metric_key, maxResults });
      return { name: 'metrics', items: mapEach(points, buildPointOfRun), isToldEmpty: true };
    },
  }),
];

function checkRuns(name: string, runIds: readonly string[]): void {
  if (runIds.length === 0) throw missingField(name);
  if (runIds.length > maxRuns)
    throw invalidField(name, `${runIds.length} runs`, `it must have at most ${maxRuns} run ids.`);
}

function rangeOf(message: {
  start_step: Int64 | undefined;
  end_step: Int64 | undefined;
}): { from: Int64; to: Int64 } | null {
  const { start_step: from, end_step: to } = message;
  if (from === undefined && to === undefined) return null;
  if (from === undefined) throw missingField('start_step');
  if (to === undefined) throw missingField('end_step');
  if (compareInt64(from, to) > 0)
    throw invalidField('end_step', to, `it must not be less than start_step, ${from}.`);
  return { from, to };
}
