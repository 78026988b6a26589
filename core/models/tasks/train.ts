import { basename, join } from 'node:path';
import type { DatasetVersion } from '#contract/datasets.ts';
import { hasCode } from '#core/kernel/errors.ts';
import { findDatasetVersion } from '#core/datasets/index.ts';
import { defineTaskType, type TaskContext, type TaskOutputs } from '#core/tasks/index.ts';
import { adoptArtifactFolder, updateRun, withIncomingFolder } from '#core/tracking/index.ts';
import { saveTextModelFolder } from '../model-folder.ts';
import { compileTextModel } from '../text-predictor.ts';
import { trainTextInWorker } from '../train-in-worker.ts';
import type { TextTraining } from '../text-classifier.ts';
import { readLabelledRows, type LabelledRows } from './labelled-rows.ts';
import { logTraining, startTrainingRun } from './log-training.ts';
import { makeReference } from './make-reference.ts';
import { trainInput, type TrainInput } from './train-input.ts';

/**
 * Trains the text classifier in a worker and logs a run with params, cross-validation, dataset inputs and the model
 * folder `model/`. The run ends as FAILED, or KILLED when the task is canceled; what it has logged by then stays.
 */
export const trainTask = defineTaskType({
  name: 'stile/train',
  description: 'Trains a text classifier (TF-IDF and logistic regression) with cross-validation',
  with: trainInput,
  outputs: ['run', 'model', 'cv_accuracy', 'rows'],
  readsDatasets: ({ dataset }) => [dataset],
  run: async (task, input) => {
    const version = findDatasetVersion(task.engine, input.dataset);
    const rows = await readLabelledRows(task, version.uri, input);
    const runId = await startTrainingRun(task, input, version, rows);
    try {
      return await train(task, input, version, rows, runId);
    } catch (error) {
      const status = task.signal.aborted || hasCode(error, 'CANCELED') ? 'KILLED' : 'FAILED';
      // A stopping engine takes no writes any more: the next one marks the run.
      await updateRun(task.engine, { runId, status }).catch((failure: unknown) => {
        task.engine.logger.warn({ runId, err: failure }, 'the run of a failed training could not be ended');
      });
      throw error;
    }
  },
});

async function train(
  task: TaskContext,
  input: TrainInput,
  version: DatasetVersion,
  rows: LabelledRows,
  runId: string,
): Promise<TaskOutputs> {
  const { texts, labels } = rows;
  const { folds, seed, options } = input;
  const training = await trainTextInWorker(
    { texts, labels, options, folds, seed },
    {
      signal: task.signal,
      source: version.uri,
      onProgress: ({ fraction }) => {
        task.progress(fraction);
      },
    },
  );
  await logTraining(task.engine, runId, training);
  await saveModel(task, input, runId, training);
  await updateRun(task.engine, { runId, status: 'FINISHED' });
  const cvAccuracy = training.crossValidation?.meanAccuracy ?? null;
  task.log(
    `Cross-validated accuracy ${cvAccuracy?.toFixed(4) ?? 'none'} over ${folds} folds of ${texts.length} rows`,
  );
  return { run: runId, model: `runs:/${runId}/model`, cv_accuracy: cvAccuracy, rows: texts.length };
}

async function saveModel(
  task: TaskContext,
  input: TrainInput,
  runId: string,
  { model }: TextTraining,
): Promise<void> {
  const { engine } = task;
  const reference = await makeReference(task, input, compileTextModel(model));
  await withIncomingFolder(engine, async (folder) => {
    const from = join(folder, 'model');
    await saveTextModelFolder(from, {
      model,
      reference,
      inputExample: reference.example,
      createdAt: engine.clock.now(),
      modelUuid: engine.ids.runId(),
      runId,
      artifactPath: basename(from),
    });
    await adoptArtifactFolder(engine, { runId, path: 'model', from });
  });
}
