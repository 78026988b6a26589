import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createTestRun, failureOf } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';

describe('a database that is damaged under a running engine', () => {
  it('is written no more from the first call that meets it, and the good backup is named', () =>
    withEngine(async ({ client, engine }) => {
      const { runId } = await createTestRun(client);
      for (let n = 0; n < 40; n++) {
        const metrics = Array.from({ length: 500 }, (_, step) => ({ key: `metric-${n}`, value: step, step }));
        await client.runs.logBatch({ runId, metrics });
      }
      const { file } = await client.workspace.backup({});
      engine.ctx.db.all('PRAGMA wal_checkpoint(TRUNCATE)');
      scribble(engine.ctx.paths.database);
      await engine.ctx.write((tx) => {
        tx.db.run('PRAGMA shrink_memory');
        tx.unchanged();
      });

      const failure = await failureOf(readEverything());
      expect(failure).toMatchObject({ code: 'WORKSPACE_DAMAGED' });
      const { workspace } = await client.system.info({});
      expect([workspace.readOnly, workspace.warnings]).toEqual([
        true,
        [{ code: 'DAMAGED_READ_ONLY', detail: file }],
      ]);
      expect(await failureOf(createTestRun(client))).toMatchObject({
        code: 'WORKSPACE_DAMAGED',
        data: { backup: file },
      });

      async function readEverything(): Promise<void> {
        for (let n = 0; n < 40; n++)
          await client.runs.metricHistory({ runId, key: `metric-${n}`, maxResults: 500 });
      }
    }));
});

/** Overwrites all pages but the first with what no page begins with. */
function scribble(file: string): void {
  const handle = openSync(file, 'r+');
  const noise = Buffer.alloc(4096, 0xa7);
  for (let at = 8 * 4096; at < statSync(file).size; at += 4096) writeSync(handle, noise, 0, noise.length, at);
  closeSync(handle);
}
