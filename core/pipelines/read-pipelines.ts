import type { PipelineRun, PipelineSummary } from '#contract/pipelines.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { cutPage, parseIdToken } from '#core/kernel/pages.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { SqlValue } from '#core/store/database.ts';
import { outlineToSummary } from './definition/outline.ts';
import type { PipelineFileContent, PipelineFiles } from './pipeline-files.ts';
import { refuseUnknown, toPipelineConditions } from './run/asked-pipelines.ts';
import { readRuns, type LookAtTask } from './run/read-runs.ts';
import { findRunRow, type RunRow } from './run/rows.ts';
import { describeSchedule } from './schedule/describe-schedule.ts';
import { readRecentRuns } from './views/recent-runs.ts';

/** A file as a list shows it, with its newest runs. */
export function readSummary(
  ctx: EngineContext,
  file: PipelineFileContent,
  progress: LookAtTask,
): PipelineSummary {
  const [summary] = readSummaries(ctx, [file], progress);
  if (summary === undefined) throw new Error(`the pipeline ${file.name} vanished while it was read`);
  return summary;
}

/** Of all files the runs are read in the same few statements. */
export function readSummaries(
  ctx: EngineContext,
  files: readonly PipelineFileContent[],
  progress: LookAtTask,
): PipelineSummary[] {
  const names = files.map(({ name }) => name);
  const recent = readRecentRuns(ctx.db, names);
  const last = new Map(readLastRuns(ctx, names, progress).map((run) => [run.pipeline, run]));
  return files.map((file) => {
    const { runs = [], medianMs = null, count = 0 } = recent.get(file.name) ?? {};
    return {
      name: file.name,
      file: `pipelines/${file.name}.yaml`,
      problems: file.problems,
      ...outlineToSummary(file.outline),
      lastRun: last.get(file.name) ?? null,
      runCount: count,
      recentRuns: runs,
      medianMs,
      schedule: describeSchedule(ctx, file),
    };
  });
}

function readLastRuns(ctx: EngineContext, names: readonly string[], progress: LookAtTask): PipelineRun[] {
  const rows = ctx.db.all<RunRow>(
    `SELECT runs.* FROM json_each(?) AS names JOIN pipeline_runs AS runs
       ON runs.id = (SELECT max(id) FROM pipeline_runs WHERE pipeline = names.value)`,
    JSON.stringify(names),
  );
  return readRuns(ctx.db, rows, progress);
}

/** @throws NOT_FOUND */
export function readRun(ctx: EngineContext, pipelineRunId: string, progress: LookAtTask): PipelineRun {
  const [run] = readRuns(ctx.db, [findRunRow(ctx.db, pipelineRunId)], progress);
  if (run === undefined) throw new Error(`pipeline run ${pipelineRunId} vanished while it was read`);
  return run;
}

/** The newest first, of all pipelines or of some. @throws NOT_FOUND, INVALID_PAGE_TOKEN */
export async function listRuns(
  { ctx: { db }, files, progress }: { ctx: EngineContext; files: PipelineFiles; progress: LookAtTask },
  input: Inputs['pipelines']['runs'],
): Promise<Outputs['pipelines']['runs']> {
  await refuseUnknown({ files, db }, input);
  const { fromAt, untilAt, maxResults = 100, pageToken } = input;
  const asked = toPipelineConditions(input);
  const conditions = ['id < ?', ...asked.conditions];
  const values: SqlValue[] = [parseIdToken(pageToken), ...asked.values];
  if (fromAt !== undefined || untilAt !== undefined) {
    conditions.push('logical_at BETWEEN ? AND ?');
    values.push(fromAt ?? 0, untilAt ?? Number.MAX_SAFE_INTEGER);
  }
  const rows = db.all<RunRow>(
    `SELECT * FROM pipeline_runs WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT ?`,
    ...values,
    maxResults + 1,
  );
  const { items, nextPageToken } = cutPage(rows, maxResults, ({ id }) => String(id));
  return { runs: readRuns(db, items, progress), nextPageToken };
}
