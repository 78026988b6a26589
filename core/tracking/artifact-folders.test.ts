import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestRun, failureOf } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';
import { adoptArtifactFolder, withIncomingFolder } from './artifact-folders.ts';

describe('a folder that becomes an artifact', () => {
  it('is there whole, and listed', () =>
    withEngine(async ({ client, engine: { ctx } }) => {
      const { runId } = await createTestRun(client);
      await withIncomingFolder(ctx, async (folder) => {
        const from = join(folder, 'model');
        mkdirSync(join(from, 'code'), { recursive: true });
        writeFileSync(join(from, 'code', 'loader.py'), 'pass\n');
        await adoptArtifactFolder(ctx, { runId, path: 'model', from });
      });
      const { files } = await client.artifacts.list({ runId, path: 'model/code' });
      expect(files).toEqual([{ path: 'model/code/loader.py', isFolder: false, size: 5 }]);
      expect(readdirSync(ctx.paths.incoming)).toEqual([]);
    }));

  it('replaces nothing, leads nowhere else, and leaves no draft behind', () =>
    withEngine(async ({ client, engine: { ctx } }) => {
      const { runId } = await createTestRun(client);
      const adopt = (path: string): Promise<void> =>
        withIncomingFolder(ctx, async (folder) => {
          const from = join(folder, 'draft');
          mkdirSync(from);
          await adoptArtifactFolder(ctx, { runId, path, from });
        });
      await adopt('model');
      expect(await failureOf(adopt('model'))).toMatchObject({ code: 'ALREADY_EXISTS' });
      expect(await failureOf(adopt('../other'))).toMatchObject({ code: 'PATH_NOT_ALLOWED' });
      const { files } = await client.artifacts.list({ runId });
      expect(files.map(({ path }) => path)).toEqual(['model']);
      expect(readdirSync(ctx.paths.incoming)).toEqual([]);
    }));
});
