import * as z from 'zod';
import { param, timestamp } from './entities.ts';
import { directedMetric, modelVersion, registeredModel } from './registry.ts';

/** Tags of a registered model that hold what people write on its card; clients of MLflow can set them too. */
export const cardTags = {
  intendedUse: 'stile.card.intended_use',
  limits: 'stile.card.limits',
  owner: 'stile.card.owner',
} as const;

export const versionOfCard = z.strictObject({ name: z.string(), version: z.number().int().min(1) });

/** A figure with what is known of how sure it is. */
export const cardMetric = directedMetric.extend({
  /** 95 % of a share of rows, after Wilson; null where `n` is not known or the figure is no such share. */
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type CardMetric = z.infer<typeof cardMetric>;

/** Something that whoever uses the version should know, found in what is recorded. */
export const cardFinding = z.object({
  code: z.enum([
    'no_metrics',
    'few_rows',
    'split_gap',
    'no_signature',
    'no_data',
    'unpinned',
    'alerts',
    'files_elsewhere',
  ]),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type CardFinding = z.infer<typeof cardFinding>;

export const modelCard = z.object({
  version: modelVersion,
  /** What the model is, in the words of its people. */
  description: z.string(),
  /** Markdown; empty until somebody writes it. */
  intendedUse: z.string(),
  /** Markdown; empty until somebody writes it. */
  limits: z.string(),
  /** As the card says it, else whoever registered the version; empty where nobody is known. */
  owner: z.string(),
  isChampion: z.boolean(),
  championSince: registeredModel.shape.createdAt.nullable(),
  training: z
    .object({
      runId: z.string(),
      name: z.string(),
      startedAt: timestamp,
      endedAt: timestamp.nullable(),
      by: z.string(),
      /** The commit that it was run from; null where none was recorded. */
      commit: z.string().nullable(),
      params: z.array(param),
    })
    .nullable(),
  /** Dataset versions that the run read; `rows` is null where the version is not in this workspace. */
  data: z.array(z.object({ uri: z.string(), rows: z.number().int().nullable() })),
  metrics: z.array(cardMetric),
  findings: z.array(cardFinding),
  /** The columns that go in and come out, with their types. */
  signature: z.object({
    inputs: z.array(z.object({ name: z.string(), type: z.string(), required: z.boolean() })),
    outputs: z.array(z.object({ name: z.string(), type: z.string(), required: z.boolean() })),
  }),
  files: z.object({ count: z.number().int(), mlflowVersion: z.string().nullable() }).nullable(),
  /** When this version held which alias, the newest first. */
  aliases: z.array(
    z.object({ alias: z.string(), from: timestamp, to: timestamp.nullable(), reason: z.string() }),
  ),
});
export type ModelCard = z.infer<typeof modelCard>;

export const cardDocument = z.object({
  /** `sentiment_classifier-v4-card.md` */
  fileName: z.string(),
  text: z.string(),
});
