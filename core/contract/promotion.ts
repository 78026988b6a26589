import * as z from 'zod';
import { base, nextPageToken, page } from './base.ts';
import { actor, timestamp } from './entities.ts';
import { batchSignal, alertState } from './monitoring.ts';
import { cardDocument, modelCard, versionOfCard } from './model-card.ts';
import { aliasMove, gateResult } from './registry.ts';

const common = {
  /** Unique among the events of a model. */
  eventId: z.string(),
  at: timestamp,
  /** The version that it is about; null where an alias was taken off. */
  version: z.number().int().nullable(),
};

/** Something that happened to a model, newest first in its timeline. */
export const modelEvent = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('registered'), by: z.string(), runId: z.string().nullable() }),
  z.object({
    ...common,
    kind: z.literal('alias'),
    alias: z.string(),
    fromVersion: z.number().int().nullable(),
    move: aliasMove.shape.kind,
    by: actor,
    reason: z.string(),
    /** What the gates found; null where none were asked. */
    gates: z.array(gateResult).nullable(),
  }),
  z.object({
    ...common,
    kind: z.literal('alert'),
    alertId: z.number().int(),
    signal: batchSignal,
    severity: z.enum(['info', 'warning', 'critical']),
    state: alertState,
    value: z.number(),
    lower: z.number().nullable(),
    upper: z.number().nullable(),
    n: z.number().int(),
    batchId: z.number().int(),
  }),
  z.object({
    ...common,
    kind: z.literal('resolved'),
    alertId: z.number().int(),
    signal: batchSignal,
    by: actor,
    reason: z.string(),
  }),
  /** Batches that one version scored in a row; `at` is the last of them. */
  z.object({
    ...common,
    kind: z.literal('batches'),
    from: timestamp,
    batches: z.number().int(),
    rows: z.number().int(),
    firstBatchId: z.number().int(),
    lastBatchId: z.number().int(),
  }),
  /** Requests that one version answered in a row, of those that the log of requests still holds; `at` is the last. */
  z.object({
    ...common,
    kind: z.literal('served'),
    from: timestamp,
    requests: z.number().int(),
    rows: z.number().int(),
    /** Answered with a status of 400 or more. */
    errors: z.number().int(),
  }),
]);
export type ModelEvent = z.infer<typeof modelEvent>;
export const modelEventKind = z.enum(['registered', 'alias', 'alert', 'resolved', 'batches', 'served']);
export type ModelEventKind = z.infer<typeof modelEventKind>;

/** How far a version of a package is from the one that a model was logged with. */
export const parityLevel = z.enum(['same', 'patch', 'minor', 'major', 'missing', 'unpinned']);
export type ParityLevel = z.infer<typeof parityLevel>;

/** The environment that a version was logged with beside the one that it would run in on this machine. */
export const environmentParity = z.object({
  /** `text` and `onnx` run without Python. */
  runtime: z.enum(['text', 'onnx', 'python']),
  /** The Python that would run it; null where none is ready, or none is needed. */
  target: z.object({ path: z.string(), version: z.string() }).nullable(),
  rows: z.array(
    z.object({
      name: z.string(),
      /** A version, or a condition such as `>=1,<3`. */
      recorded: z.string(),
      /** The model's requirements, its record of Python, or the pickle itself. */
      from: z.enum(['requirements', 'python', 'pickle']),
      found: z.string().nullable(),
      level: parityLevel,
    }),
  ),
});
export type EnvironmentParity = z.infer<typeof environmentParity>;

/** A time in which one version held an alias. */
export const aliasHolder = z.object({
  alias: z.string(),
  version: z.number().int(),
  from: timestamp,
  /** Null while it holds it. */
  to: timestamp.nullable(),
  /** How it came to it, by whom and why. */
  move: aliasMove.shape.kind,
  by: aliasMove.shape.actor,
  reason: z.string(),
  /** How it ended; null while it lasts. */
  end: aliasMove.shape.kind.nullable(),
});
export type AliasHolder = z.infer<typeof aliasHolder>;

/** What a rollback would do now. */
export const rollbackPlan = z.object({
  /** The champion until then; null where the alias was taken off. */
  from: z.number().int().nullable(),
  to: z.number().int(),
  /** When `to` was champion the last time. */
  held: z.object({ from: timestamp, to: timestamp.nullable() }),
  /** Versions that were champion in between and are deleted by now. */
  skippedDeleted: z.array(z.number().int()),
  serving: z.object({
    /** Where requests are answered; null while nothing listens. */
    address: z.string().nullable(),
    /** `/invocations` answers with this model then; otherwise it is asked by its name alone. */
    isEndpoint: z.boolean(),
    /** What runs the version; null where its files cannot be read here. */
    runtime: z.enum(['text', 'onnx', 'python']).nullable(),
    /** It can answer at once; a Python has to be made or started first otherwise, and the old version answers until then. */
    isReady: z.boolean(),
  }),
  /** Open alerts about the version that would go, the newest first. */
  alerts: z.array(z.object({ alertId: z.number().int(), signal: batchSignal })),
});
export type RollbackPlan = z.infer<typeof rollbackPlan>;

const versionRef = z.strictObject({ name: z.string(), version: z.number().int().min(1) });

export const promotionProcedures = {
  /** Compares the recorded environment with this machine's; makes and installs nothing, and runs nothing of a pickle. */
  parity: base.input(versionRef).output(environmentParity),
  /** Holds a version against every gate now, on the rows that the champion is measured on; changes nothing. */
  gates: base.input(versionRef).output(z.object({ gates: z.array(gateResult) })),
  /** What `registry.rollback` would do now, and what that means for those who ask the model; changes nothing. */
  rollbackPlan: base.input(z.strictObject({ name: z.string() })).output(rollbackPlan),
  /** Who held which alias when, the newest first. */
  holders: base
    .input(z.strictObject({ name: z.string(), alias: z.string().optional() }))
    .output(z.object({ holders: z.array(aliasHolder) })),
  /** What there is to say of a version, gathered from what is recorded. */
  card: base.input(versionOfCard).output(modelCard),
  /** The same as a document to be read and handed on. */
  cardDocument: base
    .input(
      versionOfCard.extend({
        format: z.enum(['markdown', 'html']),
        language: z.enum(['en', 'sv']).default('en'),
      }),
    )
    .output(cardDocument),
  /** What happened to a model: versions, moves of aliases, alerts and their end, runs of batches and of requests. */
  timeline: base
    .input(
      z.strictObject({
        name: z.string(),
        /** Left out: all kinds. */
        kinds: z.array(modelEventKind).optional(),
        version: z.number().int().optional(),
        ...page,
      }),
    )
    .output(
      z.object({
        events: z.array(modelEvent),
        nextPageToken,
        /** How many there are of each kind, whatever is asked for. */
        counts: z.record(modelEventKind, z.number().int()),
      }),
    ),
};
