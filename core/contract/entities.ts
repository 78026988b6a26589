import * as z from 'zod';

/** Milliseconds since 1970-01-01 UTC. */
export const timestamp = z.number().int();
export type Timestamp = z.infer<typeof timestamp>;

export const lifecycle = z.enum(['active', 'deleted']);
export type Lifecycle = z.infer<typeof lifecycle>;

/** Which lifecycle stages a list shows. */
export const lifecycleView = z.enum(['active', 'deleted', 'all']);
export type LifecycleView = z.infer<typeof lifecycleView>;

export const runStatus = z.enum(['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED']);
export type RunStatus = z.infer<typeof runStatus>;

/**
 * A metric's value on the wire. JSON and the RPC carry no NaN and no infinities as numbers, so these three travel as
 * strings, as in MLflow's REST API.
 */
export const metricValue = z.union([z.number(), z.literal(['NaN', 'Infinity', '-Infinity'])], {
  error: 'A metric is a number, or one of the texts "NaN", "Infinity" and "-Infinity"',
});
export type MetricValue = z.infer<typeof metricValue>;

/** Which way a metric is better; `none` when nobody can say. */
export const metricDirection = z.enum(['higher', 'lower', 'none']);
export type MetricDirection = z.infer<typeof metricDirection>;

export const tag = z.object({ key: z.string(), value: z.string() });
export type Tag = z.infer<typeof tag>;

export const param = z.object({ key: z.string(), value: z.string() });
export type Param = z.infer<typeof param>;

const int64Rule = 'An integer of 64 bits; as a text of its digits where it is beyond 2^53';

/**
 * An integer of 64 bits, such as a metric's step. Beyond 2^53 it travels as the text of its digits, and only there: a
 * number would lose some of them.
 */
export const int64 = z.union([z.number().int(), z.string().refine(isWideInteger, int64Rule)], {
  error: int64Rule,
});
export type Int64 = z.infer<typeof int64>;

function isWideInteger(digits: string): boolean {
  if (!/^-?[1-9]\d{15,18}$/.test(digits)) return false;
  const value = BigInt(digits);
  return BigInt.asIntN(64, value) === value && !Number.isSafeInteger(Number(digits));
}

export const metricPoint = z.object({ value: metricValue, step: int64, timestamp });
export type MetricPoint = z.infer<typeof metricPoint>;

/** The latest point of one metric with what the whole history says: extremes leave NaN out. */
export const latestMetric = metricPoint.extend({
  key: z.string(),
  min: metricValue,
  max: metricValue,
  count: z.number().int(),
});
export type LatestMetric = z.infer<typeof latestMetric>;

export const experiment = z.object({
  experimentId: z.string(),
  name: z.string(),
  artifactLocation: z.string(),
  lifecycle,
  createdAt: timestamp,
  updatedAt: timestamp,
  tags: z.array(tag),
});
export type Experiment = z.infer<typeof experiment>;

/** An experiment with the figures that a list shows. */
export const experimentSummary = experiment.extend({
  runCount: z.number().int(),
  runningCount: z.number().int(),
  lastRunAt: timestamp.nullable(),
});
export type ExperimentSummary = z.infer<typeof experimentSummary>;

export const run = z.object({
  runId: z.string(),
  experimentId: z.string(),
  parentRunId: z.string().nullable(),
  childCount: z.number().int(),
  name: z.string(),
  status: runStatus,
  userId: z.string(),
  startedAt: timestamp,
  endedAt: timestamp.nullable(),
  lifecycle,
  artifactUri: z.string(),
  /** What the client that made it calls itself, e.g. `mlflow-python-client/3.17.2`; empty for Stile's own. */
  client: z.string(),
  params: z.array(param),
  metrics: z.array(latestMetric),
  tags: z.array(tag),
});
export type Run = z.infer<typeof run>;

export const datasetInput = z.object({
  name: z.string(),
  digest: z.string(),
  sourceType: z.string(),
  source: z.string(),
  schema: z.string().nullable(),
  profile: z.string().nullable(),
  tags: z.array(tag),
});
export type DatasetInput = z.infer<typeof datasetInput>;

export const artifactEntry = z.object({
  path: z.string(),
  isFolder: z.boolean(),
  size: z.number().int().nullable(),
});
export type ArtifactEntry = z.infer<typeof artifactEntry>;

/** Who made a change. */
export const actorKind = z.enum(['screen', 'client', 'command', 'pipeline', 'engine']);
export type ActorKind = z.infer<typeof actorKind>;
export const actor = z.object({ kind: actorKind, name: z.string() });
export type Actor = z.infer<typeof actor>;

export const backupEntry = z.object({
  file: z.string(),
  createdAt: timestamp,
  bytes: z.number().int(),
  reason: z.enum(['daily', 'migration', 'manual']),
  /** The newest row of activity in it: what came later is lost with a restore. Null where it cannot be read. */
  lastActivityId: z.number().int().nullable(),
});
export type BackupEntry = z.infer<typeof backupEntry>;

/** A condition of the workspace that the user should know: worded by the renderer from `code` and `detail`. */
export const workspaceWarning = z.object({
  code: z.enum(['SYNCED_FOLDER', 'NETWORK_FOLDER', 'DAMAGED_READ_ONLY', 'BACKUP_FAILED', 'LOW_DISK']),
  detail: z.string(),
});
export type WorkspaceWarning = z.infer<typeof workspaceWarning>;

export const workspaceInfo = z.object({
  name: z.string(),
  path: z.string(),
  project: z.string().nullable(),
  readOnly: z.boolean(),
  schemaVersion: z.number().int(),
  databaseBytes: z.number().int(),
  artifactBytes: z.number().int(),
  freeBytes: z.number().int().nullable(),
  warnings: z.array(workspaceWarning),
});
export type WorkspaceInfo = z.infer<typeof workspaceInfo>;

export const systemInfo = z.object({
  version: z.string(),
  pid: z.number().int(),
  startedAt: timestamp,
  platform: z.string(),
  /** Where the tracking server listens, e.g. `http://127.0.0.1:5000`; null while it does not. */
  trackingUri: z.string().nullable(),
  /** The client that called last on the MLflow surface since the engine started: `mlflow 3.17.2`. */
  lastClient: z.object({ name: z.string(), at: timestamp }).nullable(),
  /** The port that was wanted, when another program holds it. */
  wantedPort: z.number().int().nullable(),
  capabilities: z.object({
    nativeDialogs: z.boolean(),
    revealInFolder: z.boolean(),
    /** Its host goes on with another workspace, or a restored one, when it is asked to. */
    goesOn: z.boolean(),
  }),
  /** Who may log to the tracking server: any program of this machine, or one that shows a token or a password. */
  trackingAccess: z.enum(['open', 'secret']),
  runtime: z.object({ node: z.string(), arch: z.string(), sqlite: z.string() }),
  workspace: workspaceInfo,
});
export type SystemInfo = z.infer<typeof systemInfo>;
