import * as z from 'zod';
import { textOptionsSchema } from '../text-options.ts';

/** The `with` of stile/train. */
export const trainInput = z.strictObject({
  dataset: z.string().describe('Rows to train on: a name, name@version or datasets:/name/version'),
  experiment: z.string().describe('Where the run is logged; made when it is not there'),
  text_column: z.string().default('text'),
  label_column: z.string().default('label'),
  folds: z.number().int().min(2).max(100).default(5),
  seed: z.number().int().default(42),
  options: textOptionsSchema.default({}),
  /** Each dataset is a source of its own: a batch must look like one of them. */
  reference: z
    .array(z.string())
    .default([])
    .describe('Unseen rows that the limits of monitoring are made from'),
  extra_reference: z.array(z.string()).default([]),
  extra_reference_if: z.boolean().default(true),
});
export type TrainInput = z.output<typeof trainInput>;
