import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withFolder } from '#core/testing/with-engine.ts';
import { createJob, createTestSupervisor, survivorsOf } from './testing/jobs.ts';
import { runSupervisorKills } from './testing/supervisor-kill.ts';

const file = join(import.meta.dirname, '..', '..', '..', 'dist', 'supervisor.cjs');
const kills = 50;

it(
  `${kills} kills of engine, supervisor and programs lose no result and leave nothing running`,
  { timeout: 180_000 },
  () =>
    withFolder(async (folder) => {
      expect(existsSync(file)).toBe(true);
      const figures = await runSupervisorKills({ folder, file, kills, seed: 5 });
      process.stdout.write(`supervisor kills: ${JSON.stringify(figures)}\n`);
      expect(figures.inWork).toBeGreaterThan(kills * 0.6);
      expect(figures.ended).toBeGreaterThan(0);
      expect(figures.gone).toBeGreaterThan(0);
      expect(figures.adopted).toBeGreaterThan(0);
      expect(figures.worstMs).toBeLessThan(2000);
    }),
);

it(
  '400 programs that do nothing, 8 at once, cost little more than starting them barely',
  { timeout: 120_000 },
  () =>
    withFolder(async (folder) => {
      const supervisor = createTestSupervisor({ file });
      const job = createJob(folder, 'exit 0');
      await supervisor.ended({ ...job, ...(await supervisor.start(job)) });
      const runSupervised = async (): Promise<void> => {
        const noop = createJob(folder, '', { command: 'true', args: [] });
        await supervisor.ended({ ...noop, ...(await supervisor.start(noop)) });
      };
      const runBare = (): Promise<unknown> =>
        once(spawn('true', { stdio: 'ignore', detached: true }), 'exit');
      // By turns: other programs of the machine get in the way of either.
      const [supervised, bare] = [[], []] as [number[], number[]];
      for (let round = 0; round < 3; round++) {
        supervised.push(await measure(runSupervised));
        bare.push(await measure(runBare));
      }
      const figures = { supervised: median(supervised), bare: median(bare) };
      process.stdout.write(`400 programs, 8 at once: ${JSON.stringify(figures)} ms\n`);
      expect((figures.supervised - figures.bare) / 400).toBeLessThan(10);
      expect(survivorsOf(`test-${process.pid}`)).toEqual([]);
      await supervisor.close();
    }),
);

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >> 1] ?? NaN;
}

/** In ms. */
async function measure(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  let left = 400;
  const lane = async (): Promise<void> => {
    while (left-- > 0) await run();
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return Math.round(performance.now() - began);
}
