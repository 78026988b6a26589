import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runKillTrial } from '#core/testing/kill-trial.ts';
import { withFolder } from '#core/testing/with-engine.ts';

const engineFile = join(import.meta.dirname, '..', '..', 'dist', 'engine.cjs');
const [kills, seed] = [100, 20261120];

it(`nothing that was acknowledged is lost in ${kills} kills (seed ${seed})`, { timeout: 180_000 }, () =>
  withFolder(async (folder) => {
    expect(existsSync(engineFile)).toBe(true);
    const figures = await runKillTrial({ workspace: join(folder, 'w'), engineFile, kills, seed });
    process.stdout.write(`kills: ${JSON.stringify(figures)}\n`);
    expect(figures.kills).toBe(kills);
    expect(figures.inWork).toBeGreaterThan(kills * 0.6);
    expect(figures.acknowledged).toBeGreaterThan(kills * 10);
  }),
);
