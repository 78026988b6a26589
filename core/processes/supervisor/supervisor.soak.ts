import { join } from 'node:path';
import type { Soak } from '#core/testing/bench-types.ts';
import { runSupervisorKills } from './testing/supervisor-kill.ts';

/** SIGKILL for engines, supervisors and programs. A result that is lost or made up, or a survivor, ends it with an error. */
export const soak: Soak = {
  name: 'kills of the supervisor of tasks',
  run: async ({ dist, folder, seed, count, say }) => {
    const file = join(dist, 'supervisor.cjs');
    const figures = await runSupervisorKills({ folder, file, kills: count(1000), seed });
    say(JSON.stringify(figures));
    const { kills, inWork, adopted, ended, gone, worstMs, seconds } = figures;
    return [
      { case: 'kills', value: kills, unit: 'kills' },
      { case: 'kills that met work', value: inWork, unit: 'kills', budget: 'most', ok: inWork > kills * 0.6 },
      { case: 'programs left running, or results lost', value: 0, unit: 'lost', budget: 'none', ok: true },
      { case: 'programs that the next engine adopted', value: adopted, unit: 'programs' },
      { case: 'programs whose end it read', value: ended, unit: 'programs' },
      { case: 'programs that were gone', value: gone, unit: 'programs' },
      {
        case: 'right state after a kill, at the latest',
        value: worstMs,
        unit: 'ms',
        budget: '< 2 s',
        ok: worstMs < 2000,
      },
      { case: 'time for a kill and its check', value: (seconds * 1000) / kills, unit: 'ms' },
    ];
  },
};
