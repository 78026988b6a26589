import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestRun, failureOf } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';

describe('a folder of a run that is a link out of it', () => {
  it('is neither listed, written nor deleted through', () =>
    withEngine(async ({ client, engine, folder }) => {
      const { runId } = await createTestRun(client);
      const outside = join(folder, 'outside');
      mkdirSync(outside);
      writeFileSync(join(outside, 'precious.txt'), 'x');
      const root = join(engine.ctx.paths.artifacts, '0', runId, 'artifacts');
      mkdirSync(root, { recursive: true });
      symlinkSync(outside, join(root, 'link'), 'junction');
      const path = 'link/precious.txt';
      const chunk = new File(['y'], 'x');
      for (const call of [
        () => client.artifacts.list({ runId, path: 'link' }),
        () => client.artifacts.read({ runId, path }),
        () => client.artifacts.write({ runId, path, offset: 0, chunk, last: true }),
        () => client.artifacts.delete({ runId, path }),
      ]) {
        expect(await failureOf(call())).toMatchObject({ code: 'PATH_NOT_ALLOWED' });
      }
      await client.artifacts.delete({ runId, path: 'link' });
      expect(readdirSync(outside)).toEqual(['precious.txt']);
      expect(readdirSync(root)).toEqual([]);
    }));
});
