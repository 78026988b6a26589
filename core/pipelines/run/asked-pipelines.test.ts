import { expect, it } from 'vitest';
import { makeUpRuns } from '../testing/made-up-runs.ts';
import { withRunner } from '../testing/with-runner.ts';
import { toPipelineConditions } from './asked-pipelines.ts';

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
      expect(runner.runs(ctx, { names: asked }).runs.map(({ pipeline }) => pipeline)).toEqual(
        asked.toReversed(),
      );
  }));
