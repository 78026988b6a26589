import { join } from 'node:path';
import type { BenchRow, Soak } from '#core/testing/bench-types.ts';
import { runKillTrial, type KillFigures } from '#core/testing/kill-trial.ts';

const killsPerWorkspace = 250;

/** SIGKILL under write load, a thousand times, on four workspaces. A lost write ends it with an error. */
export const soak: Soak = {
  name: 'kills',
  run: async ({ dist, folder, seed, count, say }) => {
    const all: KillFigures[] = [];
    for (let left = count(1000); left > 0; left -= killsPerWorkspace) {
      const workspace = join(folder, `w${all.length}`);
      const kills = Math.min(left, killsPerWorkspace);
      all.push(
        await runKillTrial({
          workspace,
          engineFile: join(dist, 'engine.cjs'),
          kills,
          seed: seed + all.length,
        }),
      );
      say(`${JSON.stringify(all.at(-1))}`);
    }
    return toRows(all);
  },
};

function toRows(all: readonly KillFigures[]): BenchRow[] {
  const sum = (pick: (figures: KillFigures) => number): number =>
    all.reduce((total, one) => total + pick(one), 0);
  const kills = sum((one) => one.kills);
  const inWork = sum((one) => one.inWork);
  return [
    { case: 'kills', value: kills, unit: 'kills' },
    { case: 'acknowledged writes lost', value: 0, unit: 'lost', budget: 'none', ok: true },
    { case: 'acknowledged writes checked', value: sum((one) => one.acknowledged), unit: 'writes' },
    {
      case: 'kills with writes in flight',
      value: inWork,
      unit: 'kills',
      budget: 'most',
      ok: inWork > kills * 0.6,
    },
    { case: 'kills during a start', value: sum((one) => one.inStart), unit: 'kills' },
    { case: 'writes in flight when killed', value: sum((one) => one.inFlight), unit: 'writes' },
    { case: '... of them kept', value: sum((one) => one.unheard), unit: 'writes' },
    { case: 'time for a kill and its check', value: (sum((one) => one.seconds) * 1000) / kills, unit: 'ms' },
  ];
}
