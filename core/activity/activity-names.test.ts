import { expect, it } from 'vitest';
import { createTestRun } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';

it('names what is gone without a look at all that was logged of it', () =>
  withEngine(async ({ client, engine }) => {
    const { runId } = await createTestRun(client, { name: 'lost' });
    await engine.ctx.write((tx) => {
      tx.db.run(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)
         INSERT INTO activity (at, actor_kind, actor_name, action, entity_kind, entity_id, after)
         SELECT 1, 'client', 'test', 'run.log', 'run', ?, '{"metrics":1}' FROM n`,
        runId,
      );
      tx.db.run('DELETE FROM runs WHERE uuid = ?', runId);
      tx.unchanged();
    });
    const start = performance.now();
    const { entries } = await client.activity.list({ maxResults: 100 });
    expect(new Set(entries.map(({ name }) => name))).toEqual(new Set(['lost']));
    // Some 50 ms; passing over all rows for each of the hundred takes many seconds.
    expect(performance.now() - start).toBeLessThan(3000);
  }));
