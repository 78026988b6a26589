import { expect, test } from 'vitest';
import { limits } from '#contract/inputs.ts';
import { createRun, ensureExperiment, writeWholeArtifact } from '#core/tracking/index.ts';
import { withEngine } from '#core/testing/with-engine.ts';

test('a text is written whole, however long', () =>
  withEngine(async ({ engine: { ctx }, client }) => {
    const { experimentId } = await ensureExperiment(ctx, 'long');
    const { runId } = await createRun(ctx, { experimentId });
    const sizes = [0, 5, limits.artifactChunkBytes, 2 * limits.artifactChunkBytes + 7];
    for (const size of sizes) {
      await writeWholeArtifact(ctx, { runId, path: `reports/${size}.txt`, text: 'x'.repeat(size) });
    }
    const { files } = await client.artifacts.list({ runId, path: 'reports' });
    expect(files.map((file) => file.size).sort((a = 0, b = 0) => (a ?? 0) - (b ?? 0))).toEqual(sizes);
  }));
