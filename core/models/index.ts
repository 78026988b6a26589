/** The text classifier, its model folder, the task that trains it, and the one way to ask a model of any kind. */
import type { TaskType } from '#core/tasks/index.ts';
import { trainTask } from './tasks/train.ts';

export { readModelInfo, type ModelInfo } from './mlmodel.ts';
export type { ModelFolderContent } from './model-files.ts';
export { loadTextModelFolder, saveTextModelFolder } from './model-folder.ts';
export { readRuntime, type OnnxModel, type PythonModel } from './python-model.ts';
export { buildReference } from './reference-data.ts';
export { areCountable } from './scoring/countable.ts';
export { evaluateRows, type Evaluation } from './scoring/evaluate-rows.ts';
export { readLabelledModelRows } from './scoring/labelled-rows.ts';
export { matchLabels } from './scoring/match-labels.ts';
export type {
  ModelScorer,
  ModelScorers,
  ModelTarget,
  OpenOptions,
  ScoredRow,
  ScoredRows,
  ScoreOptions,
} from './scoring/model-scorer.ts';
export { readModelRows, type ModelRows } from './scoring/read-rows.ts';
export { readRowShape, readSignatureColumns } from './scoring/row-shape.ts';
export { createTextScorer } from './scoring/text-scorer.ts';
export { toRunInput, writeRunJson } from './tasks/log-training.ts';
export { crossValidateText, evaluateText, trainText } from './text-classifier.ts';
export type { TextModel } from './text-model.ts';
export type { TextOptions } from './text-options.ts';
export { compileTextModel, type TextPredictor, type TextScores } from './text-predictor.ts';

export const modelTaskTypes: readonly TaskType[] = [trainTask];
