import * as z from 'zod';

export const textModelFormat = 'stile.text-lr/1';

const numbers = z.array(z.number());

/** A trained text classifier as plain JSON: all that predicting takes. */
export const textModelSchema = z.object({
  format: z.literal(textModelFormat),
  /** In the order of their code points. */
  classes: z.array(z.string()).min(2),
  /** Column i of the vectors is the term `vocabulary[i]`, weighed by `idf[i]` (1 without idf). */
  vocabulary: z.array(z.string()).min(1),
  idf: numbers,
  /** Two classes: one row, whose weights speak for `classes[1]`. More: a row per class. */
  coefficients: z.array(numbers),
  /** One per row of coefficients. */
  intercepts: numbers,
  /** Those of the options, spelled out, in lower case. */
  stopWords: z.array(z.string()),
  options: z.object({
    ngramRange: z.tuple([z.number().int(), z.number().int()]),
    stopWords: z.union([z.enum(['none', 'english']), z.array(z.string())]),
    minDf: z.number(),
    maxDf: z.number().nullable(),
    maxFeatures: z.number().nullable(),
    sublinearTf: z.boolean(),
    useIdf: z.boolean(),
    vocabulary: z.array(z.string()).nullable(),
    c: z.number(),
    classWeight: z.enum(['none', 'balanced']),
    tolerance: z.number(),
    maxIterations: z.number(),
  }),
  training: z.object({
    rows: z.number().int(),
    iterations: z.number().int(),
    /** False: `maxIterations` or the limit of double precision came before `tolerance`. */
    converged: z.boolean(),
    /** Largest component of the gradient of the loss. */
    gradientNorm: z.number(),
    /** Mean loss in nats plus the penalty. */
    loss: z.number(),
  }),
});
export type TextModel = z.infer<typeof textModelSchema>;

/** What does not fit together in a model whose shape is right, or null. */
export function findModelMismatch(model: TextModel): string | null {
  const { classes, vocabulary, idf, coefficients, intercepts } = model;
  const outputs = classes.length === 2 ? 1 : classes.length;
  if (idf.length !== vocabulary.length) {
    return `it has ${vocabulary.length} terms, but ${idf.length} values of idf`;
  }
  if (coefficients.length !== outputs || intercepts.length !== outputs) {
    return `it has ${classes.length} classes, but ${coefficients.length} rows of coefficients`;
  }
  const uneven = coefficients.find((row) => row.length !== vocabulary.length);
  return uneven ? `it has ${vocabulary.length} terms, but a row of ${uneven.length} coefficients` : null;
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
