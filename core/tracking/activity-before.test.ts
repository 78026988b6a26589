import { describe, expect, it } from 'vitest';
import type { EngineClient } from '#contract/procedures.ts';
import { createTestRun } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';

describe('the activity of what replaces something', () => {
  it('has the tags that a batch wrote over, and only those that changed', () =>
    withEngine(async ({ client }) => {
      const { runId } = await createTestRun(client);
      await client.runs.logBatch({ runId, tags: [pair('kept', 'k'), pair('changed', '1')] });
      const tags = [pair('kept', 'k'), pair('changed', '2'), pair('new', 'n'), pair('changed', '3')];
      await client.runs.logBatch({ runId, tags });
      await client.runs.logBatch({ runId, tags: [pair('changed', '3')] });
      const entries = await listEntries(client, runId, 'run.log');
      expect(entries).toEqual([
        {
          before: { tags: [pair('changed', '1')] },
          after: { tags: [pair('changed', '3'), pair('new', 'n')] },
        },
        { before: null, after: { tags: [pair('kept', 'k'), pair('changed', '1')] } },
      ]);
      expect((await client.runs.get({ runId })).tags).toContainEqual(pair('changed', '3'));
    }));

  it('has the file that an upload wrote over', () =>
    withEngine(async ({ client }) => {
      const { runId } = await createTestRun(client);
      for (const content of ['one', 'longer']) {
        const chunk = new File([content], 'x');
        await client.artifacts.write({ runId, path: 'a/b.txt', offset: 0, chunk, last: true });
      }
      expect(await listEntries(client, runId, 'artifact.write')).toEqual([
        { before: { path: 'a/b.txt', size: 3 }, after: { path: 'a/b.txt', size: 6 } },
        { before: null, after: { path: 'a/b.txt', size: 3 } },
      ]);
    }));
});

function pair(key: string, value: string): { key: string; value: string } {
  return { key, value };
}

async function listEntries(client: EngineClient, entityId: string, action: string): Promise<unknown[]> {
  const { entries } = await client.activity.list({ entityId });
  return entries.filter((entry) => entry.action === action).map(({ before, after }) => ({ before, after }));
}
