/** The text classifier, its model folder, and the task that trains it. */
import type { TaskType } from '#core/tasks/index.ts';
import { trainTask } from './tasks/train.ts';

export type { ClassificationMetrics } from './classification-metrics.ts';
export { evaluateInTurns } from './evaluate-in-turns.ts';
export { readModelInfo, type ModelInfo } from './mlmodel.ts';
export type { ModelFolderContent } from './model-files.ts';
export { loadTextModelFolder, saveTextModelFolder } from './model-folder.ts';
export { readRuntime } from './python-model.ts';
export { buildReference } from './reference-data.ts';
export { readLabelledRows } from './tasks/labelled-rows.ts';
export { toRunInput, writeRunJson } from './tasks/log-training.ts';
export { crossValidateText, evaluateText, trainText } from './text-classifier.ts';
export type { TextModel, TextPrediction } from './text-model.ts';
export type { TextOptions } from './text-options.ts';
export { compileTextModel, type TextPredictor, type TextScores } from './text-predictor.ts';

export const modelTaskTypes: readonly TaskType[] = [trainTask];
