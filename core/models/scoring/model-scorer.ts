import type { Json } from '#core/kernel/json.ts';
import type { RowShape } from './row-shape.ts';

/** Where a model's files lie, and what it is called. */
export interface ModelTarget {
  /** Of a model that is not registered: its address. */
  name: string;
  /** 0 for a model that is not registered. */
  version: number;
  /** `models:/<name>/<version>`, or `runs:/<run>/model` */
  uri: string;
  /** absolute */
  folder: string;
  /** Tells the files of a model that is not registered from others that are logged in their place later. */
  edition?: string;
}

/** What a model said of one row; null where it does not tell. */
export interface ScoredRow {
  /** A class as it is; another answer, such as a number or a list, as JSON. */
  label: string;
  /** Probability of that label, 0 to 1. */
  confidence: number | null;
  /** In the order of the classes; null also when they were not asked for. */
  probabilities: readonly number[] | null;
  /** Share of the words that the model does not know, 0 to 1. */
  oovShare: number | null;
  /** Words of the text, as the model counts them. */
  tokens: number | null;
}

export interface ScoredRows {
  rows: ScoredRow[];
  /** Null when the model does not tell which there are. */
  classes: readonly string[] | null;
  /** Microseconds that the model took. */
  micros: number;
}

export interface ScoreOptions {
  signal?: AbortSignal | undefined;
  /** Told how far it is, 0 to 1. */
  onProgress?: ((fraction: number) => void) | undefined;
  /** Ask for the probability of each class, too. */
  withProbabilities?: boolean;
}

/** A model that is ready to answer: Stile's own in this process, another one in its Python. */
export interface ModelScorer {
  /** How the rows of a table are handed to it. */
  shape: RowShape;
  /**
   * Scores rows in pieces, so that others get their turn and a cancellation is seen.
   * @param rows texts, objects by column, or lists of values: see `RowShape`
   * @throws INVALID_ARGUMENT for rows that the model cannot take, MODEL_FAILED; the signal's reason
   */
  score(rows: readonly Json[], options?: ScoreOptions): Promise<ScoredRows>;
}

export interface OpenOptions {
  signal?: AbortSignal | undefined;
  /** Told what is being done while it takes long: packages are installed. */
  onLine?: ((line: string) => void) | undefined;
}

/** The one way to a model that can be asked, whoever asks and whatever the model is made of. */
export interface ModelScorers {
  /**
   * @throws MODEL_DAMAGED, MODEL_NOT_RUNNABLE, MODEL_FAILED, PYTHON_NOT_FOUND, PYTHON_ENVIRONMENT_FAILED; the signal's
   * reason
   */
  open(target: ModelTarget, options?: OpenOptions): Promise<ModelScorer>;
}
