import * as z from 'zod';
import type { BatchCheck } from '#contract/monitoring.ts';
import type { ModelScorers } from '#core/models/index.ts';
import { defineTaskType, type TaskContext, type TaskType } from '#core/tasks/index.ts';
import { monitorBatch } from '../monitor-batch.ts';
import type { Reference } from '../reference.ts';
import { scoreReference } from '../score-reference.ts';

const monitorInput = z.strictObject({
  batch: z.coerce.number().int().describe('The number of the batch'),
  reference: z
    .array(z.string())
    .default([])
    .describe('Unseen rows that the limits are made from, for a model that brings none along'),
  text_column: z.string().default('text'),
});
type MonitorInput = z.output<typeof monitorInput>;

export const createMonitorTask = (models: ModelScorers): TaskType =>
  defineTaskType({
    name: 'stile/monitor',
    description: 'Compares a batch with the limits of the version that scored it, and fires alerts',
    with: monitorInput,
    outputs: ['alerts', 'verdict'],
    readsDatasets: ({ reference }) => reference,
    run: async (task, input) => {
      const makeReference = (uri: string) => scoreSources(task, models, uri, input);
      const batch = await monitorBatch(task.engine, { batchId: input.batch }, makeReference);
      for (const check of batch.checks) task.log(wordCheck(check));
      for (const { rule, fires } of batch.classic) {
        if (fires) task.log(`The classic rule ${rule} would have fired`);
      }
      const alerts = batch.checks.filter(({ verdict }) => verdict === 'alert').length;
      const isJudged = batch.checks.some(({ verdict }) => verdict !== 'not_evaluated');
      return { alerts, verdict: alerts > 0 ? 'alert' : isJudged ? 'ok' : 'not_evaluated' };
    },
  });

async function scoreSources(
  task: TaskContext,
  models: ModelScorers,
  uri: string,
  { reference: datasets, text_column: textColumn }: MonitorInput,
): Promise<Reference | null> {
  if (datasets.length === 0) return null;
  task.log(`${uri} brings no reference rows: scoring ${datasets.join(', ')} with it`);
  const { engine, signal, log } = task;
  return scoreReference(engine, models, uri, { datasets, textColumn }, { signal, onLine: log });
}

function wordCheck({ signal, value, lower, upper, verdict, method, n }: BatchCheck): string {
  if (verdict === 'not_evaluated') return `${signal}: ${value.toFixed(3)}, not judged (${method}, n=${n})`;
  const limits = [
    lower === null ? '' : `at least ${lower.toFixed(3)}`,
    upper === null ? '' : `at most ${upper.toFixed(3)}`,
  ];
  const words = limits.filter((text) => text !== '').join(', ');
  return `${signal}: ${value.toFixed(3)}, ${words}: ${verdict === 'ok' ? 'within the limits' : 'ALERT'}`;
}
