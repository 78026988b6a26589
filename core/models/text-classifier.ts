import { invalidArgument, StileError } from '#core/kernel/errors.ts';
import { encodeLabels, type EncodedLabels } from './class-labels.ts';
import {
  computeMetrics,
  mean,
  standardDeviation,
  type ClassificationMetrics,
} from './classification-metrics.ts';
import { fitLogisticRegression } from './logistic-regression.ts';
import { stratifyFolds } from './stratified-folds.ts';
import { fitVocabulary, readCorpus, vectorizeRows, type Corpus } from './text-analyzer.ts';
import { textModelFormat, type TextModel, type TextPrediction } from './text-model.ts';
import { completeTextOptions, readStopWords, type TextOptions } from './text-options.ts';
import { compileTextModel, type TextPredictor } from './text-predictor.ts';
import { checkClassSizes, checkRows, noWords } from './training-data.ts';

/** Looked at between steps of a training; an AbortSignal is one, and so is a flag that another thread sets. */
export interface StopSignal {
  readonly aborted: boolean;
}

export interface TrainProgress {
  phase: 'analyze' | 'fold' | 'fit' | 'done';
  /** The fold at work, from 1; 0 outside of folds. */
  fold: number;
  folds: number;
  /** Of the whole work, 0 to 1. */
  fraction: number;
}

export interface TrainHooks {
  signal?: StopSignal;
  onProgress?: (progress: TrainProgress) => void;
  /** Where the rows come from, for sentences: `datasets:/reviews/3`. */
  source?: string;
}

/** What to train, and whether to cross-validate the same settings before. */
export interface TextTrainJob {
  texts: readonly string[];
  labels: readonly string[];
  options?: Partial<TextOptions>;
  /** 5 when left out; 0: no cross-validation. */
  folds?: number;
  /** Of the folds' shuffle; 42 when left out. */
  seed?: number;
}

export interface TextTraining {
  model: TextModel;
  crossValidation: CrossValidation | null;
}

/** Each row predicted by a model that was trained without its fold. */
export interface CrossValidation {
  folds: number;
  seed: number;
  foldAccuracies: number[];
  meanAccuracy: number;
  /** Divided by the number of folds, as numpy's `std`. */
  stdAccuracy: number;
  classes: string[];
  /** In the order of the rows. */
  predictions: TextPrediction[];
  /** Fold by row. */
  foldOf: number[];
  /** Of all these predictions together. */
  metrics: ClassificationMetrics;
}

/**
 * Trains on all rows. Takes its thread until it is done: `trainTextInWorker` keeps the engine free.
 * @throws DATA_INVALID, INVALID_ARGUMENT, CANCELED when the signal says so
 */
export function trainText(
  texts: readonly string[],
  labels: readonly string[],
  options: Partial<TextOptions> = {},
  hooks: TrainHooks = {},
): TextModel {
  return runTrainJob({ texts, labels, options, folds: 0 }, hooks).model;
}

/**
 * Stratified k-fold cross-validation; the vocabulary of each fold comes from its training rows alone.
 * @throws DATA_INVALID, INVALID_ARGUMENT, CANCELED when the signal says so
 */
export function crossValidateText(
  texts: readonly string[],
  labels: readonly string[],
  { folds, seed, options = {} }: { folds: number; seed: number; options?: Partial<TextOptions> },
  hooks: TrainHooks = {},
): CrossValidation {
  checkFolds(folds, 2);
  const work = prepare({ texts, labels, options, folds, seed }, hooks, folds);
  const result = crossValidate(work);
  work.report('done', 0, 1);
  return result;
}

/** Cross-validates, when folds are asked for, and trains on all rows. Errors as `trainText`. */
export function runTrainJob(job: TextTrainJob, hooks: TrainHooks = {}): TextTraining {
  const folds = job.folds ?? 5;
  checkFolds(folds, 0);
  const work = prepare(job, hooks, folds + 1);
  const crossValidation = folds === 0 ? null : crossValidate(work);
  const model = trainRows(work, allRows(job.texts.length), 0);
  work.report('done', 0, 1);
  return { model, crossValidation };
}

/** Predicts rows whose labels are known and compares. */
export function evaluateText(
  predictor: TextPredictor,
  texts: readonly string[],
  labels: readonly string[],
): { predictions: TextPrediction[]; metrics: ClassificationMetrics } {
  const predictions = predictor.predict(texts);
  return { predictions, metrics: computeMetrics(labels, predictions, predictor.classes) };
}

/** The error of a training that was told to stop. */
export function trainingCanceled(source: string): StileError {
  return new StileError('CANCELED', `Training on ${source} was canceled; nothing of it was kept.`, {
    what: 'training',
  });
}

/** All that the steps of one job share. */
interface Work {
  texts: readonly string[];
  labels: readonly string[];
  encoded: EncodedLabels;
  corpus: Corpus;
  options: TextOptions;
  folds: number;
  seed: number;
  source: string;
  /** Tells how far one fit is; throws CANCELED when the work is to end. */
  report(phase: 'fold' | 'fit' | 'done', fold: number, fitted: number): void;
}

/** How much of the whole work is the reading of the texts. */
const analyzeShare = 0.1;

/** Checks the job and reads its texts. `fits`: how many models will be trained, for the progress. */
function prepare(job: TextTrainJob, hooks: TrainHooks, fits: number): Work {
  const { texts, labels, folds = 5, seed = 42 } = job;
  const source = hooks.source ?? 'the given rows';
  const options = completeTextOptions(job.options);
  checkSeed(seed);
  const encoded = encodeLabels(labels);
  checkRows(texts, labels, encoded, source);
  if (folds > 0) checkClassSizes(encoded, folds, source);
  const checkStop = (): void => {
    if (hooks.signal?.aborted) throw trainingCanceled(source);
  };
  let fitsDone = 0;
  const tell = (phase: TrainProgress['phase'], fold: number, fraction: number): void => {
    checkStop();
    hooks.onProgress?.({ phase, fold, folds, fraction: Math.min(1, fraction) });
  };
  const report: Work['report'] = (phase, fold, fitted) => {
    const done = phase === 'done' ? 1 : (fitsDone + fitted) / fits;
    tell(phase, fold, analyzeShare + (1 - analyzeShare) * done);
    if (fitted === 1) fitsDone++;
  };
  tell('analyze', 0, 0);
  const corpus = readCorpus(texts, options, (row) => {
    tell('analyze', 0, (analyzeShare * row) / texts.length);
  });
  return { texts, labels, encoded, corpus, options, folds, seed, source, report };
}

function crossValidate(work: Work): CrossValidation {
  const { texts, labels, encoded, folds, seed } = work;
  const { classes, classOf } = encoded;
  const foldOf = stratifyFolds(classOf, classes.length, folds, seed);
  const predictions: TextPrediction[] = [];
  const foldAccuracies: number[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const model = trainRows(
      work,
      rowsWhere(foldOf, (other) => other !== fold),
      fold + 1,
    );
    const held = rowsWhere(foldOf, (other) => other === fold);
    const predicted = compileTextModel(model).predict(Array.from(held, (row) => texts[row] ?? ''));
    let right = 0;
    for (const [i, row] of held.entries()) {
      const prediction = predicted[i];
      if (prediction === undefined) continue;
      predictions[row] = prediction;
      if (prediction.label === labels[row]) right++;
    }
    foldAccuracies.push(right / held.length);
  }
  return {
    folds,
    seed,
    foldAccuracies,
    meanAccuracy: mean(foldAccuracies),
    stdAccuracy: standardDeviation(foldAccuracies),
    classes,
    predictions,
    foldOf: Array.from(foldOf),
    metrics: computeMetrics(labels, predictions, classes),
  };
}

function trainRows(work: Work, rows: Int32Array, fold: number): TextModel {
  const { corpus, options, encoded, source } = work;
  const phase = fold === 0 ? 'fit' : 'fold';
  work.report(phase, fold, 0);
  const vocabulary = fitVocabulary(corpus, rows, options);
  if (vocabulary.terms.length === 0) throw noWords(source, rows.length);
  const matrix = vectorizeRows(corpus, rows, vocabulary, options);
  if (matrix.values.length === 0) throw noWords(source, rows.length);
  const classOf = Int32Array.from(rows, (row) => encoded.classOf[row] ?? 0);
  const fit = fitLogisticRegression(matrix, classOf, encoded.classes.length, {
    ...options,
    // How many iterations it takes is not known before: the fraction nears 1 without reaching it.
    onIteration: (n) => work.report(phase, fold, n / (n + 20)),
  });
  work.report(phase, fold, 1);
  const { iterations, converged, gradientNorm, loss } = fit;
  return {
    format: textModelFormat,
    classes: encoded.classes,
    vocabulary: vocabulary.terms,
    idf: Array.from(vocabulary.idf),
    coefficients: fit.coefficients.map((row) => Array.from(row)),
    intercepts: Array.from(fit.intercepts),
    stopWords: [...readStopWords(options)],
    options,
    training: { rows: rows.length, iterations, converged, gradientNorm, loss },
  };
}

function checkFolds(folds: number, least: 0 | 2): void {
  if (Number.isInteger(folds) && (folds >= 2 || folds === least)) return;
  const rule =
    least === 0 ? 'it must be 0 or a whole number of at least 2' : 'it must be a whole number of at least 2';
  throw invalidArgument('folds', folds, rule, 'Use 5 for the usual five folds.');
}

function checkSeed(seed: number): void {
  if (Number.isSafeInteger(seed)) return;
  throw invalidArgument('seed', seed, 'it must be a whole number', 'Use 42, for example.');
}

function allRows(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, row) => row);
}

function rowsWhere(foldOf: Int32Array, test: (fold: number) => boolean): Int32Array {
  return Int32Array.from([...foldOf.keys()].filter((row) => test(foldOf[row] ?? 0)));
}
