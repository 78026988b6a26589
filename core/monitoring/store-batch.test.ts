import { describe, expect, it } from 'vitest';
import type { BatchRow } from '#contract/monitoring.ts';
import type { EngineContext } from '#core/store/context.ts';
import { failureOf } from '#core/testing/factories.ts';
import { testActor, withEngine, type TestEngine } from '#core/testing/with-engine.ts';
import { summarizeRows } from './batch-figures.ts';
import { getBatch, listBatches, listBatchRows } from './batches.ts';
import { recoverBatches } from './recover-batches.ts';
import { dropAbandonedBatches, storeBatch, type NewBatch } from './store-batch.ts';

const large = 5000;

describe('a large batch', () => {
  it('counts only when it is whole', () =>
    withContext(async (ctx) => {
      const seen: number[] = [];
      const stored = storeBatch(ctx, createBatch(large));
      let isDone = false;
      void stored.then(() => (isDone = true));
      while (!isDone) {
        seen.push(listBatches(ctx, {}).batches.length);
        await new Promise((resolve) => void setImmediate(resolve));
      }
      expect(seen.length).toBeGreaterThan(3);
      expect(new Set(seen)).toEqual(new Set([0]));
      expect(getBatch(ctx, await stored)).toMatchObject({ batchId: 1, rows: large });
      expect(countRows(ctx)).toBe(large);
      expect(listBatchRows(ctx, { batchId: 1, maxResults: 10_000 }).rows.map(({ row }) => row)).toEqual(
        Array.from({ length: large }, (_, row) => row),
      );
    }));

  it('that is stopped in the middle leaves no row', () =>
    withContext(async (ctx) => {
      const stop = new AbortController();
      const stored = storeBatch(ctx, createBatch(large), stop.signal);
      while (countRows(ctx) === 0) await new Promise((resolve) => void setImmediate(resolve));
      stop.abort();
      await failureOf(stored);
      expect(countRows(ctx)).toBe(0);
      expect(ctx.db.get('SELECT count(*) AS n FROM batches')).toEqual({ n: 0 });
      expect(ctx.db.get('SELECT count(*) AS n FROM lineage_executions')).toEqual({ n: 0 });
    }));

  it('of an engine that was killed goes at the next start, or with a later batch', () =>
    withContext(async (ctx, { clock }) => {
      await leaveHalf(ctx);
      await dropAbandonedBatches(ctx);
      expect(countRows(ctx)).toBe(1);
      clock.advance(11 * 60_000);
      await dropAbandonedBatches(ctx);
      expect(countRows(ctx)).toBe(0);
      await leaveHalf(ctx);
      await recoverBatches(ctx);
      expect(countRows(ctx)).toBe(0);
    }));
});

describe('a small batch', () => {
  it('is one write with one activity', () =>
    withContext(async (ctx) => {
      await storeBatch(ctx, createBatch(20));
      const activity = ctx.db.all<{ action: string; after: string }>(
        `SELECT action, after FROM activity WHERE entity_kind = 'batch'`,
      );
      expect(activity.map(({ action }) => action)).toEqual(['batch.predict']);
      expect(getBatch(ctx, 1)).toMatchObject({
        rows: 20,
        classes: [{ label: 'positive', count: 20 }],
        labelled: 10,
      });
    }));

  it('whose row cannot be written leaves nothing', () =>
    withContext(async (ctx) => {
      const batch = createBatch(20);
      const twice = { ...batch, rows: [...batch.rows, ...batch.rows.slice(0, 1)] };
      await failureOf(storeBatch(ctx, twice));
      expect(countRows(ctx)).toBe(0);
      expect(listBatches(ctx, {}).batches).toEqual([]);
    }));
});

describe('the list of batches', () => {
  it('pages newest first, of one model or of all', () =>
    withContext(async (ctx) => {
      for (const name of ['a', 'b', 'a', 'a']) {
        const batch = createBatch(5);
        await storeBatch(ctx, { ...batch, model: { ...batch.model, name } });
      }
      const first = listBatches(ctx, { model: 'a', maxResults: 2 });
      const second = listBatches(ctx, { model: 'a', maxResults: 2, pageToken: first.nextPageToken ?? '' });
      expect([first, second].map(({ batches }) => batches.map(({ batchId }) => batchId))).toEqual([
        [4, 3],
        [1],
      ]);
      expect(second.nextPageToken).toBeNull();
      expect(listBatches(ctx, {}).batches).toHaveLength(4);
      expect(() => listBatches(ctx, { pageToken: '-1' })).toThrow(/not from this list/);
    }));
});

function createBatch(count: number): NewBatch {
  const rows = Array.from({ length: count }, (_, row): BatchRow => ({
    row,
    text: `text number ${row}`,
    prediction: 'positive',
    confidence: 0.5 + (row % 50) / 100,
    oovShare: 0.25,
    length: 3,
    label: row % 2 === 0 ? 'positive' : null,
  }));
  return {
    model: { name: 'm', version: 1, uri: 'models:/m/1' },
    dataset: { uri: 'datasets:/d/1', name: 'd 1', digest: 'abc' },
    source: 'test',
    figures: summarizeRows(rows, null),
    rows,
    runId: 'none',
    pipelineRunId: null,
  };
}

/** What a kill between two pieces leaves. */
async function leaveHalf(ctx: EngineContext): Promise<void> {
  await ctx.write((tx) => {
    tx.unchanged();
    const { lastId } = tx.db.run(
      `INSERT INTO batches (is_ready, model_name, model_version, dataset, source, created_at, rows, classes,
         mean_confidence, low_confidence, high_confidence, oov_share, mean_length, labelled, correct)
       VALUES (0, 'm', 1, 'datasets:/d/1', 'test', ?, 9, '[]', 0, 0, 0, 0, 0, 0, 0)`,
      tx.now,
    );
    tx.db.run(
      `INSERT INTO batch_rows (batch_id, row, text, prediction, confidence, oov_share, length)
       VALUES (?, 0, 'x', 'y', 0.9, 0, 1)`,
      lastId,
    );
  });
}

function countRows(ctx: EngineContext): number {
  return ctx.db.get<{ n: number }>('SELECT count(*) AS n FROM batch_rows')?.n ?? -1;
}

function withContext<T>(fn: (ctx: EngineContext, test: TestEngine) => Promise<T>): Promise<T> {
  return withEngine((test) => fn(test.engine.rpcContext(testActor).engine, test));
}
