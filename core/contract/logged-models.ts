import * as z from 'zod';
import { base, nextPageToken, nothing, page } from './base.ts';
import { lifecycle, lifecycleView, metricPoint, param, tag, timestamp } from './entities.ts';

export const loggedModelStatus = z.enum(['PENDING', 'READY', 'UPLOAD_FAILED']);
export type LoggedModelStatus = z.infer<typeof loggedModelStatus>;

/** A metric that was logged for this model, by the run and for the dataset that it names. */
export const loggedModelMetric = metricPoint.extend({
  key: z.string(),
  /** Empty when that run is deleted for good. */
  runId: z.string(),
  datasetName: z.string().nullable(),
  datasetDigest: z.string().nullable(),
});
export type LoggedModelMetric = z.infer<typeof loggedModelMetric>;

/** What a run made with MLflow's `log_model`: a folder with MLmodel, with params, tags and metrics of its own. */
export const loggedModel = z.object({
  /** `m-` and 32 hex characters; its address is `models:/<modelId>`. */
  modelId: z.string(),
  experimentId: z.string(),
  name: z.string(),
  /** What the client calls it, e.g. `agent`; often empty. */
  modelType: z.string(),
  status: loggedModelStatus,
  sourceRunId: z.string().nullable(),
  artifactUri: z.string(),
  lifecycle,
  createdAt: timestamp,
  updatedAt: timestamp,
  params: z.array(param),
  tags: z.array(tag),
  /** The latest of each key and dataset. */
  metrics: z.array(loggedModelMetric),
});
export type LoggedModel = z.infer<typeof loggedModel>;

const modelRef = z.strictObject({ modelId: z.string() });

export const loggedModelProcedures = {
  search: base
    .input(
      z.strictObject({
        /** Left out: all. */
        experimentIds: z.array(z.string()).optional(),
        /** Only those that this run has made. */
        runId: z.string().optional(),
        filter: z.string().default(''),
        orderBy: z.array(z.string()).default([]),
        view: lifecycleView.default('active'),
        ...page,
      }),
    )
    .output(z.object({ models: z.array(loggedModel), nextPageToken })),
  get: base.input(modelRef).output(loggedModel),
  setTag: base.input(modelRef.extend({ key: z.string(), value: z.string() })).output(nothing),
  deleteTag: base.input(modelRef.extend({ key: z.string() })).output(nothing),
  /** Its files stay until its run or its experiment is deleted for good. Deleting a deleted one changes nothing. */
  delete: base.input(modelRef).output(nothing),
};
