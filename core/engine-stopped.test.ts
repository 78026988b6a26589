import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createTestRun, failureOf } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';

describe('a stopped engine', () => {
  it('makes no copies of its workspace, and says why', () =>
    withEngine(async ({ client, engine, folder }) => {
      await engine.stop();
      const file = join(folder, 'copy.stile');
      for (const call of [() => client.workspace.backup({}), () => client.workspace.export({ file })]) {
        expect(await failureOf(call())).toMatchObject({ code: 'ENGINE_STOPPING' });
      }
      expect(readdirSync(folder)).toEqual(['workspace']);
    }));

  it('says why a backup that was being made is not there', () =>
    withEngine(async ({ client, engine }) => {
      const { runId } = await createTestRun(client);
      const metrics = Array.from({ length: 1000 }, (_, step) => ({ key: 'loss', value: step, step }));
      for (let at = 0; at < 100; at++) {
        await client.runs.logBatch({ runId, metrics: metrics.map((m) => ({ ...m, key: `loss ${at}` })) });
      }
      const answer = failureOf(client.workspace.backup({}));
      await setImmediate();
      await engine.stop();
      expect(await answer).toMatchObject({ code: 'ENGINE_STOPPING' });
      expect(readdirSync(engine.ctx.paths.backups)).toEqual([]);
    }));
});
