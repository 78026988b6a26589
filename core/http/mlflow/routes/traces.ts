import { setTimeout } from 'node:timers/promises';
import { StileError } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import {
  beginTrace,
  correlateFilters,
  deleteTraces,
  deleteTraceTag,
  endTrace,
  findTraces,
  getTraceInfo,
  getTraceInfos,
  getTracesWithSpans,
  getTraceWithSpans,
  isComplete,
  linkPromptsToTrace,
  linkTracesToRun,
  setTraceTag,
  startTrace,
  type TraceWithSpans,
} from '#core/tracing/index.ts';
import { defineRoute, v3Bases, type MlflowRoute } from '../mlflow-route.ts';
import { buildTrace, buildTraceInfo, buildTraceInfoV2 } from '../replies/trace-reply.ts';
import { retrySafe } from '../retry-safe.ts';
import { experimentId, pageToken, searchPage, tags, tagsOf } from '../wire/common-fields.ts';
import { bool, int64Within, list, nested, nonEmptyString, required, string } from '../wire/fields.ts';
import {
  assessmentShape,
  durationText,
  textMap,
  timestampText,
  traceState,
  traceTime,
} from '../wire/trace-fields.ts';
import { orOmit, tokenOrOmit } from '../wire/values.ts';
import { assessmentRoutes, readAssessment } from './assessments.ts';
import { otlpRoute } from './otlp.ts';

const folder = '/mlflow/traces';
const allBases = ['/api/2.0', '/ajax-api/2.0', ...v3Bases];
const defaultPage = 100;

const location = nested({ mlflow_experiment: nested({ experiment_id: experimentId }) });

const traceInfo = nested({
  trace_id: required(nonEmptyString),
  client_request_id: string,
  trace_location: required(location),
  request_preview: string,
  response_preview: string,
  request_time: timestampText,
  execution_duration: durationText,
  state: traceState,
  trace_metadata: textMap,
  tags: textMap,
  assessments: list(nested(assessmentShape)),
});

const startV3 = defineRoute({
  method: 'POST',
  path: folder,
  bases: v3Bases,
  fields: { trace: required(nested({ trace_info: required(traceInfo) })) },
  answer: async (ctx, { trace: { trace_info: info } }) => {
    const trace = await startTrace(ctx, {
      traceId: info.trace_id,
      experimentId: info.trace_location.mlflow_experiment?.experiment_id ?? '0',
      startedAt: info.request_time ?? ctx.clock.now(),
      durationMs: info.execution_duration ?? null,
      state: info.state ?? 'STATE_UNSPECIFIED',
      clientRequestId: info.client_request_id ?? null,
      requestPreview: info.request_preview ?? null,
      responsePreview: info.response_preview ?? null,
      tags: info.tags,
      metadata: info.trace_metadata,
      assessments: info.assessments.map(readAssessment),
    });
    return { trace: { trace_info: buildTraceInfo(trace) } };
  },
});

const startV2 = defineRoute({
  method: 'POST',
  path: folder,
  fields: { experiment_id: required(experimentId), timestamp_ms: traceTime, request_metadata: tags, tags },
  answer: async (ctx, message) => {
    const trace = await beginTrace(ctx, {
      experimentId: message.experiment_id,
      startedAt: message.timestamp_ms ?? ctx.clock.now(),
      metadata: tagsOf(message.request_metadata),
      tags: tagsOf(message.tags),
    });
    return { trace_info: buildTraceInfoV2(trace) };
  },
});

const endV2 = defineRoute({
  method: 'PATCH',
  path: `${folder}/:request_id`,
  fields: {
    request_id: required(nonEmptyString),
    timestamp_ms: traceTime,
    status: traceState,
    request_metadata: tags,
    tags,
  },
  answer: async (ctx, message) => {
    const trace = await endTrace(ctx, {
      traceId: message.request_id,
      endedAt: message.timestamp_ms ?? ctx.clock.now(),
      state: message.status ?? 'STATE_UNSPECIFIED',
      metadata: tagsOf(message.request_metadata),
      tags: tagsOf(message.tags),
    });
    return { trace_info: buildTraceInfoV2(trace) };
  },
});

/** How long the rest of a trace may take to come, in ms: as long as MLflow's server waits for it. */
const waits = [50, 100, 200, 400, 800, 1450];

async function getWhole(ctx: EngineContext, traceId: string): Promise<TraceWithSpans> {
  for (const ms of waits) {
    const found = getTraceWithSpans(ctx, traceId);
    if (isComplete(found)) return found;
    await setTimeout(ms);
  }
  const found = getTraceWithSpans(ctx, traceId);
  if (isComplete(found)) return found;
  throw new StileError(
    'NOT_FOUND',
    `Trace with ID ${traceId} is not fully exported yet: ${found.spans.length} of its spans are here. Please try again later.`,
    { kind: 'trace', id: traceId },
  );
}

const searchFields = {
  filter: string,
  max_results: searchPage,
  order_by: list(string),
  page_token: string,
};

const readRoutes: readonly MlflowRoute[] = [
  defineRoute({
    method: 'GET',
    path: `${folder}/get`,
    bases: v3Bases,
    fields: { trace_id: required(nonEmptyString), allow_partial: bool },
    answer: async (ctx, { trace_id: traceId, allow_partial = false }) => {
      const found = allow_partial ? getTraceWithSpans(ctx, traceId) : await getWhole(ctx, traceId);
      return { trace: buildTrace(found) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${folder}/batchGet`,
    bases: v3Bases,
    fields: { trace_ids: list(string), experiment_ids: list(string) },
    answer: (ctx, { trace_ids, experiment_ids }) => {
      const found = getTracesWithSpans(ctx, trace_ids).filter(({ trace }) => isOf(trace, experiment_ids));
      return { traces: orOmit(found.map(buildTrace)) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${folder}/batchGetInfos`,
    bases: v3Bases,
    fields: { trace_ids: list(string), experiment_ids: list(string) },
    answer: (ctx, { trace_ids, experiment_ids }) => {
      const found = getTraceInfos(ctx, trace_ids).filter((trace) => isOf(trace, experiment_ids));
      return { trace_infos: orOmit(found.map(buildTraceInfo)) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${folder}/:trace_id`,
    bases: v3Bases,
    fields: { trace_id: required(nonEmptyString) },
    answer: (ctx, { trace_id }) => ({ trace: { trace_info: buildTraceInfo(getTraceInfo(ctx, trace_id)) } }),
  }),
  defineRoute({
    method: 'GET',
    path: `${folder}/:request_id/info`,
    fields: { request_id: required(nonEmptyString) },
    answer: (ctx, { request_id }) => ({ trace_info: buildTraceInfoV2(getTraceInfo(ctx, request_id)) }),
  }),
  defineRoute({
    method: 'POST',
    path: `${folder}/search`,
    bases: v3Bases,
    fields: { locations: list(location), ...searchFields },
    answer: (ctx, { locations, ...message }) => {
      const experimentIds = locations
        .map(({ mlflow_experiment }) => mlflow_experiment?.experiment_id)
        .filter((id) => id !== undefined);
      const { traces, nextPageToken } = search(ctx, experimentIds, message);
      return { traces: orOmit(traces.map(buildTraceInfo)), next_page_token: nextPageToken };
    },
  }),
  defineRoute({
    method: 'GET',
    path: folder,
    fields: { experiment_ids: list(experimentId), ...searchFields },
    answer: (ctx, { experiment_ids, ...message }) => {
      const { traces, nextPageToken } = search(ctx, experiment_ids, message);
      return { traces: orOmit(traces.map(buildTraceInfoV2)), next_page_token: nextPageToken };
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${folder}/calculate-filter-correlation`,
    bases: v3Bases,
    fields: {
      experiment_ids: list(experimentId),
      filter_string1: required(string),
      filter_string2: required(string),
      base_filter: string,
    },
    answer: (ctx, message) => {
      const found = correlateFilters(ctx, {
        experimentIds: message.experiment_ids,
        first: message.filter_string1,
        second: message.filter_string2,
        base: message.base_filter,
      });
      return {
        npmi: Number.isNaN(found.npmi) ? 'NaN' : found.npmi,
        npmi_smoothed: Number.isNaN(found.npmiSmoothed) ? 'NaN' : found.npmiSmoothed,
        filter1_count: found.first,
        filter2_count: found.second,
        joint_count: found.both,
        total_count: found.total,
      };
    },
  }),
];

/** None named: of any experiment. */
function isOf({ experimentId: id }: { experimentId: string }, experimentIds: readonly string[]): boolean {
  return experimentIds.length === 0 || experimentIds.includes(id);
}

function search(
  ctx: EngineContext,
  experimentIds: readonly string[],
  message: {
    filter: string | undefined;
    max_results: number | undefined;
    order_by: string[];
    page_token: string | undefined;
  },
) {
  const { traces, nextPageToken } = findTraces(ctx, {
    experimentIds,
    filter: message.filter ?? '',
    orderBy: message.order_by,
    maxResults: message.max_results ?? defaultPage,
    pageToken: pageToken(message.page_token),
  });
  return { traces, nextPageToken: tokenOrOmit(nextPageToken) };
}

/** The same in both versions, but for the name of the id in the path. */
function tagRoutes(idName: 'request_id' | 'trace_id', bases?: readonly string[]): readonly MlflowRoute[] {
  const id = { request_id: string, trace_id: string };
  const path = `${folder}/:${idName}/tags`;
  const where = bases === undefined ? {} : { bases };
  return [
    defineRoute({
      method: 'PATCH',
      path,
      ...where,
      fields: { ...id, key: required(nonEmptyString), value: string },
      answer: async (ctx, { [idName]: traceId = '', key, value = '' }) => {
        await setTraceTag(ctx, { traceId, key, value });
        return {};
      },
    }),
    defineRoute({
      method: 'DELETE',
      path,
      ...where,
      fields: { ...id, key: required(nonEmptyString) },
      answer: async (ctx, { [idName]: traceId = '', key }) => {
        await deleteTraceTag(ctx, { traceId, key });
        return {};
      },
    }),
  ];
}

const changeRoutes: readonly MlflowRoute[] = [
  ...tagRoutes('request_id'),
  ...tagRoutes('trace_id', v3Bases),
  defineRoute({
    method: 'POST',
    path: `${folder}/delete-traces`,
    bases: allBases,
    fields: {
      experiment_id: required(experimentId),
      max_timestamp_millis: traceTime,
      max_traces: int64Within(1, 2 ** 31 - 1),
      request_ids: list(string),
    },
    answer: async (ctx, message) => {
      const traces_deleted = await deleteTraces(ctx, {
        experimentId: message.experiment_id,
        startedUntil: message.max_timestamp_millis,
        maxTraces: message.max_traces,
        traceIds: orOmit(message.request_ids),
      });
      return { traces_deleted };
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${folder}/link-to-run`,
    bases: allBases,
    fields: { trace_ids: list(string), run_id: required(nonEmptyString) },
    answer: async (ctx, { trace_ids: traceIds, run_id: runId }) => {
      await linkTracesToRun(ctx, { traceIds, runId });
      return {};
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${folder}/link-prompts`,
    bases: allBases,
    fields: {
      trace_id: required(nonEmptyString),
      prompt_versions: list(nested({ name: required(nonEmptyString), version: required(nonEmptyString) })),
    },
    answer: async (ctx, { trace_id: traceId, prompt_versions: prompts }) => {
      await linkPromptsToTrace(ctx, { traceId, prompts });
      return {};
    },
  }),
];

/** Traces of MLflow 3, and what clients of MLflow 2 call instead. */
export const tracesRoutes: readonly MlflowRoute[] = [
  otlpRoute,
  startV3,
  retrySafe(startV2),
  endV2,
  ...readRoutes,
  ...changeRoutes,
  ...assessmentRoutes,
];
