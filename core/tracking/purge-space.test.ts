import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openEngine } from '#core/engine.ts';
import { createTestRun } from '#core/testing/factories.ts';
import { testActor, testEngineOptions, withFolder } from '#core/testing/with-engine.ts';

describe('a purge in a database that gives no pages back', () => {
  it('ends: one that was rebuilt with other tools has no auto_vacuum', () =>
    withFolder(async (folder) => {
      const first = await openEngine(testEngineOptions(folder));
      const { runId } = await createTestRun(first.createClient(testActor));
      const metrics = Array.from({ length: 1000 }, (_, step) => ({ key: 'loss', value: step, step }));
      await first.createClient(testActor).runs.logBatch({ runId, metrics });
      await first.stop();
      rebuildWithoutVacuum(first.ctx.paths.database);
      const second = await openEngine(testEngineOptions(folder));
      const client = second.createClient(testActor);
      await client.runs.delete({ runId });
      expect(await client.runs.purge({ runId })).toMatchObject({ runs: 1 });
      expect(second.ctx.db.get('PRAGMA freelist_count')).not.toEqual({ freelist_count: 0 });
      await second.stop();
    }));
});

function rebuildWithoutVacuum(file: string): void {
  const db = new Database(file);
  db.pragma('journal_mode = DELETE');
  db.pragma('auto_vacuum = NONE');
  db.exec('VACUUM');
  db.close();
}
