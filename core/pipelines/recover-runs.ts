import { StileError } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import { parsePipeline, pipelineInvalid } from './definition/parse-pipeline.ts';
import type { PipelineDefinition } from './definition/definition.ts';
import { endUnfinishedTasks } from './run/end-tasks.ts';
import { markLost } from './run/mark-lost.ts';
import { readPlan, rowToRef } from './run/queue-run.ts';
import { readRestored } from './run/restore-run.ts';
import { findRunRow, type RunRow } from './run/rows.ts';
import { moveRun } from './run/transitions.ts';
import type { Runner } from './runner-parts.ts';

/** An engine that lives for one command has ended by then and has not begun what it could not finish. */
const defaultResumeAfterMs = 1500;

/** Writes what an engine before this one has lost, and goes on with its runs a moment later, or when it is told. */
export async function recoverRuns(runner: Runner): Promise<void> {
  const { ctx, options, alarms, services } = runner;
  const begun = ctx.db.all<RunRow>(
    "SELECT * FROM pipeline_runs WHERE state IN ('running', 'paused') ORDER BY id",
  );
  for (const row of begun) await markLost(services, ctx, row);
  const left = ctx.db.all<RunRow>(
    "SELECT * FROM pipeline_runs WHERE state IN ('queued', 'running', 'paused') ORDER BY state = 'queued', id",
  );
  if (left.length === 0) return;
  const resumeAt = ctx.clock.now() + (options.resumeAfterMs ?? defaultResumeAfterMs);
  let resumed: Promise<void> | null = null;
  runner.resumeLeft = () => (resumed ??= resumeRuns(runner, left));
  alarms.set(resumeAt, () => void runner.resumeLeft());
}

async function resumeRuns(runner: Runner, left: readonly RunRow[]): Promise<void> {
  for (const { uuid } of left) {
    await resumeRun(runner, uuid).catch((error: unknown) => {
      runner.ctx.logger.error({ err: error, pipelineRunId: uuid }, 'a pipeline run cannot go on');
    });
  }
}

/**
 * From now on runs start by themselves: for an engine that stays. What an earlier engine has left goes first, so that
 * no pipeline gets more runs at a time than it may have.
 */
export async function startSchedules(runner: Runner): Promise<void> {
  await runner.resumeLeft();
  if (!runner.isStopping) await runner.scheduler.start();
}

/** Takes a run over that no part of this engine works on, by the text that it was queued with; once. */
export function resumeRun(runner: Runner, uuid: string): Promise<void> {
  const { queue, canceling, resuming, isStopping } = runner;
  const known = resuming.get(uuid);
  if (known !== undefined) return known;
  if (isStopping || queue.has(uuid) || canceling.has(uuid)) return Promise.resolve();
  const taken = takeOver(runner, findRunRow(runner.ctx.db, uuid)).finally(() => resuming.delete(uuid));
  resuming.set(uuid, taken);
  return taken;
}

async function takeOver(runner: Runner, row: RunRow): Promise<void> {
  const { ctx, queue, services } = runner;
  if (!['queued', 'running', 'paused'].includes(row.state)) return;
  const definition = readDefinition(runner, row);
  if (definition instanceof StileError) {
    await endInvalid(ctx, row, definition);
    queue.noteEnd(row.uuid, row.pipeline);
    return;
  }
  const plan = readPlan(ctx.db, row, definition);
  const restored = await readRestored(services, ctx, plan, row.state === 'running');
  if (!runner.isStopping) queue.add(plan, restored);
}

/** As the run was queued with it; an error when this engine does not know what is in it. */
export function readDefinition({ ctx, services }: Runner, row: RunRow): PipelineDefinition | StileError {
  const stored = ctx.db.get<{ text: string }>(
    'SELECT text FROM pipeline_definitions WHERE hash = ?',
    row.definition_hash,
  );
  const { definition, problems } = parsePipeline(stored?.text ?? '', services.types);
  return definition ?? pipelineInvalid(row.pipeline, problems);
}

async function endInvalid(ctx: EngineContext, row: RunRow, { message }: StileError): Promise<void> {
  await endUnfinishedTasks(ctx, row, row.state === 'queued' ? 'canceled' : 'interrupted', message);
  await moveRun(ctx, rowToRef(row), {
    to: 'failed',
    reasonCode: 'invalid',
    reason: message,
    recovered: true,
  });
}
