import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runUploadKillTrial } from '#core/testing/upload-kill-trial.ts';
import { withFolder } from '#core/testing/with-engine.ts';

const [kills, seed] = [10, 20261125];

it(`no acknowledged upload is lost in ${kills} kills (seed ${seed})`, { timeout: 180_000 }, () =>
  withFolder(async (folder) => {
    const figures = await runUploadKillTrial({ workspace: join(folder, 'w'), kills, seed });
    process.stdout.write(`uploads: ${JSON.stringify(figures)}\n`);
    expect(figures.kills).toBe(kills);
    expect(figures.inWork).toBeGreaterThan(kills * 0.6);
    expect(figures.acknowledged).toBeGreaterThan(kills);
  }),
);
