import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCrashTrial } from '#core/testing/pipeline-crash.ts';
import { withFolder } from '#core/testing/with-engine.ts';

const supervisorFile = join(import.meta.dirname, '..', '..', 'dist', 'supervisor.cjs');
const [points, seed] = [12, 20261126];

it(
  `runs end the same when engine, supervisor, programs, or all are killed: ${points} times (seed ${seed})`,
  { timeout: 180_000 },
  () =>
    withFolder(async (folder) => {
      expect(existsSync(supervisorFile)).toBe(true);
      const figures = await runCrashTrial({ workspace: join(folder, 'w'), points, seed, supervisorFile });
      process.stdout.write(`pipeline crashes: ${JSON.stringify(figures)}\n`);
      expect(figures.inWork).toBeGreaterThan(points * 0.6);
      expect(figures.interrupted).toBeGreaterThan(0);
      expect(figures.scheduledRuns).toBeGreaterThan(0);
      expect(figures.correctMs.most).toBeLessThan(2000);
    }),
);
