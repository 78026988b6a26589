import * as z from 'zod';
import { int64, lifecycleView, metricValue, runStatus, tag, param } from './entities.ts';

/** Numbers that callers and messages share; the origin of each is MLflow's validation unless a comment says otherwise. */
export const limits = {
  keyCharacters: 250,
  paramValueCharacters: 6000,
  runTagValueCharacters: 8000,
  experimentNameCharacters: 500,
  experimentTagValueCharacters: 20_000,
  runNameCharacters: 8000,
  metricsPerBatch: 1000,
  paramsPerBatch: 100,
  tagsPerBatch: 100,
  itemsPerBatch: 1000,
  datasetsPerCall: 1000,
  datasetNameCharacters: 500,
  datasetDigestCharacters: 36,
  datasetSourceCharacters: 65_535,
  datasetSchemaCharacters: 1_048_575,
  datasetProfileCharacters: 16_777_215,
  inputTagKeyCharacters: 255,
  inputTagValueCharacters: 500,
  searchPage: 50_000,
  historyPage: 25_000,
  /** Ours: bytes of one artifact chunk over RPC. */
  artifactChunkBytes: 4 * 1024 * 1024,
  /** Ours: runs that stand side by side. */
  comparedRuns: 500,
  /** Ours: pipelines that one question names. */
  namedPipelines: 10_000,
  /** Ours: nesting of parentheses and NOT in a search text. */
  filterDepth: 100,
} as const;

const experimentId = z.string();
const runId = z.string();
const page = {
  maxResults: z.number().int().min(1).max(limits.searchPage).default(100),
  pageToken: z.string().optional(),
};

export const noInput = z.strictObject({});
export const experimentRef = z.strictObject({ experimentId });
export const runRef = z.strictObject({ runId });

export const createExperiment = z.strictObject({ name: z.string(), tags: z.array(tag).default([]) });
export const updateExperiment = z.strictObject({ experimentId, name: z.string() });
export const setExperimentTag = z.strictObject({ experimentId, key: z.string(), value: z.string() });
export const deleteExperimentTag = z.strictObject({ experimentId, key: z.string() });
export const searchExperiments = z.strictObject({
  filter: z.string().default(''),
  orderBy: z.array(z.string()).default([]),
  view: lifecycleView.default('active'),
  ...page,
});

export const createRun = z.strictObject({
  experimentId,
  name: z.string().optional(),
  parentRunId: z.string().optional(),
  userId: z.string().default(''),
  startedAt: z.number().int().optional(),
  status: runStatus.default('RUNNING'),
  tags: z.array(tag).default([]),
});
export const updateRun = z.strictObject({
  runId,
  name: z.string().optional(),
  status: runStatus.optional(),
  endedAt: z.number().int().optional(),
});
export const setRunTag = z.strictObject({ runId, key: z.string(), value: z.string() });
export const deleteRunTag = z.strictObject({ runId, key: z.string() });
export const logParam = z.strictObject({ runId, key: z.string(), value: z.string() });

const loggedPoint = {
  key: z.string(),
  /** NaN and the infinities travel as the texts "NaN", "Infinity" and "-Infinity". */
  value: metricValue,
  step: int64.default(0),
  /** Milliseconds since 1970 UTC; the engine's clock when left out. */
  timestamp: z.number().int().min(0).optional(),
};
export const metricInput = z.strictObject(loggedPoint);
export const logMetric = z.strictObject({ runId, ...loggedPoint });
export const logBatch = z.strictObject({
  runId,
  metrics: z.array(metricInput).default([]),
  params: z.array(param).default([]),
  tags: z.array(tag).default([]),
});
export const logInputs = z.strictObject({
  runId,
  datasets: z.array(
    z.strictObject({
      name: z.string(),
      digest: z.string(),
      sourceType: z.string(),
      source: z.string(),
      schema: z.string().optional(),
      profile: z.string().optional(),
      tags: z.array(tag).default([]),
    }),
  ),
});
/** `experimentIds` empty means every experiment of the view. */
export const searchRuns = z.strictObject({
  experimentIds: z.array(experimentId).default([]),
  filter: z.string().default(''),
  orderBy: z.array(z.string()).default([]),
  view: lifecycleView.default('active'),
  /** `roots`: only runs without a parent; `children`: only those of `parentRunId`; `all`: every run, flat. */
  nesting: z.enum(['all', 'roots', 'children']).default('all'),
  parentRunId: z.string().optional(),
  ...page,
});
export const metricHistory = z.strictObject({
  runId,
  key: z.string(),
  maxResults: z.number().int().min(1).max(limits.historyPage).default(1000),
  pageToken: z.string().optional(),
});

export const artifactRef = z.strictObject({ runId, path: z.string() });
export const listArtifacts = z.strictObject({ runId, path: z.string().default('') });
/** Reads at most `limits.artifactChunkBytes` from `offset`. */
export const readArtifact = z.strictObject({
  runId,
  path: z.string(),
  offset: z.number().int().min(0).default(0),
});
/**
 * One piece of an upload. The first has `offset` 0 and no `uploadId`; the answer names the upload. The file appears
 * under its name, whole and on disk, when the piece with `last` was taken.
 */
export const writeArtifact = z.strictObject({
  runId,
  path: z.string(),
  uploadId: z.string().optional(),
  offset: z.number().int().min(0),
  chunk: z.file(),
  last: z.boolean(),
});

export const subscribeEvents = z.strictObject({
  epoch: z.string().optional(),
  after: z.number().int().optional(),
});
