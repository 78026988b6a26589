import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runPipelineKills } from '#core/testing/pipeline-kill.ts';
import { withFolder } from '#core/testing/with-engine.ts';

const engineFile = join(import.meta.dirname, '..', '..', 'dist', 'engine.cjs');
const kills = 10;

it(
  `${kills} kills in trainings and batches are made up for, and leave nothing half done`,
  { timeout: 180_000 },
  () =>
    withFolder(async (folder) => {
      expect(existsSync(engineFile)).toBe(true);
      const figures = await runPipelineKills({ workspace: join(folder, 'w'), engineFile, kills });
      process.stdout.write(`pipeline kills: ${JSON.stringify(figures)}\n`);
      expect(figures.inWork).toBeGreaterThan(kills * 0.6);
      expect(figures.recovered).toBeGreaterThan(0);
    }),
);
