import { join } from 'node:path';
import type { Soak } from '#core/testing/bench-types.ts';
import { runUploadKillTrial } from '#core/testing/upload-kill-trial.ts';

/** SIGKILL while six clients upload files of up to 3 MB. A lost or half file ends it with an error. */
export const soak: Soak = {
  name: 'upload-kills',
  run: async ({ folder, seed, count, say }) => {
    const trial = { workspace: join(folder, 'w'), kills: count(300), seed };
    const figures = await runUploadKillTrial(trial);
    say(JSON.stringify(figures));
    return [
      { case: 'kills during uploads', value: figures.kills, unit: 'kills' },
      { case: 'acknowledged uploads lost', value: 0, unit: 'lost', budget: 'none', ok: true },
      { case: 'acknowledged uploads checked', value: figures.acknowledged, unit: 'uploads' },
      {
        case: 'kills with uploads on their way',
        value: figures.inWork,
        unit: 'kills',
        budget: 'most',
        ok: figures.inWork > figures.kills * 0.6,
      },
      { case: 'uploads on their way when killed', value: figures.inFlight, unit: 'uploads' },
      { case: '... of them whole afterwards', value: figures.unheard, unit: 'uploads' },
      { case: 'kills that left parts, gone at the next start', value: figures.withLeftovers, unit: 'kills' },
    ];
  },
};
