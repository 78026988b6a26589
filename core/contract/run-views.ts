import * as z from 'zod';
import { base, nothing } from './base.ts';
import { timestamp } from './entities.ts';

/** Numbers that the screen, the command and the engine share. */
export const runViewLimits = {
  nameCharacters: 120,
  orderTerms: 5,
  groupLevels: 4,
  columns: 500,
  pins: 50,
  textCharacters: 10_000,
} as const;

const text = z.string().max(runViewLimits.textCharacters);

/** All that a table of runs can be set to. What is left out is as the table begins. */
export const runViewSettings = z.strictObject({
  filter: text.default(''),
  /** As `runs.search` takes it; empty: the newest first. */
  orderBy: z.array(text).max(runViewLimits.orderTerms).default([]),
  lifecycle: z.enum(['active', 'deleted']).default('active'),
  /** In their order; null: as many as the width has room for. */
  columns: z
    .array(
      z.strictObject({
        /** `metrics.loss`, `metrics.loss@min`, `params.C`, `tags.owner`, `status`. */
        id: text,
        px: z.number().int().min(40).max(2000).optional(),
        /** Stays in view beside the name. */
        isPinned: z.boolean().optional(),
      }),
    )
    .max(runViewLimits.columns)
    .nullable()
    .default(null),
  /** Keys that divide the runs, the outermost first: see `runs.groups`. */
  groupBy: z.array(text).max(runViewLimits.groupLevels).default([]),
  layout: z.enum(['table', 'charts', 'both']).default('table'),
  /** The width of the charts beside the table. */
  chartsPercent: z.number().int().min(10).max(90).nullable().default(null),
  /** Axes, smoothing and panels of the charts, as the charts write them. */
  charts: text.default(''),
  /** The run that the others are measured against. */
  baseline: z.string().nullable().default(null),
  /** Runs that stay above the list. */
  pins: z.array(z.string()).max(runViewLimits.pins).default([]),
});
export type RunViewSettings = z.infer<typeof runViewSettings>;

export const runView = z.object({
  viewId: z.number().int(),
  experimentId: z.string(),
  name: z.string(),
  /** The one that the experiment opens with. */
  isDefault: z.boolean(),
  settings: runViewSettings,
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type RunView = z.infer<typeof runView>;

const viewRef = z.strictObject({ viewId: z.number().int() });

/** Saved views of the runs of an experiment, shared by all windows, commands and callers. */
export const runViewProcedures = {
  /** By name. */
  list: base
    .input(z.strictObject({ experimentId: z.string() }))
    .output(z.object({ views: z.array(runView) })),
  get: base.input(viewRef).output(runView),
  create: base
    .input(
      z.strictObject({
        experimentId: z.string(),
        name: z.string(),
        settings: runViewSettings,
        isDefault: z.boolean().default(false),
      }),
    )
    .output(runView),
  /** Changes what is given. Making one the default takes that from another. */
  update: base
    .input(
      viewRef.extend({
        name: z.string().optional(),
        settings: runViewSettings.optional(),
        isDefault: z.boolean().optional(),
      }),
    )
    .output(runView),
  delete: base.input(viewRef).output(nothing),
};
