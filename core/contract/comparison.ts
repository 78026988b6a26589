import * as z from 'zod';
import { base } from './base.ts';
import { lifecycle, metricValue, runStatus, timestamp } from './entities.ts';
import { limits } from './inputs.ts';

/** Ids of runs, or heads of ids of at least 8 characters that only one run begins with: an address of 500 stays short. */
const runRefs = z.array(z.string()).min(1).max(limits.comparedRuns);

const compareRuns = z.strictObject({
  runs: runRefs,
  /** What the others are measured against; left out, or not among the runs, the first. */
  baseline: z.string().optional(),
});

/** A run that stands in a comparison: what its head says. */
export const comparedRun = z.object({
  runId: z.string(),
  name: z.string(),
  experimentId: z.string(),
  experiment: z.string(),
  status: runStatus,
  startedAt: timestamp,
  endedAt: timestamp.nullable(),
  lifecycle,
  /** Registered versions that this run made, with the aliases that they hold now. */
  versions: z.array(z.object({ model: z.string(), version: z.number().int(), aliases: z.array(z.string()) })),
});
export type ComparedRun = z.infer<typeof comparedRun>;

/** Which way a metric is better; `none` when nobody can say. */
export const metricDirection = z.enum(['higher', 'lower', 'none']);
export type MetricDirection = z.infer<typeof metricDirection>;

/** One metric over all runs: each list has one place for each run, in their order, null where it was not logged. */
export const comparedMetric = z.object({
  key: z.string(),
  direction: metricDirection,
  /** Said by a tag `stile.metric_direction.<key>` of the baseline's experiment, and not guessed from the name. */
  isDirectionGiven: z.boolean(),
  /** A share of 1 such as an accuracy, whose differences are read in percentage points. */
  isShare: z.boolean(),
  last: z.array(metricValue.nullable()),
  min: z.array(metricValue.nullable()),
  max: z.array(metricValue.nullable()),
  /** How many points were logged. */
  count: z.array(z.number().int()),
  /** The best of `last`; null when there is no direction, or all are equal. */
  best: z.number().nullable(),
  differs: z.boolean(),
});
export type ComparedMetric = z.infer<typeof comparedMetric>;

export const comparedTextKind = z.enum(['param', 'input', 'environment', 'tag']);
export type ComparedTextKind = z.infer<typeof comparedTextKind>;

/** One param, tag, dataset or fact of the surroundings over all runs. */
export const comparedText = z.object({
  kind: comparedTextKind,
  key: z.string(),
  values: z.array(z.string().nullable()),
  differs: z.boolean(),
});
export type ComparedText = z.infer<typeof comparedText>;

export const runComparison = z.object({
  runs: z.array(comparedRun),
  /** The place of the baseline in `runs`. */
  baseline: z.number().int(),
  /** What was asked for and is not there any more. */
  missing: z.array(z.string()),
  metrics: z.array(comparedMetric),
  texts: z.array(comparedText),
});
export type RunComparison = z.infer<typeof runComparison>;

/** Runs side by side. */
export const comparisonProcedures = {
  /** Reads up to 500 runs in one call, row by row: what differs comes first within its kind. */
  read: base.input(compareRuns).output(runComparison),
};
