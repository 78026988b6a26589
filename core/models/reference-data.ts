import * as z from 'zod';
import type { TextPrediction } from './text-model.ts';

/**
 * What a model says of rows that it was not trained on, row by row: monitoring draws batches from these to know what is
 * usual. The arrays are `n` long.
 */
export const referenceSchema = z
  .object({
    format: z.literal('stile.reference/1'),
    n: z.number().int().min(0),
    classes: z.array(z.string()),
    /** Index into `classes`. */
    predictedClassIndex: z.array(z.number().int().min(0)),
    confidence: z.array(z.number()),
    oovShare: z.array(z.number()),
    /** Words. */
    lengthTokens: z.array(z.number().int().min(0)),
    /** Consecutive rows of one source each, all together `n`; left out: all rows are of one. */
    groups: z.array(z.object({ name: z.string(), rows: z.number().int().min(0) })).optional(),
  })
  .refine(({ n, predictedClassIndex, confidence, oovShare, lengthTokens }) =>
    [predictedClassIndex, confidence, oovShare, lengthTokens].every((values) => values.length === n),
  );
export type ReferenceData = z.infer<typeof referenceSchema>;

/** @param predictions of held-out rows: a model is too sure of the rows that it learned from */
export function buildReference(
  classes: readonly string[],
  predictions: readonly TextPrediction[],
): ReferenceData {
  return {
    format: 'stile.reference/1',
    n: predictions.length,
    classes: [...classes],
    predictedClassIndex: predictions.map((row) => row.classIndex),
    confidence: predictions.map((row) => row.confidence),
    oovShare: predictions.map((row) => row.oovShare),
    lengthTokens: predictions.map((row) => row.tokens),
  };
}
