import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestRun, failureOf } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';

describe('a purged run', () => {
  it('gets no files from an upload that ends after it', () =>
    withEngine(async ({ client, engine }) => {
      for (let round = 0; round < 10; round++) {
        const { runId } = await createTestRun(client);
        const chunk = new File(['x'], 'x');
        const upload = client.artifacts.write({ runId, path: 'a/b/c', offset: 0, chunk, last: true });
        const answer = failureOf(upload).catch(() => null);
        await client.runs.delete({ runId });
        await client.runs.purge({ runId });
        expect([null, 'NOT_FOUND', 'INVALID_STATE']).toContain((await answer)?.code ?? null);
        expect(existsSync(join(engine.ctx.paths.artifacts, '0', runId))).toBe(false);
      }
    }));
});
