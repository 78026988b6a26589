import * as z from 'zod';
import { base } from './base.ts';
import { lifecycleView, metricDirection, metricValue } from './entities.ts';

/** Numbers that the screen, the command and the engine share. */
export const runTableLimits = {
  /** Values that a list of completions holds. */
  values: 200,
  groups: 1000,
  groupLevels: 4,
  insideRuns: 300,
  changedRuns: 100_000,
  groupedMetrics: 30,
} as const;

export const columnKind = z.enum(['metric', 'param', 'tag']);
export type ColumnKind = z.infer<typeof columnKind>;

/** A metric, param or tag that some run of an experiment has. Deleted runs count too. */
export const runColumn = z.object({
  kind: columnKind,
  key: z.string(),
  /** How many runs have it. */
  count: z.number().int(),
  /** Whether two runs have different values; of a metric, its last values. */
  varies: z.boolean(),
  /** Whether the values are numbers; of many different texts, some are looked at. */
  numeric: z.boolean(),
  /** Some values, cut to 60 characters; of a metric, the least and the greatest. */
  samples: z.array(z.string()),
  /** Which way a metric is better: said by a tag of the experiment, else guessed from its name. */
  direction: metricDirection,
  /** A share of 1 such as an accuracy, whose differences are read in percentage points. */
  isShare: z.boolean(),
});
export type RunColumn = z.infer<typeof runColumn>;

const columns = z.strictObject({ experimentId: z.string() });

const columnValues = z.strictObject({
  experimentId: z.string(),
  kind: z.enum(['param', 'tag', 'attribute']),
  /** Of attributes: `status`, `user_id` and `run_name` alone. */
  key: z.string(),
  /** Only values that hold this text, whatever the case. */
  containing: z.string().default(''),
  maxResults: z.number().int().min(1).max(runTableLimits.values).default(20),
});

const scope = {
  experimentId: z.string(),
  filter: z.string().default(''),
  view: lifecycleView.default('active'),
};

/** One of the conditions that a filter joins by AND at its outermost level. */
export const filterClause = z.object({
  /** In the canonical spelling. Joined by ` AND `, the texts of all clauses are the filter. */
  text: z.string(),
  /** What a single comparison says; null for OR, NOT and groups. */
  condition: z
    .object({
      entity: z.string(),
      key: z.string(),
      operator: z.string(),
      value: z.union([z.string(), z.number(), z.array(z.string()), z.null()]),
    })
    .nullable(),
  /** Runs that this clause and all before it leave; null when counts were not asked for. */
  left: z.number().int().nullable(),
});
export type FilterClause = z.infer<typeof filterClause>;

const group = z.object({
  /** One for each key of `by`. Null: the runs that do not have the key. */
  values: z.array(
    z.object({
      value: z.string().nullable(),
      /** What people call it: the name of a parent. Null where the value says it. */
      label: z.string().nullable(),
    }),
  ),
  runs: z.number().int(),
  /** A search text that finds just these runs. */
  filter: z.string(),
  /** In the order that was asked for. NaN counts as missing. */
  metrics: z.array(
    z.object({
      key: z.string(),
      /** Runs of the group with this metric; with none the rest is null. */
      count: z.number().int(),
      mean: metricValue.nullable(),
      min: metricValue.nullable(),
      max: metricValue.nullable(),
      /** Of a sample (n - 1): null with fewer than two runs. */
      std: metricValue.nullable(),
    }),
  ),
});
export type RunGroup = z.infer<typeof group>;

/** What groups are ordered by: how many runs they hold, their values, or a figure of a metric. */
const groupOrder = z.strictObject({
  by: z.enum(['runs', 'value', 'mean', 'min', 'max', 'std']),
  /** Of a figure, the metric. */
  metric: z.string().default(''),
  descending: z.boolean(),
});

/** What is inside a run, to any depth. */
const insideRun = z.object({
  runId: z.string(),
  runs: z.number().int(),
  params: z.array(
    z.object({
      key: z.string(),
      /** How many different values there are. */
      values: z.number().int(),
      /** Least and greatest, by size where all are numbers. */
      min: z.string(),
      max: z.string(),
    }),
  ),
  metrics: z.array(
    z.object({ key: z.string(), count: z.number().int(), min: metricValue, max: metricValue }),
  ),
});
export type InsideRun = z.infer<typeof insideRun>;

/** A change to many runs at once. */
export const manyRunsChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('set_tag'), key: z.string(), value: z.string() }),
  z.strictObject({ kind: z.literal('delete_tag'), key: z.string() }),
  z.strictObject({ kind: z.literal('delete') }),
  z.strictObject({ kind: z.literal('restore') }),
]);
export type ManyRunsChange = z.infer<typeof manyRunsChange>;

export const runTableProcedures = {
  /** Every key of an experiment, the most used first within each kind. */
  columns: base.input(columns).output(z.object({ columns: z.array(runColumn) })),
  /** The values of one key with how many runs have each, the most common first. */
  values: base
    .input(columnValues)
    .output(z.object({ values: z.array(z.object({ value: z.string(), count: z.number().int() })) })),
  /** What a filter says, clause by clause, and whether MLflow's own `search_runs` takes it as it is. */
  explainFilter: base
    .input(z.strictObject({ ...scope, counts: z.boolean().default(false) }))
    .output(z.object({ clauses: z.array(filterClause), isMlflow: z.boolean() })),
  /** The aliases of registered versions that runs of an experiment made. */
  aliases: base.input(columns).output(
    z.object({
      aliases: z.array(
        z.object({
          runId: z.string(),
          model: z.string(),
          version: z.number().int(),
          alias: z.string(),
        }),
      ),
    }),
  ),
  /** The ids of all runs that a search finds, in no order. */
  ids: base.input(z.strictObject(scope)).output(z.object({ runIds: z.array(z.string()) })),
  /** The runs that a search finds by the values of keys, such as `params.depth`, `status`, `dataset` or `parent`. */
  groups: base
    .input(
      z.strictObject({
        ...scope,
        by: z.array(z.string()).min(1).max(runTableLimits.groupLevels),
        metrics: z.array(z.string()).max(runTableLimits.groupedMetrics).default([]),
        orderBy: groupOrder.default({ by: 'runs', metric: '', descending: true }),
        maxResults: z.number().int().min(1).max(runTableLimits.groups).default(200),
      }),
    )
    .output(z.object({ groups: z.array(group), total: z.number().int() })),
  /** What the runs inside of others span: ranges of params, ends of metrics. Runs with nothing inside are left out. */
  inside: base
    .input(
      z.strictObject({
        runIds: z.array(z.string()).min(1).max(runTableLimits.insideRuns),
        params: z.array(z.string()).max(runTableLimits.groupedMetrics).default([]),
        metrics: z.array(z.string()).max(runTableLimits.groupedMetrics).default([]),
      }),
    )
    .output(z.object({ runs: z.array(insideRun) })),
  /**
   * Changes runs of one experiment: those of `runIds`, or all that a search finds. One change, whatever the number,
   * which is undone as one. Runs that are as wanted already are left alone.
   */
  changeMany: base
    .input(
      z.strictObject({
        experimentId: z.string(),
        runIds: z.array(z.string()).min(1).max(runTableLimits.changedRuns).optional(),
        search: z.strictObject({ filter: scope.filter, view: scope.view }).optional(),
        change: manyRunsChange,
      }),
    )
    .output(z.object({ changed: z.number().int() })),
};
