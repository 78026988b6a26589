import Papa from 'papaparse';
import * as z from 'zod';
import type { VersionMetric } from '#contract/registry.ts';
import { toRunInput, type ModelScorers } from '#core/models/index.ts';
import { defineTaskType, type TaskContext, type TaskType } from '#core/tasks/index.ts';
import { logBatch, logInputs, writeWholeArtifact } from '#core/tracking/index.ts';
import { scoreSplits, type ScoredSplit } from '../gate/score-splits.ts';

const runModel = /^runs:\/([0-9a-f]{32})\//;

/** Measures a model on frozen rows; the metrics of a run's model are logged to that run. */
export const createEvaluateTask = (models: ModelScorers): TaskType =>
  defineTaskType({
    name: 'stile/evaluate',
    description: 'Measures a model on held-out rows, split by split',
    with: z.strictObject({
      model: z.string().describe('runs:/<run>/model or models:/<name>/<version>'),
      splits: z.record(z.string(), z.string()).describe('Name of the split -> dataset'),
      text_column: z.string().default('text'),
      label_column: z.string().default('label'),
    }),
    outputs: ['metrics', 'accuracy'],
    readsDatasets: ({ splits }) => Object.values(splits),
    run: async (task, input) => {
      const scored = await scoreSplits(task, models, input.model, input);
      const runId = runModel.exec(input.model)?.[1];
      if (runId !== undefined) {
        const datasets = Object.entries(scored).map(([split, { version }]) => toRunInput(version, split));
        await logInputs(task.engine, { runId, datasets });
        const metrics = Object.entries(scored).flatMap(([split, result]) =>
          listMetrics(split, result).map(({ key, value }) => ({ key: `${split}_${key}`, value })),
        );
        await logBatch(task.engine, { runId, metrics });
        for (const [split, result] of Object.entries(scored))
          await keepPredictions(task, runId, split, result);
      }
      const accuracy = Object.fromEntries(
        Object.entries(scored).map(([split, { metrics }]) => [split, metrics.accuracy]),
      );
      const metrics = Object.entries(scored).flatMap(([split, result]) => listMetrics(split, result));
      return { metrics: metrics.map((metric) => ({ ...metric })), accuracy };
    },
  });

/**
 * Row by row, so that runs can be compared on the same rows: `evaluation/predictions_<split>.csv`. The ids name the
 * dataset version, so that tables of other rows are told apart.
 */
async function keepPredictions(
  task: Pick<TaskContext, 'engine'>,
  runId: string,
  split: string,
  { rows, version }: ScoredSplit,
): Promise<void> {
  const data = rows.map(({ known, predicted }, row) => [
    `${version.name}/${version.version}:${row}`,
    known,
    predicted,
  ]);
  const text = Papa.unparse({ fields: ['id', 'target', 'prediction'], data }, { newline: '\n' });
  const path = `evaluation/predictions_${split.replaceAll(/[^\w.-]+/g, '_')}.csv`;
  await writeWholeArtifact(task.engine, { runId, path, text: `${text}\n` });
}

function listMetrics(split: string, { metrics, version }: ScoredSplit): VersionMetric[] {
  const { accuracy, macroF1, logLoss } = metrics;
  const values = { accuracy, macro_f1: macroF1, ...(logLoss === null ? {} : { log_loss: logLoss }) };
  return Object.entries(values).map(([key, value]) => ({
    key,
    split,
    // A model that never saw a label of these rows has an infinite log loss on them.
    value: Number.isFinite(value) ? value : 'Infinity',
    n: metrics.n,
    dataset: version.uri,
  }));
}
