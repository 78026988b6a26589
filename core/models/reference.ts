import type { TextPrediction } from './text-model.ts';

export const referenceFormat = 'stile.reference/1';

/**
 * What a model says of rows that it was not trained on, row by row: monitoring draws batches from these to know what is
 * usual. The arrays are `n` long.
 */
export interface ReferenceData {
  format: typeof referenceFormat;
  n: number;
  classes: string[];
  /** Index into `classes`. */
  predictedClassIndex: number[];
  confidence: number[];
  oovShare: number[];
  /** Words. */
  lengthTokens: number[];
}

/** @param predictions of held-out rows: a model is too sure of the rows that it learned from */
export function buildReference(
  classes: readonly string[],
  predictions: readonly TextPrediction[],
): ReferenceData {
  return {
    format: referenceFormat,
    n: predictions.length,
    classes: [...classes],
    predictedClassIndex: predictions.map((row) => row.classIndex),
    confidence: predictions.map((row) => row.confidence),
    oovShare: predictions.map((row) => row.oovShare),
    lengthTokens: predictions.map((row) => row.tokens),
  };
}
