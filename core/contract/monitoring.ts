import * as z from 'zod';
import { base, nextPageToken, nothing, page } from './base.ts';
import { actor, timestamp } from './entities.ts';

/** What is measured of each batch. */
export const batchSignal = z.enum([
  'volume',
  'class_mix',
  'mean_confidence',
  'low_confidence_share',
  'oov_share',
  'text_length',
]);
export type BatchSignal = z.infer<typeof batchSignal>;

/** The workshop's three classic rules. */
export const classicRule = z.enum([
  'declining_confidence',
  'high_low_confidence_rate',
  'frequent_low_confidence',
]);
export type ClassicRule = z.infer<typeof classicRule>;

/** One signal of one batch against its limits. */
export const batchCheck = z.object({
  signal: batchSignal,
  value: z.number(),
  /** A limit that does not exist is null: OOV has no lower one. */
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  /** Mean of the resampled reference, median of the recent batches for the volume. */
  expected: z.number().nullable(),
  verdict: z.enum(['ok', 'alert', 'not_evaluated']),
  /**
   * Where the limits are from: `resampled`, or `recent_batches` for the volume. Without limits, why there are none:
   * `no_reference`, `too_few_rows`, `too_few_batches`.
   */
  method: z.string(),
  /** Rows of the batch, and resamples of the reference that made the limits. */
  n: z.number().int(),
  resamples: z.number().int(),
  /** What the resampled reference looks like: equal-width bins from `from` to `to`. */
  histogram: z.object({ from: z.number(), to: z.number(), counts: z.array(z.number().int()) }).nullable(),
});
export type BatchCheck = z.infer<typeof batchCheck>;

export const classicVerdict = z.object({
  rule: classicRule,
  fires: z.boolean(),
  value: z.number().nullable(),
  limit: z.number().nullable(),
  /** Values that the explanation of the rule speaks of, for the screen to word. */
  facts: z.record(z.string(), z.number()),
});
export type ClassicVerdict = z.infer<typeof classicVerdict>;

export const batch = z.object({
  batchId: z.number().int(),
  modelName: z.string(),
  modelVersion: z.number().int(),
  /** `datasets:/batch_input/3` */
  dataset: z.string(),
  /** Where the rows came from, e.g. `customer_reviews`. */
  source: z.string(),
  createdAt: timestamp,
  rows: z.number().int(),
  classes: z.array(z.object({ label: z.string(), count: z.number().int() })),
  /** These four are null where the model does not tell: one in Python may know no probabilities, and no words. */
  meanConfidence: z.number().nullable(),
  lowConfidenceShare: z.number().nullable(),
  oovShare: z.number().nullable(),
  meanLength: z.number().nullable(),
  /** Share of right predictions among the rows with a known label, and how many those are. */
  accuracy: z.number().nullable(),
  labelled: z.number().int(),
  runId: z.string().nullable(),
  pipelineRunId: z.string().nullable(),
  /** Empty until the batch was monitored. */
  checks: z.array(batchCheck),
  classic: z.array(classicVerdict),
  alertIds: z.array(z.number().int()),
});
export type Batch = z.infer<typeof batch>;

export const batchRow = z.object({
  row: z.number().int(),
  /** What was scored: the text, or the values of a row as JSON. */
  text: z.string(),
  /** A class; another answer as JSON. */
  prediction: z.string(),
  /** Null where the model does not tell, as the next two. */
  confidence: z.number().nullable(),
  oovShare: z.number().nullable(),
  /** tokens */
  length: z.number().int().nullable(),
  label: z.string().nullable(),
});
export type BatchRow = z.infer<typeof batchRow>;

export const severity = z.enum(['info', 'warning', 'critical']);

/** A snoozed alert is put off until a time and then is what it was before; a batch that is worse ends the snooze. */
export const alertState = z.enum(['firing', 'acknowledged', 'snoozed', 'resolved']);
export type AlertState = z.infer<typeof alertState>;
export const alert = z.object({
  alertId: z.number().int(),
  modelName: z.string(),
  modelVersion: z.number().int(),
  batchId: z.number().int(),
  signal: batchSignal,
  severity,
  state: alertState,
  value: z.number(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  n: z.number().int(),
  firedAt: timestamp,
  /** The newest batch that still breached it, and how many did. */
  lastBatchId: z.number().int(),
  breaches: z.number().int(),
  acknowledged: z.object({ at: timestamp, by: actor, note: z.string() }).nullable(),
  /** Null also when its time is over. */
  snoozed: z.object({ at: timestamp, by: actor, until: timestamp, note: z.string() }).nullable(),
  /** Who looks after it, by a name that people gave. */
  assignee: z.string().nullable(),
  comments: z.number().int(),
  resolved: z
    .object({
      at: timestamp,
      by: actor,
      reason: z.string(),
      kind: z.enum(['manual', 'cleared', 'superseded']),
    })
    .nullable(),
});
export type Alert = z.infer<typeof alert>;

/** What was known when the alert fired: never changed afterwards. */
export const alertEvidence = z.object({
  check: batchCheck,
  /** The most unusual rows of the batch, worst first. */
  rows: z.array(batchRow),
  source: z.string(),
  previousSource: z.string().nullable(),
  reference: z.object({ modelUri: z.string(), rows: z.number().int() }),
});
export type AlertEvidence = z.infer<typeof alertEvidence>;

const model = z.string();

export const monitoringProcedures = {
  /** Scores a dataset version with a model and keeps each prediction. */
  batchPredict: base
    .input(
      z.strictObject({
        model: z.string(),
        dataset: z.string(),
        /** For models that take texts; others take the columns that their signature names. */
        textColumn: z.string().default('text'),
        labelColumn: z.string().optional(),
        source: z.string().optional(),
      }),
    )
    .output(batch),
  /** Checks a batch against the limits of the model version that scored it, and fires alerts. */
  monitorBatch: base.input(z.strictObject({ batchId: z.number().int() })).output(batch),
  batches: base
    .input(z.strictObject({ model: model.optional(), ...page }))
    .output(z.object({ batches: z.array(batch), nextPageToken })),
  getBatch: base.input(z.strictObject({ batchId: z.number().int() })).output(batch),
  rows: base
    .input(
      z.strictObject({
        batchId: z.number().int(),
        order: z.enum(['row', 'oov', 'confidence']).default('row'),
        ...page,
      }),
    )
    .output(z.object({ rows: z.array(batchRow), nextPageToken })),
  /** Late labels: row number -> label. */
  addLabels: base
    .input(
      z.strictObject({
        batchId: z.number().int(),
        labels: z.array(z.strictObject({ row: z.number().int(), label: z.string() })),
      }),
    )
    .output(nothing),
};
