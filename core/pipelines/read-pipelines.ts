import type { PipelineRun, PipelineSummary } from '#contract/pipelines.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { cutPage, parseIdToken } from '#core/kernel/pages.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { SqlValue } from '#core/store/database.ts';
import { outlineToSummary } from './definition/outline.ts';
import type { PipelineFileContent } from './pipeline-files.ts';
import { readRuns, type LookAtTask } from './run/read-runs.ts';
import { findRunRow, type RunRow } from './run/rows.ts';
import { describeSchedule } from './schedule/describe-schedule.ts';

/** A file as a list shows it, with its newest run. */
export function readSummary(
  ctx: EngineContext,
  file: PipelineFileContent,
  progress: LookAtTask,
): PipelineSummary {
  const last = ctx.db.get<RunRow>(
    'SELECT * FROM pipeline_runs WHERE pipeline = ? ORDER BY id DESC LIMIT 1',
    file.name,
  );
  const counted = ctx.db.get<{ n: number }>(
    'SELECT count(*) AS n FROM pipeline_runs WHERE pipeline = ?',
    file.name,
  );
  return {
    name: file.name,
    file: `pipelines/${file.name}.yaml`,
    problems: file.problems,
    ...outlineToSummary(file.outline),
    lastRun: last === undefined ? null : (readRuns(ctx.db, [last], progress)[0] ?? null),
    runCount: counted?.n ?? 0,
    schedule: describeSchedule(ctx, file),
  };
}

/** @throws NOT_FOUND */
export function readRun(ctx: EngineContext, pipelineRunId: string, progress: LookAtTask): PipelineRun {
  const [run] = readRuns(ctx.db, [findRunRow(ctx.db, pipelineRunId)], progress);
  if (run === undefined) throw new Error(`pipeline run ${pipelineRunId} vanished while it was read`);
  return run;
}

/** The newest first, of all pipelines or of one. @throws INVALID_PAGE_TOKEN */
export function listRuns(
  ctx: EngineContext,
  input: Inputs['pipelines']['runs'],
  progress: LookAtTask,
): Outputs['pipelines']['runs'] {
  const { name, maxResults = 100, pageToken } = input;
  const conditions = ['id < ?'];
  const values: SqlValue[] = [parseIdToken(pageToken)];
  if (name !== undefined) {
    conditions.push('pipeline = ?');
    values.push(name);
  }
  const rows = ctx.db.all<RunRow>(
    `SELECT * FROM pipeline_runs WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT ?`,
    ...values,
    maxResults + 1,
  );
  const { items, nextPageToken } = cutPage(rows, maxResults, ({ id }) => String(id));
  return { runs: readRuns(ctx.db, items, progress), nextPageToken };
}
