import * as z from 'zod';
import type { BatchCheck } from '#contract/monitoring.ts';
import { defineTaskType } from '#core/tasks/index.ts';
import { monitorBatch } from '../monitor-batch.ts';

export const monitorTask = defineTaskType({
  name: 'stile/monitor',
  description: 'Compares a batch with the limits of the version that scored it, and fires alerts',
  with: z.strictObject({ batch: z.coerce.number().int().describe('The number of the batch') }),
  outputs: ['alerts', 'verdict'],
  run: async (task, { batch: batchId }) => {
    const batch = await monitorBatch(task.engine, { batchId });
    for (const check of batch.checks) task.log(wordCheck(check));
    for (const { rule, fires } of batch.classic) {
      if (fires) task.log(`The classic rule ${rule} would have fired`);
    }
    const alerts = batch.checks.filter(({ verdict }) => verdict === 'alert').length;
    const isJudged = batch.checks.some(({ verdict }) => verdict !== 'not_evaluated');
    return { alerts, verdict: alerts > 0 ? 'alert' : isJudged ? 'ok' : 'not_evaluated' };
  },
});

function wordCheck({ signal, value, lower, upper, verdict, method, n }: BatchCheck): string {
  if (verdict === 'not_evaluated') return `${signal}: ${value.toFixed(3)}, not judged (${method}, n=${n})`;
  const limits = [
    lower === null ? '' : `at least ${lower.toFixed(3)}`,
    upper === null ? '' : `at most ${upper.toFixed(3)}`,
  ];
  const words = limits.filter((text) => text !== '').join(', ');
  return `${signal}: ${value.toFixed(3)}, ${words}: ${verdict === 'ok' ? 'within the limits' : 'ALERT'}`;
}
