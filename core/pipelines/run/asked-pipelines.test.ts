import { expect, it } from 'vitest';
import { makeUpRuns } from '../testing/made-up-runs.ts';
import { withRunner } from '../testing/with-runner.ts';
import { toPipelineConditions } from './asked-pipelines.ts';

it('a name is known by its file or by a run of it, and any other is told with what is near', () =>
  withRunner(async ({ ctx, file, runner }) => {
    await makeUpRuns(ctx, [{ pipeline: 'gone' }]);
    file('idle', 'tasks: { a: { type: test/echo } }\n');
    const range = { fromAt: 0, untilAt: 86_400_000 };
    for (const asked of [{ name: 'gone' }, { name: 'idle' }, { names: ['idle', 'gone'] }]) {
      const { runs } = await runner.runs(ctx, asked);
      expect(runs.map(({ pipeline }) => pipeline)).toEqual(asked.name === 'idle' ? [] : ['gone']);
      expect((await runner.calendar(ctx, { ...asked, ...range })).days).toEqual([]);
    }
    for (const asked of [{ name: 'idel' }, { names: ['gone', 'idle', 'idel'] }])
      for (const answer of [runner.runs(ctx, asked), runner.calendar(ctx, { ...asked, ...range })])
        await expect(answer).rejects.toMatchObject({
          code: 'NOT_FOUND',
          message: expect.stringContaining('did you mean "idle"?') as string,
        });
  }));

it('few pipelines are found by their names, of many the newest runs are read in their order', () =>
  withRunner(async ({ ctx, runner }) => {
    const names = Array.from({ length: 30 }, (_, n) => `p${n + 10}`);
    await makeUpRuns(
      ctx,
      [...names, 'other'].map((pipeline) => ({ pipeline })),
    );
    const plan = (asked: readonly string[]): string => {
      const { conditions, values } = toPipelineConditions({ names: asked });
      const sql = `EXPLAIN QUERY PLAN SELECT * FROM pipeline_runs WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT 9`;
      return ctx.db
        .all<{ detail: string }>(sql, ...values)
        .map(({ detail }) => detail)
        .join();
    };
    expect(plan(names.slice(0, 3))).toContain('pipeline_runs_by_pipeline');
    expect(plan(names)).not.toContain('pipeline_runs_by_pipeline');
    expect(plan(names)).not.toContain('ORDER BY');
    for (const asked of [names, names.slice(0, 3)])
      expect((await runner.runs(ctx, { names: asked })).runs.map(({ pipeline }) => pipeline)).toEqual(
        asked.toReversed(),
      );
  }));
