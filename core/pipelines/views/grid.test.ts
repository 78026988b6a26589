import { describe, expect, it } from 'vitest';
import { makeUpRuns, type MadeUpRun } from '../testing/made-up-runs.ts';
import { withRunner } from '../testing/with-runner.ts';

describe('the grid of runs and tasks', () => {
  it('has a cell for each task of each run, the newest run first, and the median of those that ended well', async () => {
    await withRunner(async ({ ctx, runner }) => {
      const ids = await makeUpRuns(ctx, [
        { pipeline: 'p', queuedAt: 1000, tookMs: 100, tasks: [{ id: 'b' }, { id: 'a' }] },
        { pipeline: 'other', tasks: [{ id: 'x' }] },
        {
          pipeline: 'p',
          queuedAt: 2000,
          state: 'failed',
          tookMs: 50,
          tasks: [
            { id: 'b', state: 'failed', tries: 3 },
            { id: 'a', state: 'upstream_failed' },
          ],
        },
        { pipeline: 'p', queuedAt: 3000, tookMs: 300, text: 'another', tasks: [{ id: 'a' }] },
      ]);
      const { runs, medianMs, nextPageToken } = runner.grid(ctx, { name: 'p' });
      expect(runs.map(({ pipelineRunId }) => pipelineRunId)).toEqual([ids[3], ids[2], ids[0]]);
      expect(runs[1]?.cells).toEqual([
        {
          taskId: 'b',
          state: 'failed',
          part: 'run',
          startedAt: 2000,
          endedAt: 2050,
          tries: 3,
          instances: null,
        },
        {
          taskId: 'a',
          state: 'upstream_failed',
          part: 'run',
          startedAt: null,
          endedAt: null,
          tries: 0,
          instances: null,
        },
      ]);
      expect(runs[0]).toMatchObject({ state: 'success', trigger: 'manual', queuedAt: 3000, endedAt: 3300 });
      expect(runs[0]?.definitionHash).not.toBe(runs[1]?.definitionHash);
      expect([medianMs, nextPageToken]).toEqual([200, null]);
    });
  });

  it('says of a run that failed whether a later one made up for it', async () => {
    await withRunner(async ({ ctx, runner }) => {
      const tasks = [{ id: 'a' }];
      await makeUpRuns(ctx, [
        { pipeline: 'p', state: 'failed', tasks },
        { pipeline: 'q', state: 'failed', tasks },
        { pipeline: 'p', tasks },
        { pipeline: 'p', state: 'failed', tasks },
      ]);
      const told = (name: string) => runner.grid(ctx, { name }).runs.map(({ isMadeUpFor }) => isMadeUpFor);
      expect(told('p')).toEqual([false, false, true]);
      expect(told('q')).toEqual([false]);
    });
  });

  it('tells many instances as one, with how many are in which state', async () => {
    await withRunner(async ({ ctx, runner }) => {
      const states = ['success', 'running', 'failed', 'none', 'success'] as const;
      const tasks = states.map((state, mapIndex) => ({ id: 'm', state, mapIndex }));
      await makeUpRuns(ctx, [{ pipeline: 'p', state: 'running', queuedAt: 10, tookMs: 5, tasks }]);
      await makeUpRuns(ctx, [
        { pipeline: 'p', queuedAt: 20, tookMs: 5, tasks: tasks.filter(({ state }) => state === 'success') },
      ]);
      const { runs } = runner.grid(ctx, { name: 'p' });
      expect(runs[1]?.cells).toEqual([
        {
          taskId: 'm',
          state: 'running',
          part: 'run',
          startedAt: 10,
          endedAt: null,
          tries: 1,
          instances: { success: 2, running: 1, failed: 1, none: 1 },
        },
      ]);
      expect(runs[0]?.cells[0]).toMatchObject({ state: 'success', endedAt: 25, instances: { success: 2 } });
    });
  });

  it('goes on page by page, and holds only the states that are asked for', async () => {
    await withRunner(async ({ ctx, runner }) => {
      const made = Array.from({ length: 7 }, (_, n): MadeUpRun => ({
        pipeline: 'p',
        state: n % 2 === 0 ? 'failed' : 'success',
      }));
      const ids = await makeUpRuns(ctx, made);
      const first = runner.grid(ctx, { name: 'p', maxResults: 5 });
      const second = runner.grid(ctx, { name: 'p', maxResults: 5, pageToken: first.nextPageToken ?? '' });
      expect([...first.runs, ...second.runs].map(({ pipelineRunId }) => pipelineRunId)).toEqual(
        [...ids].reverse(),
      );
      expect(second.nextPageToken).toBeNull();
      const failed = runner.grid(ctx, { name: 'p', states: ['failed'], maxResults: 3 });
      expect(failed.runs.map(({ pipelineRunId }) => pipelineRunId)).toEqual([ids[6], ids[4], ids[2]]);
      expect(failed.medianMs).toBeNull();
      expect(() => runner.grid(ctx, { name: 'p', pageToken: 'x' })).toThrow(/page token/);
    });
  });

  it('answers for 40 runs of 500 tasks in the time that a screen has', async () => {
    await withRunner(async ({ ctx, runner }) => {
      const tasks = Array.from({ length: 500 }, (_, n) => ({ id: `t${n}` }));
      await makeUpRuns(
        ctx,
        Array.from({ length: 40 }, () => ({ pipeline: 'p', tasks })),
      );
      runner.grid(ctx, { name: 'p', maxResults: 1 });
      const start = performance.now();
      const { runs } = runner.grid(ctx, { name: 'p', maxResults: 40 });
      // Some 70 ms alone; a machine that is busy with other tests may take longer.
      expect(performance.now() - start).toBeLessThan(600);
      expect(runs.flatMap(({ cells }) => cells)).toHaveLength(20_000);
    });
  });
});
