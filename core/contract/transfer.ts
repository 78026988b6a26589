import * as z from 'zod';
import { base, nextPageToken, page } from './base.ts';
import { actor, timestamp } from './entities.ts';

/** How many of each kind of thing. `bytes` are those of `files`, `points` those of metrics. */
export const transferCounts = z.object({
  experiments: z.number().int(),
  runs: z.number().int(),
  points: z.number().int(),
  files: z.number().int(),
  bytes: z.number().int(),
  loggedModels: z.number().int(),
  models: z.number().int(),
  versions: z.number().int(),
});
export type TransferCounts = z.infer<typeof transferCounts>;

/** Something that did not come, or came otherwise than it was. */
export const transferRemark = z.object({
  kind: z.enum([
    'experiment',
    'run',
    'param',
    'metric',
    'dataset',
    'file',
    'logged_model',
    'model',
    'version',
    'alias',
    'trace',
    'prompt',
  ]),
  /** Which one, as a person would name it: `churn`, `models:/churner/3`, `<run id> notes/a.txt`. */
  what: z.string(),
  problem: z.enum([
    /** Deleted here, or deleted for good: an import brings nothing back. */
    'deleted_here',
    /** Its files lie at a storage that only its own client reaches. */
    'other_storage',
    /** Its files are not where the store says. */
    'files_missing',
    /** A name that this side cannot hold. */
    'name_not_allowed',
    /** A value that cannot be read, or that this side cannot hold. */
    'value_not_allowed',
    /** Another thing has this id or number here already. */
    'taken',
    /** It got another number or name than it had. */
    'renumbered',
    /** This kind of thing is not brought. */
    'not_brought',
    /** What arrived is not what was sent. */
    'differs',
    /** The other side refused it. */
    'refused',
  ]),
  /** An English sentence with the value seen. */
  detail: z.string(),
});
export type TransferRemark = z.infer<typeof transferRemark>;

export const transferReport = z.object({
  /** New on the receiving side. */
  fresh: transferCounts,
  /** There already, and brought up to date. */
  changed: transferCounts,
  /** There already, and the same. */
  same: transferCounts,
  /** The first thousand; `remarkCount` counts all. */
  remarks: z.array(transferRemark),
  remarkCount: z.number().int(),
  /** Of a push: what was read back from the server and compared. */
  verified: transferCounts.nullable(),
});
export type TransferReport = z.infer<typeof transferReport>;

export const transferJob = z.object({
  jobId: z.number().int(),
  direction: z.enum(['import', 'push']),
  /** Path or address of the other side, without credentials. */
  address: z.string(),
  /** `interrupted`: the engine ended while it worked; the same order again goes on where it was. */
  state: z.enum(['running', 'done', 'failed', 'canceled', 'interrupted']),
  actor,
  startedAt: timestamp,
  endedAt: timestamp.nullable(),
  progress: z.object({
    phase: z.enum(['looking', 'experiments', 'runs', 'logged_models', 'models', 'verifying', 'over']),
    done: transferCounts,
    /** What there is to bring; null until it is known. */
    total: transferCounts.nullable(),
  }),
  report: transferReport.nullable(),
  error: z.object({ code: z.string(), message: z.string(), data: z.unknown() }).nullable(),
});
export type TransferJob = z.infer<typeof transferJob>;

/** Kept in memory while the job works, never stored. */
const auth = z.strictObject({
  token: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
});
export type TransferAuth = z.infer<typeof auth>;

const importOrder = z.strictObject({
  /** `mlflow.db`, a folder `mlruns`, or `http://server:5000`; paths are absolute, of the machine of the engine. */
  source: z.string(),
  /** The folder with `<experiment id>/<run id>/artifacts`, where the store names another place. */
  artifacts: z.string().optional(),
  /** Put before the names of experiments and models. */
  prefix: z.string().default(''),
  /** Names; empty means all. With names, only models with a version of one of their runs come. */
  experiments: z.array(z.string()).default([]),
  models: z.boolean().default(true),
  files: z.boolean().default(true),
  auth: auth.optional(),
});
export type ImportOrder = z.input<typeof importOrder>;

const pushOrder = z.strictObject({
  server: z.string(),
  /** Names. */
  experiments: z.array(z.string()).default([]),
  /** Names; the runs behind their versions go along. */
  models: z.array(z.string()).default([]),
  /** Every experiment and model. */
  all: z.boolean().default(false),
  files: z.boolean().default(true),
  verify: z.boolean().default(true),
  auth: auth.optional(),
});
export type PushOrder = z.input<typeof pushOrder>;

/** What a job would find; nothing is written for it, on either side. */
export const transferPreview = z.object({
  direction: z.enum(['import', 'push']),
  address: z.string(),
  kind: z.enum(['database', 'folder', 'server']),
  /** What the other side says of itself: its version, its schema. */
  version: z.string(),
  experiments: z.array(
    z.object({
      name: z.string(),
      /** Its name on the receiving side. */
      target: z.string(),
      /** `merge`: the receiving side has one of this name. */
      action: z.enum(['create', 'merge', 'leave']),
      /** Null where only reading them all would tell. */
      runs: z.number().int().nullable(),
      /** Of these runs, how many were brought before. */
      known: z.number().int(),
    }),
  ),
  models: z.array(
    z.object({
      name: z.string(),
      target: z.string(),
      action: z.enum(['create', 'merge', 'leave']),
      versions: z.array(z.number().int()),
    }),
  ),
  remarks: z.array(transferRemark),
});
export type TransferPreview = z.infer<typeof transferPreview>;

const jobRef = z.strictObject({ jobId: z.number().int() });

export const transferProcedures = {
  previewImport: base.input(importOrder).output(transferPreview),
  previewPush: base.input(pushOrder).output(transferPreview),
  /** Answers at once; the job goes on in the engine. */
  startImport: base.input(importOrder).output(transferJob),
  startPush: base.input(pushOrder).output(transferJob),
  jobs: base.input(z.strictObject(page)).output(z.object({ jobs: z.array(transferJob), nextPageToken })),
  job: base.input(jobRef).output(transferJob),
  /** Resolves when the job is over, or when `maxWaitMs` has gone by. */
  wait: base
    .input(jobRef.extend({ maxWaitMs: z.number().int().min(0).max(600_000).default(60_000) }))
    .output(transferJob),
  /** What was brought stays; the same order again goes on. */
  cancel: base.input(jobRef).output(transferJob),
};
