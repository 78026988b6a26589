import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openEngine } from '#core/engine.ts';
import { createTestRun } from '#core/testing/factories.ts';
import { testActor, testEngineOptions, withFolder } from '#core/testing/with-engine.ts';

it('a workspace opens although what a killed engine left cannot be made good now', () =>
  withFolder(async (folder) => {
    const options = testEngineOptions(join(folder, 'w'));
    const first = await openEngine(options);
    const tags = [{ key: 'stile.kind', value: 'batch-predict' }];
    const { runId } = await createTestRun(first.createClient(testActor), { tags });
    await first.ctx.write((tx) => {
      tx.unchanged();
      tx.db.run("CREATE TRIGGER refuse BEFORE UPDATE ON runs BEGIN SELECT RAISE(ABORT, 'no room'); END");
    });
    await first.stop();

    const second = await openEngine(options);
    const { runs } = await second.createClient(testActor).runs.search({});
    expect(runs).toMatchObject([{ runId, status: 'RUNNING' }]);
    await second.ctx.write((tx) => {
      tx.unchanged();
      tx.db.run('DROP TRIGGER refuse');
    });
    await second.stop();

    const third = await openEngine(options);
    expect((await third.createClient(testActor).runs.get({ runId })).status).toBe('KILLED');
    await third.stop();
  }));
