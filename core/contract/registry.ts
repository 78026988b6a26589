import * as z from 'zod';
import { base, nextPageToken, nothing, page } from './base.ts';
import { metricDirection, metricValue, tag, timestamp } from './entities.ts';
import { failure } from './python.ts';

export const modelStage = z.enum(['None', 'Staging', 'Production', 'Archived']);
export type ModelStage = z.infer<typeof modelStage>;

export const aliasName = z.object({ alias: z.string(), version: z.number().int() });

/** A metric of a version with the split that it was measured on and the rows behind it. */
export const versionMetric = z.object({
  key: z.string(),
  split: z.string(),
  value: metricValue,
  /** rows; null when it was not recorded */
  n: z.number().int().nullable(),
  /** `datasets:/reviews_heldout/1`; null when it was not recorded */
  dataset: z.string().nullable(),
});
export type VersionMetric = z.infer<typeof versionMetric>;

/** The same with which way it is better: by the experiment of the version's run, else by its name. */
export const directedMetric = versionMetric.extend({
  direction: metricDirection,
  /** A share of 1 such as an accuracy, whose differences are read in percentage points. */
  isShare: z.boolean(),
});
export type DirectedMetric = z.infer<typeof directedMetric>;

export const modelVersion = z.object({
  name: z.string(),
  version: z.number().int(),
  /** `models:/<name>/<version>` */
  uri: z.string(),
  createdAt: timestamp,
  updatedAt: timestamp,
  userId: z.string(),
  stage: modelStage,
  description: z.string(),
  /** What was registered: `runs:/<run>/model`, or another address as a client gave it. */
  source: z.string(),
  runId: z.string().nullable(),
  runLink: z.string(),
  /** The logged model that was registered, `m-<32 hex>`; null for other sources. */
  modelId: z.string().nullable(),
  /** The dataset versions that the source run used: `datasets:/reviews/1`. */
  datasets: z.array(z.string()),
  /** Of MLmodel, parsed; null where there is none. */
  signature: z.object({ inputs: z.unknown(), outputs: z.unknown(), params: z.unknown() }).nullable(),
  /** e.g. `stile_text`, `python_function` */
  flavors: z.array(z.string()),
  environment: z.array(z.object({ name: z.string(), version: z.string() })),
  bytes: z.number().int().nullable(),
  tags: z.array(tag),
  aliases: z.array(z.string()),
  metrics: z.array(directedMetric),
});
export type ModelVersion = z.infer<typeof modelVersion>;

/** What lies in the folder of a version. */
export const versionFiles = z.object({
  /** By path below the folder; the first 500 of `fileCount`. */
  files: z.array(z.object({ path: z.string(), bytes: z.number().int() })),
  fileCount: z.number().int(),
  /** The MLflow that logged it; null where MLmodel does not say it, as in Stile's own. */
  mlflowVersion: z.string().nullable(),
  /** The input that its author gave as an example, as JSON; `text` is null when it is too long to be shown. */
  example: z.object({ path: z.string(), bytes: z.number().int(), text: z.string().nullable() }).nullable(),
});
export type VersionFiles = z.infer<typeof versionFiles>;

/** One figure over the versions of a model, the oldest first. */
export const metricTrend = z.object({
  split: z.string(),
  key: z.string(),
  points: z.array(
    z.object({ version: z.number().int(), value: metricValue, n: z.number().int().nullable() }),
  ),
});
export type MetricTrend = z.infer<typeof metricTrend>;

export const registeredModel = z.object({
  name: z.string(),
  description: z.string(),
  createdAt: timestamp,
  updatedAt: timestamp,
  tags: z.array(tag),
  aliases: z.array(aliasName),
  versionCount: z.number().int(),
  /** Out of the way: lists leave it out, whoever asks for it by name gets it. */
  isArchived: z.boolean(),
  latestVersion: modelVersion.nullable(),
  /** The figure that says most of the newest version, over the last 20; null where it has none. */
  trend: metricTrend.nullable(),
  /** The version that holds `champion`, and since when. */
  champion: z.object({ version: modelVersion, since: timestamp }).nullable(),
  /** The version that `rollback` would make champion; null where there is none. */
  rollbackTo: z.number().int().nullable(),
});
export type RegisteredModel = z.infer<typeof registeredModel>;

/** What a version is held against before it becomes champion. */
export const gateName = z.enum([
  'beats_champion',
  'schema',
  'environment',
  'smoke',
  'drift_reference',
  'approval',
]);
export type GateName = z.infer<typeof gateName>;

/** What one gate found. */
export const gateResult = z.object({
  gate: gateName,
  /** Skipped: there is nothing to hold the version against. */
  state: z.enum(['passed', 'failed', 'skipped']),
  /** Why, for a screen to word: `better`, `no_champion`, `columns_missing` and the like. */
  code: z.string(),
  /** The values that the wording speaks of. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  /** The error that kept the gate from finding more, for a screen to word; left out without one. */
  failure: failure.nullish(),
});
export type GateResult = z.infer<typeof gateResult>;

/** One move of an alias. `version` null: the alias was taken off. */
export const aliasMove = z.object({
  moveId: z.number().int(),
  at: timestamp,
  alias: z.string(),
  fromVersion: z.number().int().nullable(),
  version: z.number().int().nullable(),
  kind: z.enum(['set', 'promote', 'rollback', 'remove']),
  actor: z.object({ kind: z.string(), name: z.string() }),
  reason: z.string(),
  /** What the gates found before a promotion; null where none were asked. */
  gates: z.array(gateResult).nullable(),
});
export type AliasMove = z.infer<typeof aliasMove>;

const name = z.string();
const version = z.number().int().min(1);
const modelRef = z.strictObject({ name });
const versionRef = z.strictObject({ name, version });

export const createModelVersion = z.strictObject({
  name,
  /** `runs:/<run>/<path>`, or the address of files that Stile does not hold. */
  source: z.string(),
  runId: z.string().optional(),
  runLink: z.string().default(''),
  /** The logged model that holds the files, where the source does not say it. */
  modelId: z.string().optional(),
  description: z.string().default(''),
  tags: z.array(tag).default([]),
  metrics: z.array(versionMetric).default([]),
});

export const registryProcedures = {
  create: base
    .input(z.strictObject({ name, description: z.string().default(''), tags: z.array(tag).default([]) }))
    .output(registeredModel),
  get: base.input(modelRef).output(registeredModel),
  list: base
    .input(
      z.strictObject({
        /** MLflow's prompts too, which it keeps among the models. */
        prompts: z.boolean().default(false),
        view: z.enum(['active', 'archived', 'all']).default('active'),
        ...page,
      }),
    )
    .output(z.object({ models: z.array(registeredModel), nextPageToken })),
  update: base.input(z.strictObject({ name, description: z.string() })).output(registeredModel),
  rename: base.input(z.strictObject({ name, newName: z.string() })).output(registeredModel),
  delete: base.input(modelRef).output(nothing),
  archive: base.input(modelRef).output(registeredModel),
  restore: base.input(modelRef).output(registeredModel),
  setTag: base.input(z.strictObject({ name, key: z.string(), value: z.string() })).output(nothing),
  deleteTag: base.input(z.strictObject({ name, key: z.string() })).output(nothing),

  createVersion: base.input(createModelVersion).output(modelVersion),
  getVersion: base.input(versionRef).output(modelVersion),
  versions: base.input(modelRef).output(z.object({ versions: z.array(modelVersion) })),
  /** The files of a version that lie in this workspace, and its input example. */
  versionFiles: base.input(versionRef).output(versionFiles),
  /** Reads at most 4 MB of one of those files from `offset`; `end` tells the last piece. */
  readVersionFile: base
    .input(versionRef.extend({ path: z.string(), offset: z.number().int().min(0).default(0) }))
    .output(z.object({ chunk: z.file(), size: z.number().int(), end: z.boolean() })),
  updateVersion: base.input(versionRef.extend({ description: z.string() })).output(modelVersion),
  deleteVersion: base.input(versionRef).output(nothing),
  setVersionTag: base.input(versionRef.extend({ key: z.string(), value: z.string() })).output(nothing),
  deleteVersionTag: base.input(versionRef.extend({ key: z.string() })).output(nothing),
  /** Kept for old clients; Stile itself goes by aliases. */
  transitionStage: base
    .input(versionRef.extend({ stage: modelStage, archiveExisting: z.boolean().default(false) }))
    .output(modelVersion),

  setAlias: base
    .input(versionRef.extend({ alias: z.string(), reason: z.string().default('') }))
    .output(modelVersion),
  deleteAlias: base
    .input(z.strictObject({ name, alias: z.string(), reason: z.string().default('') }))
    .output(nothing),
  /** Makes a version the champion; the one before it is remembered. */
  promote: base
    .input(
      versionRef.extend({
        reason: z.string(),
        /** What `promotion.gates` found, to be kept with the promotion; whoever promotes answers for it. */
        gates: z.array(gateResult).max(20).optional(),
      }),
    )
    .output(registeredModel),
  /** Gives `champion` back to the version that held it before. */
  rollback: base.input(z.strictObject({ name, reason: z.string() })).output(registeredModel),
  /** Every move of every alias, newest first. */
  history: base.input(modelRef).output(z.object({ moves: z.array(aliasMove) })),
  /** The version that `models:/name/3`, `models:/name@champion` or `models:/name/latest` means now. */
  resolve: base.input(z.strictObject({ uri: z.string() })).output(modelVersion),
};
