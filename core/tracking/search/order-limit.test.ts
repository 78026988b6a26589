import { describe, expect, it } from 'vitest';
import { createTestRun, failureOf } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';
import { maxOrderTerms } from '#core/search/index.ts';

describe('an order', () => {
  it('of as many keys as are allowed works on every page; of more it is refused', () =>
    withEngine(async ({ client }) => {
      const keys = Array.from({ length: maxOrderTerms + 1 }, (_, n) => `key ${n}`);
      const runIds: string[] = [];
      for (let n = 0; n < 3; n++) {
        const { runId } = await createTestRun(client);
        // All the same but for the last allowed key, so that every term has its say.
        const value = (key: string): number => (key === keys[maxOrderTerms - 1] ? -n : 1);
        await client.runs.logBatch({ runId, metrics: keys.map((key) => ({ key, value: value(key) })) });
        runIds.unshift(runId);
      }
      const orderBy = keys.map((key) => `metrics.\`${key}\``);
      const found: string[] = [];
      let pageToken: string | undefined;
      do {
        const page = await client.runs.search({
          orderBy: orderBy.slice(0, maxOrderTerms),
          maxResults: 1,
          ...(pageToken !== undefined && { pageToken }),
        });
        found.push(...page.runs.map(({ runId }) => runId));
        pageToken = page.nextPageToken ?? undefined;
      } while (pageToken !== undefined);
      expect(found).toEqual(runIds);
      expect(await failureOf(client.runs.search({ orderBy }))).toMatchObject({
        code: 'LIMIT_EXCEEDED',
        data: { limit: maxOrderTerms, actual: maxOrderTerms + 1, unit: 'items' },
      });
    }));
});
