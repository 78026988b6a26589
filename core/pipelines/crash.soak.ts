import { join } from 'node:path';
import type { Soak } from '#core/testing/bench-types.ts';
import { runCrashTrial } from '#core/testing/pipeline-crash.ts';

/** Engine, supervisor, programs, or all of them killed in random pipelines. What is not as it must be ends it with an error. */
export const soak: Soak = {
  name: 'crashes in pipelines',
  run: async ({ dist, folder, seed, count, say }) => {
    const figures = await runCrashTrial({
      workspace: join(folder, 'w'),
      supervisorFile: join(dist, 'supervisor.cjs'),
      points: count(1000),
      seed,
    });
    say(JSON.stringify(figures));
    const { points, inWork, interrupted, scheduledRuns, deadMs, correctMs, seconds } = figures;
    return [
      { case: 'kills', value: points, unit: 'kills' },
      {
        case: 'kills that met work',
        value: inWork,
        unit: 'kills',
        budget: 'most',
        ok: inWork > points * 0.6,
      },
      { case: 'attempts that were interrupted and tried again', value: interrupted, unit: 'attempts' },
      { case: 'other ends, lost results, orphans', value: 0, unit: 'found', budget: 'none', ok: true },
      {
        case: 'scheduled runs, none twice, none left out',
        value: scheduledRuns,
        unit: 'runs',
        budget: 'some',
        ok: scheduledRuns > 0,
      },
      {
        case: 'until nothing of a killed engine runs, at most',
        value: deadMs.most,
        unit: 'ms',
        budget: '< 1 s',
        ok: deadMs.most < 1000,
      },
      {
        case: 'until states are correct after a start, at most',
        value: correctMs.most,
        unit: 'ms',
        budget: '< 2 s',
        ok: correctMs.most < 2000,
      },
      { case: 'a kill and its checks', value: (seconds * 1000) / points, unit: 'ms' },
    ];
  },
};
