import * as z from 'zod';
import { invalidArgument } from '#core/kernel/errors.ts';
import { englishStopWords } from './stop-words-english.ts';

/** How texts become numbers (scikit-learn's TfidfVectorizer) and numbers become classes (its LogisticRegression). */
export interface TextOptions {
  /** Shortest and longest n-gram, in words. */
  ngramRange: [number, number];
  /** Words left out before n-grams are made; an own list is compared in lower case. */
  stopWords: 'none' | 'english' | string[];
  /** Least number of rows with a term: a whole number counts rows, a fraction below 1 is a share of the rows. */
  minDf: number;
  /** Largest number of rows with a term, counted like `minDf`; null: no limit (scikit-learn's 1.0). */
  maxDf: number | null;
  /** Keeps the terms that occur most often in all rows together; at a tie, the alphabetically first by code point. */
  maxFeatures: number | null;
  /** 1 + ln(count) instead of the count. */
  sublinearTf: boolean;
  /** Weighs terms by ln((1 + rows) / (1 + rows with the term)) + 1. */
  useIdf: boolean;
  /** Exactly these terms, in this order; minDf, maxDf and maxFeatures have no say then. */
  vocabulary: string[] | null;
  /** Inverse strength of the L2 penalty. */
  c: number;
  /** `balanced`: each row weighs rows / (classes * rows of its class). */
  classWeight: 'none' | 'balanced';
  /** The training ends when no component of the gradient of the mean loss is larger. */
  tolerance: number;
  maxIterations: number;
}

const defaultTextOptions: TextOptions = {
  ngramRange: [1, 1],
  stopWords: 'none',
  minDf: 1,
  maxDf: null,
  maxFeatures: null,
  sublinearTf: false,
  useIdf: true,
  vocabulary: null,
  c: 1,
  classWeight: 'none',
  tolerance: 1e-6,
  maxIterations: 1000,
};

/** The options as a pipeline file has them: keys with underscores, all of them optional. */
export const textOptionsSchema = z
  .strictObject({
    ngram_range: z.tuple([z.number().int(), z.number().int()]).optional(),
    stop_words: z.union([z.enum(['none', 'english']), z.array(z.string())]).optional(),
    min_df: z.number().optional(),
    max_df: z.number().nullable().optional(),
    max_features: z.number().int().nullable().optional(),
    sublinear_tf: z.boolean().optional(),
    use_idf: z.boolean().optional(),
    vocabulary: z.array(z.string()).nullable().optional(),
    c: z.number().optional(),
    class_weight: z.enum(['none', 'balanced']).optional(),
    tolerance: z.number().optional(),
    max_iterations: z.number().int().optional(),
  })
  .transform((given) =>
    withoutUndefined({
      ngramRange: given.ngram_range,
      stopWords: given.stop_words,
      minDf: given.min_df,
      maxDf: given.max_df,
      maxFeatures: given.max_features,
      sublinearTf: given.sublinear_tf,
      useIdf: given.use_idf,
      vocabulary: given.vocabulary,
      c: given.c,
      classWeight: given.class_weight,
      tolerance: given.tolerance,
      maxIterations: given.max_iterations,
    }),
  );

/**
 * Fills in what was left out, and checks all of it.
 * @throws INVALID_ARGUMENT naming the option as a pipeline file writes it, its value and what it may be
 */
export function completeTextOptions(given: Partial<TextOptions> = {}): TextOptions {
  const options = { ...defaultTextOptions, ...withoutUndefined(given) };
  checkNgramRange(options.ngramRange);
  checkFrequency('min_df', options.minDf, 0);
  if (options.maxDf !== null) checkFrequency('max_df', options.maxDf, Number.MIN_VALUE);
  if (options.maxFeatures !== null) checkCount('max_features', options.maxFeatures);
  checkPositive('c', options.c, 'Use 1 for the usual penalty, less for a stronger one.');
  checkPositive('tolerance', options.tolerance, 'Use 1e-6, or less for more digits.');
  checkCount('max_iterations', options.maxIterations);
  if (options.vocabulary !== null) checkVocabulary(options.vocabulary);
  return options;
}

/** The stop words of the options, in lower case. */
export function readStopWords({ stopWords }: TextOptions): readonly string[] {
  if (stopWords === 'none') return [];
  if (stopWords === 'english') return englishStopWords;
  return stopWords.map((word) => word.toLowerCase());
}

function withoutUndefined<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

function checkNgramRange(range: readonly number[]): void {
  const [shortest = Number.NaN, longest = Number.NaN] = range;
  const isFine =
    range.length === 2 &&
    Number.isInteger(shortest) &&
    Number.isInteger(longest) &&
    shortest >= 1 &&
    shortest <= longest &&
    longest <= 8;
  if (isFine) return;
  const rule = 'it must be two whole numbers from 1 to 8, the smaller one first';
  throw invalidArgument(
    'ngram_range',
    `[${range.join(', ')}]`,
    rule,
    'Use [1, 2] for single words and pairs.',
  );
}

function checkFrequency(name: string, value: number, least: number): void {
  const isFine = Number.isFinite(value) && value >= least && (Number.isInteger(value) || value < 1);
  if (isFine) return;
  const rule = 'it must be a whole number of rows or a share of the rows between 0 and 1';
  throw invalidArgument(name, value, rule, 'Use 2 for "at least two rows", 0.9 for "nine rows in ten".');
}

function checkCount(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 1) return;
  throw invalidArgument(name, value, 'it must be a whole number of at least 1', 'Use 1000, for example.');
}

function checkPositive(name: string, value: number, remedy: string): void {
  if (Number.isFinite(value) && value > 0) return;
  throw invalidArgument(name, value, 'it must be a finite number above 0', remedy);
}

function checkVocabulary(vocabulary: readonly string[]): void {
  const seen = new Set<string>();
  for (const term of vocabulary) {
    if (seen.has(term))
      throw invalidArgument('vocabulary', term, 'a term may occur once', 'Remove one of them.');
    seen.add(term);
  }
  if (seen.size > 0) return;
  throw invalidArgument(
    'vocabulary',
    '[]',
    'it must have a term',
    'Leave it out to learn one from the texts.',
  );
}
