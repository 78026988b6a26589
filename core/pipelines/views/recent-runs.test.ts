import { describe, expect, it } from 'vitest';
import { withEngine, testActor } from '#core/testing/with-engine.ts';
import { makeUpRuns, type MadeUpRun } from '../testing/made-up-runs.ts';
import { withRunner } from '../testing/with-runner.ts';
import { median, readRecentRuns } from './recent-runs.ts';

describe('the newest runs of pipelines in a list', () => {
  it('are there for each pipeline, the newest first, with the median of those that ended well', async () => {
    await withRunner(async ({ ctx, file, runner }) => {
      file('busy', 'tasks:\n  a: { type: test/echo }\n');
      file('new', 'tasks:\n  a: { type: test/echo }\n');
      const runs = Array.from({ length: 20 }, (_, n): MadeUpRun => {
        const state = n % 2 === 0 ? 'success' : 'failed';
        return { pipeline: 'busy', queuedAt: 1000 + n, tookMs: n * 100, state };
      });
      const ids = await makeUpRuns(ctx, [
        ...runs,
        { pipeline: 'other' },
        { pipeline: 'busy', state: 'queued', startedAt: null },
      ]);
      const { pipelines } = await runner.list(ctx);
      const [busy, fresh] = pipelines;
      expect(busy).toMatchObject({ name: 'busy', runCount: 21, lastRun: { pipelineRunId: ids[21] } });
      expect(busy?.recentRuns).toHaveLength(14);
      expect(busy?.recentRuns[0]).toMatchObject({
        pipelineRunId: ids[21],
        state: 'queued',
        startedAt: null,
        endedAt: null,
      });
      expect(busy?.recentRuns.slice(1).map(({ pipelineRunId }) => pipelineRunId)).toEqual(
        ids.slice(7, 20).reverse(),
      );
      expect(busy?.recentRuns[1]).toMatchObject({
        state: 'failed',
        startedAt: 1019,
        endedAt: 1019 + 1900,
        hasFailedTasks: false,
      });
      expect(busy?.medianMs).toBe(900);
      expect(fresh).toMatchObject({
        name: 'new',
        runCount: 0,
        lastRun: null,
        recentRuns: [],
        medianMs: null,
      });
    });
  });

  it('measures the last thirty alone', async () => {
    await withEngine(async ({ engine }) => {
      const { engine: ctx } = engine.rpcContext(testActor);
      await makeUpRuns(
        ctx,
        Array.from({ length: 60 }, (_, n) => ({ pipeline: 'p', tookMs: n < 30 ? 1_000_000 : n })),
      );
      expect(readRecentRuns(ctx.db, ['p']).get('p')?.medianMs).toBe(44.5);
    });
  });

  it('takes milliseconds for 100 pipelines with 10,000 runs', async () => {
    await withEngine(async ({ engine }) => {
      const { engine: ctx } = engine.rpcContext(testActor);
      const names = Array.from({ length: 100 }, (_, n) => `p${n}`);
      await makeUpRuns(
        ctx,
        Array.from({ length: 10_000 }, (_, n) => ({
          pipeline: `p${n % 100}`,
          state: n % 3 === 0 ? 'failed' : 'success',
        })),
      );
      readRecentRuns(ctx.db, names);
      const start = performance.now();
      const recent = readRecentRuns(ctx.db, names);
      // Some 8 ms; a machine that is busy with other tests may take longer.
      expect(performance.now() - start).toBeLessThan(200);
      expect(recent.get('p99')).toMatchObject({ count: 100, medianMs: 1000 });
    });
  });

  it('takes the middle of an odd number, and the mean of the middle two of an even one', () => {
    expect([median([]), median([3]), median([9, 1, 5]), median([4, 1, 2, 9])]).toEqual([null, 3, 5, 3]);
  });
});
