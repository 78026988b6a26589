import type { TextPrediction, TextPredictor, TextScores } from '#core/models/index.ts';
import type { ModelInput } from './input-rows.ts';

/** Where a model's files lie, and what it is called. */
export interface ModelTarget {
  name: string;
  version: number;
  /** `models:/<name>/<version>` */
  uri: string;
  /** absolute */
  folder: string;
}

/** What the model says of some texts: probabilities row by row, in the order of the labels. */
export type Scores = Pick<TextScores, 'best' | 'probabilities' | 'confidence'>;

/** A model in memory, ready to answer. */
export interface ServableModel extends ModelTarget, Pick<TextPredictor, 'score'> {
  input: ModelInput;
  labels: readonly string[];
  /** `labels`, each as JSON. */
  labelTexts: readonly string[];
  /** The version as a header says it. */
  versionText: string;
  predict(texts: readonly string[]): TextPrediction[];
}
