import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestRun, failureOf } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';
import { adoptArtifactFolder, makeIncomingFolder } from './artifact-folders.ts';

describe('a folder that becomes an artifact', () => {
  it('is there whole, and listed', () =>
    withEngine(async ({ client, engine: { ctx } }) => {
      const { runId } = await createTestRun(client);
      const from = makeIncomingFolder(ctx);
      mkdirSync(join(from, 'code'));
      writeFileSync(join(from, 'code', 'loader.py'), 'pass\n');
      await adoptArtifactFolder(ctx, { runId, path: 'model', from });
      const { files } = await client.artifacts.list({ runId, path: 'model/code' });
      expect(files).toEqual([{ path: 'model/code/loader.py', isFolder: false, size: 5 }]);
      expect(existsSync(from)).toBe(false);
    }));

  it('replaces nothing, and leads nowhere else', () =>
    withEngine(async ({ client, engine: { ctx } }) => {
      const { runId } = await createTestRun(client);
      await adoptArtifactFolder(ctx, { runId, path: 'model', from: makeIncomingFolder(ctx) });
      const again = { runId, path: 'model', from: makeIncomingFolder(ctx) };
      expect(await failureOf(adoptArtifactFolder(ctx, again))).toMatchObject({ code: 'ALREADY_EXISTS' });
      const outside = { ...again, path: '../other' };
      expect(await failureOf(adoptArtifactFolder(ctx, outside))).toMatchObject({ code: 'PATH_NOT_ALLOWED' });
      const { files } = await client.artifacts.list({ runId });
      expect(files.map(({ path }) => path)).toEqual(['model']);
    }));
});
