import * as z from 'zod';
import { base } from './base.ts';
import { lifecycle, metricDirection, metricValue, runStatus, timestamp } from './entities.ts';
import { limits } from './inputs.ts';
import { differenceProcedures } from './run-differences.ts';

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
  /**
   * The metric that says most of these runs: named by the tag `stile.primary_metric` of the baseline's experiment, else
   * chosen, such as an accuracy on unseen rows; null without metrics.
   */
  main: z.string().nullable(),
  /** The metric whose course over steps says most; null when none was logged over steps. */
  course: z.string().nullable(),
});
export type RunComparison = z.infer<typeof runComparison>;

/** What is compared of the predictions: of classes the accuracy, of numbers one of two errors. */
export const pairedMetric = z.enum(['accuracy', 'mae', 'rmse']);
export type PairedMetric = z.infer<typeof pairedMetric>;

/** Why a run cannot be set against the baseline row by row. */
export const pairedProblem = z.enum([
  'missing',
  'too_large',
  'too_many_rows',
  'unreadable',
  'no_columns',
  'different_count',
  'different_ids',
  'repeated_ids',
  'different_targets',
  'too_few',
  'other_kind',
  'not_finite',
]);
export type PairedProblem = z.infer<typeof pairedProblem>;

/** A run against the baseline on the same rows. */
export const pairedComparison = z.object({
  runId: z.string(),
  /** Rows that both predicted. */
  n: z.number().int(),
  value: z.number(),
  baseline: z.number(),
  /** `value` less `baseline`, with its interval of 95 %. */
  difference: z.number(),
  low: z.number(),
  high: z.number(),
  interval: z.enum(['bca', 'percentile']),
  resamples: z.number().int(),
  /** Of classes: rows that only this run, and only the baseline, got right. */
  fixed: z.number().int().nullable(),
  broken: z.number().int().nullable(),
  /** McNemar's exact test for classes, of the bootstrap for numbers; two-sided. */
  pValue: z.number(),
  /** The same after Holm's correction for all runs of the answer. */
  correctedP: z.number(),
  /** `unclear` when the interval holds zero or the corrected p value is 0.05 or more. */
  verdict: z.enum(['better', 'worse', 'unclear']),
});
export type PairedComparison = z.infer<typeof pairedComparison>;

/** Runs that differ in nothing but a seed, with what they reached. */
export const seedGroup = z.object({
  /** The param that differs, such as `seed`. */
  param: z.string(),
  runIds: z.array(z.string()),
  metrics: z.array(
    z.object({
      key: z.string(),
      n: z.number().int(),
      mean: z.number(),
      deviation: z.number(),
      /** 95 % by Student's t; null for a single value. */
      low: z.number().nullable(),
      high: z.number().nullable(),
    }),
  ),
});
export type SeedGroup = z.infer<typeof seedGroup>;

export const significance = z.object({
  baseline: z.string(),
  /** The path of the table of predictions, the same in every run; null when the baseline has none. */
  table: z.string().nullable(),
  /** All tables of the baseline, those first that most of the runs have too. */
  tables: z.array(z.string()),
  metric: pairedMetric.nullable(),
  comparisons: z.array(pairedComparison),
  refused: z.array(
    z.object({
      runId: z.string(),
      problem: pairedProblem,
      /** The bytes of a table that is too large or the rows of one that has too many, and how many it may have. */
      seen: z.number().int().nullable(),
      most: z.number().int().nullable(),
    }),
  ),
  /** Runs beyond the first ones, which were not looked at. */
  left: z.number().int(),
  seeds: z.array(seedGroup),
});
export type Significance = z.infer<typeof significance>;

/** How a metric goes with a param over the runs. */
export const paramImportance = z.object({
  param: z.string(),
  /**
   * `ranks`: numbers, or two words, by Spearman's rank correlation. `groups`: more words, by how far the ranks of the
   * metric differ between them (eta squared of Kruskal and Wallis), corrected for their number.
   */
  method: z.enum(['ranks', 'groups']),
  /** 0 to 1, for comparing params; null when nothing can be said. */
  strength: z.number().nullable(),
  /** Of ranks, -1 to 1: with its sign. */
  correlation: z.number().nullable(),
  /** Of ranks: where the correlation lies with a confidence of 95 %; null below four runs and for a perfect order. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Different values of the param. */
  values: z.number().int(),
  /** Runs with both. */
  n: z.number().int(),
});
export type ParamImportance = z.infer<typeof paramImportance>;

/** Runs side by side. */
export const comparisonProcedures = {
  /** Reads up to 500 runs in one call, row by row: what differs comes first within its kind. */
  read: base.input(compareRuns).output(runComparison),
  /**
   * Whether runs differ from the baseline by more than chance, from the predictions that they logged for the same rows:
   * paired bootstrap and McNemar's test, corrected by Holm. At most 20 runs beside the baseline.
   */
  significance: base
    .input(
      compareRuns.extend({
        /** Which table, when the runs have several. */
        table: z.string().optional(),
        /** Of predicted numbers: which error; left out, the mean absolute one. */
        metric: z.enum(['mae', 'rmse']).optional(),
      }),
    )
    .output(significance),
  /** How each param that varies goes with a metric, the strongest first. */
  importance: base.input(compareRuns.extend({ metric: z.string() })).output(
    z.object({
      params: z.array(paramImportance),
      /** Runs that have the metric. */
      n: z.number().int(),
      /** Fewer than ten runs: an order of params by them is a hint at best. */
      isTooFew: z.boolean(),
    }),
  ),
  /** The comparison as a document: Markdown for pasting, or one HTML file that needs nothing else. */
  report: base
    .input(
      compareRuns.extend({
        format: z.enum(['html', 'markdown']),
        language: z.enum(['en', 'sv']).default('en'),
        /** Also the rows that are equal in all runs. */
        all: z.boolean().default(false),
      }),
    )
    .output(z.object({ fileName: z.string(), text: z.string() })),
  ...differenceProcedures,
};

/** What the list of experiments says of one: the metric that it is about. */
export const experimentHeadline = z.object({
  experimentId: z.string(),
  /** Named by its tag `stile.primary_metric`, else chosen among those that its newest runs logged. */
  key: z.string(),
  direction: metricDirection,
  isShare: z.boolean(),
  /** The best last value of all runs; null without a direction. */
  best: z.number().nullable(),
  bestRunId: z.string().nullable(),
  /** Last values of its newest 20 runs, the oldest first. */
  recent: z.array(z.number()),
});
export type ExperimentHeadline = z.infer<typeof experimentHeadline>;

export const headlineProcedures = {
  /** The headlines of up to 200 experiments; those without a metric are left out. */
  headlines: base
    .input(z.strictObject({ experimentIds: z.array(z.string()).max(200) }))
    .output(z.object({ headlines: z.array(experimentHeadline) })),
};
