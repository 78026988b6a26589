import * as z from 'zod';
import { base } from './base.ts';

/** Numbers that the screen, the command and the engine share. */
export const seriesLimits = {
  sparklineRuns: 300,
  sparklinePoints: 60,
} as const;

const sparklines = z.strictObject({
  runIds: z.array(z.string()).max(seriesLimits.sparklineRuns),
  key: z.string(),
  /** The most values of one run. */
  points: z.number().int().min(2).max(seriesLimits.sparklinePoints).default(seriesLimits.sparklinePoints),
});

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
};
