import * as z from 'zod';
import { base } from './base.ts';
import { metricValue, timestamp } from './entities.ts';

/** Numbers that the screen, the command and the engine share. */
export const seriesLimits = {
  sparklineRuns: 300,
  sparklinePoints: 60,
  runs: 500,
  keys: 16,
  /** Runs times keys of one call. */
  lines: 1000,
  buckets: 4000,
  /** Points of all lines of one answer, so that it stays a few MB; longer lines are thinned harder then. */
  points: 240_000,
  /** What a range of x is divided by for smoothing, as in the smoothing of Weights & Biases. */
  smoothingScale: 1000,
} as const;

const sparklines = z.strictObject({
  runIds: z.array(z.string()).max(seriesLimits.sparklineRuns),
  key: z.string(),
  /** The most values of one run. */
  points: z.number().int().min(2).max(seriesLimits.sparklinePoints).default(seriesLimits.sparklinePoints),
});

/**
 * What lies along x. `step` as logged; `time` ms since 1970 UTC; `relative` ms since the start of the run; or the value
 * that another metric of the run had last at the same step or before (epoch, tokens seen).
 */
export const seriesX = z.union([
  z.enum(['step', 'time', 'relative']),
  z.strictObject({ metric: z.string().min(1) }),
]);
export type SeriesX = z.infer<typeof seriesX>;

/**
 * `ema`: exponential moving average weighted by the distance along x, without bias at the start; `weight` 0 to 1 as in
 * the settings of Weights & Biases. `gaussian`: mean of the points around, weighted by a bell curve whose `sigma` is in
 * thousandths of the whole range of x.
 */
export const smoothing = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('ema'), weight: z.number().min(0).max(1) }),
  z.strictObject({ kind: z.literal('gaussian'), sigma: z.number().min(0).max(500) }),
]);
export type Smoothing = z.infer<typeof smoothing>;

const seriesInput = z.strictObject({
  runIds: z.array(z.string()).min(1).max(seriesLimits.runs),
  keys: z.array(z.string()).min(1).max(seriesLimits.keys),
  x: seriesX.default('step'),
  /** Both included, in the unit of x; null for everything. One point to each side comes on top, for the line's sake. */
  range: z.strictObject({ from: z.number(), to: z.number() }).nullable().default(null),
  /** About one for each pixel of the width. A bucket keeps its first, least, greatest and last point. */
  buckets: z.number().int().min(1).max(seriesLimits.buckets).default(1000),
  /** How x is divided into buckets; on a logarithmic axis points at or below 0 have no place. */
  xScale: z.enum(['linear', 'log']).default('linear'),
  smoothing: smoothing.default({ kind: 'none' }),
  /**
   * Answers sooner where a history is long: without smoothing, and with x rounded to the bucket (`isRounded`). Ask again
   * without it for the exact answer.
   */
  quick: z.boolean().default(false),
});

export const seriesLine = z.object({
  runId: z.string(),
  key: z.string(),
  /** Points within the range. */
  total: z.number().int(),
  /** How many of them `points` holds. */
  shown: z.number().int(),
  isRounded: z.boolean(),
  /**
   * Base64 of little-endian doubles: all x ascending, then all values, then, where the line is smoothed, all smoothed
   * values. NaN and infinities stand as themselves; smoothed values are NaN there.
   */
  points: z.string(),
  isSmoothed: z.boolean(),
  /** Over all points within the range, not only the shown ones; null without a finite one. */
  min: z.number().nullable(),
  max: z.number().nullable(),
  /** The value at the greatest x of the range; null without a point. */
  last: metricValue.nullable(),
  /** Points within the range that are no finite numbers. */
  nonFinite: z.object({ nan: z.number().int(), up: z.number().int(), down: z.number().int() }),
});
export type SeriesLine = z.infer<typeof seriesLine>;

const metricName = z.object({
  key: z.string(),
  /** How many of the runs have it. */
  runs: z.number().int(),
  /** Points of all of them. */
  points: z.number().int(),
  /** Points of the run that has the most. */
  longest: z.number().int(),
  /** Greatest step of any: 0 where steps were never given. */
  lastStep: z.number(),
  lastAt: timestamp,
});
export type MetricName = z.infer<typeof metricName>;

export const seriesProcedures = {
  /**
   * The course of one metric in many runs, small enough for a cell each: finite values in the order of their steps, the
   * least and the greatest of each part of the way kept. A run without that metric, or that is not there, has none.
   */
  sparklines: base.input(sparklines).output(
    z.object({
      /** In the order that was asked for. */
      lines: z.array(z.object({ runId: z.string(), values: z.array(z.number()) })),
    }),
  ),
  /** The metrics that any of the runs has, by name. Runs that are not there have none. */
  metricNames: base
    .input(z.strictObject({ runIds: z.array(z.string()).min(1).max(seriesLimits.runs) }))
    .output(z.object({ names: z.array(metricName) })),
  /**
   * Lines ready to draw: smoothed over every point, then thinned so that the extremes of each bucket stay. By run in the
   * order given, then by key; a run without a metric, or that is not there, has no line of it.
   */
  metricSeries: base.input(seriesInput).output(
    z.object({
      lines: z.array(seriesLine),
      /** Of x over all points of all lines, whatever the range; null without points. */
      extent: z.object({ from: z.number(), to: z.number() }).nullable(),
    }),
  ),
};
