import * as z from 'zod';
import type { Batch } from '#contract/monitoring.ts';
import type { ModelScorers } from '#core/models/index.ts';
import { defineTaskType, type TaskContext, type TaskType } from '#core/tasks/index.ts';
import { batchPredict } from '../batch-predict.ts';

export const createBatchPredictTask = (models: ModelScorers): TaskType =>
  defineTaskType({
    name: 'stile/batch-predict',
    description: 'Scores a dataset version with a model, by name, and keeps each prediction',
    with: z.strictObject({
      model: z.string().describe('models:/<name>@champion, models:/<name>/3, or a name: its champion'),
      dataset: z.string().describe('datasets:/<name>/<version>, or a name: its newest version'),
      text_column: z
        .string()
        .default('text')
        .describe('For models that take texts; others take the columns of their signature'),
      label_column: z.string().optional().describe('Where the right answers are, if they are known already'),
      source: z
        .string()
        .optional()
        .describe('Where the rows came from; the name of the dataset when left out'),
    }),
    outputs: ['batch', 'rows', 'model_version', 'mean_confidence', 'oov_share'],
    readsDatasets: ({ dataset }) => [dataset],
    run: async (task, { model, dataset, text_column: textColumn, label_column: labelColumn, source }) => {
      task.log(`Predicting ${dataset} with ${model}`);
      const batch = await batchPredict(
        task.engine,
        models,
        { model, dataset, textColumn, ...(labelColumn && { labelColumn }), ...(source && { source }) },
        {
          signal: task.signal,
          onLine: task.log,
          pipelineRunId: task.pipelineRunId,
          tags: buildTags(task),
          progress: (fraction) => {
            task.progress(fraction);
          },
        },
      );
      task.log(wordBatch(batch));
      return {
        batch: batch.batchId,
        rows: batch.rows,
        model_version: batch.modelVersion,
        mean_confidence: batch.meanConfidence,
        oov_share: batch.oovShare,
      };
    },
  });

function wordBatch({ batchId, rows, modelVersion, meanConfidence, oovShare }: Batch): string {
  return [
    `Batch ${batchId}: ${rows} rows by version ${modelVersion}`,
    ...(meanConfidence === null ? [] : [`mean confidence ${meanConfidence.toFixed(3)}`]),
    ...(oovShare === null ? [] : [`unknown words ${oovShare.toFixed(3)}`]),
  ].join(', ');
}

function buildTags(task: TaskContext): { key: string; value: string }[] {
  return [
    { key: 'stile.pipelineRunId', value: task.pipelineRunId },
    { key: 'stile.pipeline', value: task.pipeline },
    { key: 'stile.task', value: task.taskId },
    { key: 'stile.try', value: String(task.try) },
  ];
}
