import { join } from 'node:path';
import { runBatchKillTrial } from '#core/testing/batch-kill-trial.ts';
import type { Soak } from '#core/testing/bench-types.ts';

/** SIGKILL while batches are scored, written and monitored. A batch that is not whole ends it with an error. */
export const soak: Soak = {
  name: 'batch kills',
  run: async ({ dist, folder, seed, count, say }) => {
    const engineFile = join(dist, 'engine.cjs');
    const figures = await runBatchKillTrial({
      workspace: join(folder, 'w'),
      engineFile,
      kills: count(200),
      seed,
    });
    say(JSON.stringify(figures));
    return [
      { case: 'kills during batches', value: figures.inWork, unit: `of ${figures.kills}` },
      { case: '... that left rows to drop', value: figures.leftRows, unit: 'kills' },
      {
        case: 'batches acknowledged, and whole',
        value: figures.acknowledged,
        unit: 'answers',
        ok: true,
        budget: 'none lost',
      },
    ];
  },
};
