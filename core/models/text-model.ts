import type { TextOptions } from './text-options.ts';

export const textModelFormat = 'stile.text-lr/1';

/** A trained text classifier as plain JSON: all that predicting takes. */
export interface TextModel {
  format: typeof textModelFormat;
  /** In the order of their code points. */
  classes: string[];
  /** Column i of the vectors is the term `vocabulary[i]`, weighed by `idf[i]` (1 without idf). */
  vocabulary: string[];
  idf: number[];
  /** Two classes: one row, whose weights speak for `classes[1]`. More: a row per class. */
  coefficients: number[][];
  /** One per row of coefficients. */
  intercepts: number[];
  options: TextOptions;
  training: {
    rows: number;
    iterations: number;
    /** False: `maxIterations` or the limit of double precision came before `tolerance`. */
    converged: boolean;
    /** Largest component of the gradient of the loss. */
    gradientNorm: number;
    /** Mean loss in nats plus the penalty. */
    loss: number;
  };
}

/** What a model says of one text. */
export interface TextPrediction {
  label: string;
  classIndex: number;
  /** In the order of the model's classes. */
  probabilities: number[];
  /** The largest probability. */
  confidence: number;
  /**
   * Share of the words, stop words left out, that no term of the vocabulary contains; 1 for a text without any word,
   * of which the model knows nothing either.
   */
  oovShare: number;
  /** Words with stop words: the text's length as monitoring sees it. */
  tokens: number;
  /** UTF-16 units. */
  length: number;
}
