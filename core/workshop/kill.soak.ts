import { join } from 'node:path';
import type { Soak } from '#core/testing/bench-types.ts';
import { runPipelineKills } from '#core/testing/pipeline-kill.ts';

/** SIGKILL in the middle of trainings and batches. A lost result, or a half one, ends it with an error. */
export const soak: Soak = {
  name: 'kills in pipelines',
  run: async ({ dist, folder, count, say }) => {
    const figures = await runPipelineKills({
      workspace: join(folder, 'w'),
      engineFile: join(dist, 'engine.cjs'),
      kills: count(200),
    });
    say(JSON.stringify(figures));
    const { kills, inWork, recovered, versions, batches, seconds } = figures;
    return [
      { case: 'kills', value: kills, unit: 'kills' },
      { case: 'kills that met work', value: inWork, unit: 'kills', budget: 'most', ok: inWork > kills * 0.6 },
      { case: 'runs that went on and ended well', value: recovered, unit: 'runs' },
      { case: 'acknowledged results lost or half there', value: 0, unit: 'lost', budget: 'none', ok: true },
      { case: 'model versions checked', value: versions, unit: 'versions' },
      { case: 'batches checked', value: batches, unit: 'batches' },
      { case: 'time for a kill and its check', value: (seconds * 1000) / kills, unit: 'ms' },
    ];
  },
};
