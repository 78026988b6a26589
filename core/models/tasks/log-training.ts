import type { DatasetVersion } from '#contract/datasets.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { TaskContext } from '#core/tasks/index.ts';
import {
  createRun,
  ensureExperiment,
  logBatch,
  logInputs,
  writeWholeArtifact,
} from '#core/tracking/index.ts';
import type { TextTraining } from '../text-classifier.ts';
import { topFeatures } from '../top-features.ts';
import type { LabelledRows } from './labelled-rows.ts';
import type { TrainInput } from './train-input.ts';

/** Starts the run of a training: its params, its dataset, and which task it belongs to. Returns its id. */
export async function startTrainingRun(
  task: TaskContext,
  input: TrainInput,
  version: DatasetVersion,
  { texts }: LabelledRows,
): Promise<string> {
  const { engine } = task;
  const { experimentId } = await ensureExperiment(engine, input.experiment);
  const { runId } = await createRun(engine, { experimentId, userId: 'stile', tags: taskTags(task) });
  await logBatch(engine, { runId, params: buildParams(input, texts.length) });
  await logInputs(engine, { runId, datasets: [toRunInput(version, 'training')] });
  return runId;
}

/** What ties a run to the task that made it: also how a run is found that its task did not live to end. */
function taskTags(task: TaskContext): { key: string; value: string }[] {
  return Object.entries({
    'stile.pipelineRunId': task.pipelineRunId,
    'stile.pipeline': task.pipeline,
    'stile.task': task.taskId,
    'stile.try': String(task.try),
    'mlflow.source.name': `${task.pipeline}.${task.taskId}`,
    'mlflow.source.type': 'JOB',
  }).map(([key, value]) => ({ key, value }));
}

function buildParams(input: TrainInput, rows: number): { key: string; value: string }[] {
  const { options, folds, seed, dataset } = input;
  const given = Object.entries(options).map(([key, value]): [string, string] => [
    toSnakeCase(key),
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return [
    ['model_type', 'tfidf_logistic_regression'],
    ['dataset', dataset],
    ['rows', String(rows)],
    ['folds', String(folds)],
    ['seed', String(seed)],
    ...given,
  ].map(([key = '', value = '']) => ({ key, value }));
}

function toSnakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** A dataset version as a run's input, in the words of MLflow's clients. */
export function toRunInput(version: DatasetVersion, context: string) {
  return {
    name: version.name,
    digest: version.digest,
    sourceType: 'stile',
    source: version.uri,
    profile: JSON.stringify({ num_rows: version.rows }),
    schema: JSON.stringify({ columns: version.columns.map(({ name, type }) => ({ name, type })) }),
    tags: [{ key: 'mlflow.data.context', value: context }],
  };
}

/** Words of each class that the report names. */
const reportedFeatures = 20;

/** Metrics of the cross-validation, each fold a step, and what the model goes by. */
export async function logTraining(
  engine: EngineContext,
  runId: string,
  { model, crossValidation }: TextTraining,
): Promise<void> {
  const metrics = [
    { key: 'vocabulary_size', value: model.vocabulary.length },
    { key: 'iterations', value: model.training.iterations },
  ];
  if (crossValidation !== null) {
    const { meanAccuracy, stdAccuracy, metrics: outOfFold } = crossValidation;
    metrics.push(
      { key: 'cv_mean_accuracy', value: meanAccuracy },
      { key: 'cv_std_accuracy', value: stdAccuracy },
      { key: 'cv_macro_f1', value: outOfFold.macroF1 },
      ...(outOfFold.logLoss === null ? [] : [{ key: 'cv_log_loss', value: outOfFold.logLoss }]),
    );
  }
  const folds = (crossValidation?.foldAccuracies ?? []).map((value, step) => ({
    key: 'cv_fold_accuracy',
    value,
    step,
  }));
  await logBatch(engine, { runId, metrics: [...metrics, ...folds] });
  const report = {
    top_features: topFeatures(model, reportedFeatures),
    training: model.training,
    cross_validation:
      crossValidation === null
        ? null
        : { ...crossValidation.metrics, fold_accuracies: crossValidation.foldAccuracies },
  };
  await writeRunJson(engine, runId, 'training_report.json', report);
}

/** A JSON artifact of a run: of a thousand classes, the confusion matrix alone has some megabytes. */
export async function writeRunJson(
  engine: EngineContext,
  runId: string,
  path: string,
  document: unknown,
): Promise<void> {
  await writeWholeArtifact(engine, { runId, path, text: `${JSON.stringify(document, null, 2)}\n` });
}
