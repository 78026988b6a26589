import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestRun, failureOf } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';

describe('the id of an experiment', () => {
  it('is known in its one form only, which its folder and its events carry', () =>
    withEngine(async ({ client, engine }) => {
      const { experimentId } = await client.experiments.create({ name: 'one' });
      const { runId } = await createTestRun(client, { experimentId });
      const chunk = new File(['x'], 'x');
      await client.artifacts.write({ runId, path: 'a.txt', offset: 0, chunk, last: true });
      for (const other of [`0${experimentId}`, `00${experimentId}`, '00']) {
        expect(await failureOf(client.experiments.get({ experimentId: other }))).toMatchObject({
          code: 'NOT_FOUND',
        });
      }
      await client.experiments.delete({ experimentId });
      await client.experiments.purge({ experimentId });
      expect(existsSync(join(engine.ctx.paths.artifacts, experimentId))).toBe(false);
    }));
});
