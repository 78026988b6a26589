import { join } from 'node:path';
import process from 'node:process';
import { expect, it } from 'vitest';
import { runBatchKillTrial } from '#core/testing/batch-kill-trial.ts';
import { withFolder } from '#core/testing/with-engine.ts';

const engineFile = join(import.meta.dirname, '..', '..', 'dist', 'engine.cjs');
const [kills, seed] = [8, 20261125];

it(`a batch is whole or not there after ${kills} kills (seed ${seed})`, { timeout: 120_000 }, () =>
  withFolder(async (folder) => {
    const figures = await runBatchKillTrial({ workspace: join(folder, 'w'), engineFile, kills, seed });
    process.stdout.write(`batch kills: ${JSON.stringify(figures)}\n`);
    expect(figures.kills).toBe(kills);
    expect(figures.inWork).toBeGreaterThan(kills / 4);
  }),
);
