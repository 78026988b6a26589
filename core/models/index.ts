import type { TaskType } from '#core/tasks/index.ts';
import { trainTask } from './tasks/train.ts';

export { computeMetrics, wilsonInterval } from './classification-metrics.ts';
export type { ClassificationMetrics, ClassMetrics } from './classification-metrics.ts';
export { buildReference } from './reference-data.ts';
export type { ReferenceData } from './reference-data.ts';
export { crossValidateText, evaluateText, trainText } from './text-classifier.ts';
export type {
  CrossValidation,
  StopSignal,
  TextTraining,
  TextTrainJob,
  TrainHooks,
  TrainProgress,
} from './text-classifier.ts';
export type { TextModel, TextPrediction } from './text-model.ts';
export { completeTextOptions, defaultTextOptions, textOptionsSchema } from './text-options.ts';
export type { TextOptions } from './text-options.ts';
export { compileTextModel } from './text-predictor.ts';
export type { TextPredictor, TextScores } from './text-predictor.ts';
export { topFeatures } from './top-features.ts';
export type { TopFeatures } from './top-features.ts';
export { readModelInfo } from './mlmodel.ts';
export type { ModelInfo, ModelSignature } from './mlmodel.ts';
export { loadTextModelFolder, saveTextModelFolder } from './model-folder.ts';
export type { LoadedTextModel } from './model-folder.ts';
export type { ModelFolderContent } from './model-files.ts';
export { trainTextInWorker } from './train-in-worker.ts';
export { readLabelledRows, type LabelledRows } from './tasks/labelled-rows.ts';
export { toRunInput, writeRunJson } from './tasks/log-training.ts';

export const modelTaskTypes: readonly TaskType[] = [trainTask];
