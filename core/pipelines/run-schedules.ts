import type { PipelineSchedule } from '#contract/pipeline-schedules.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { StileError } from '#core/kernel/errors.ts';
import type { Json } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';
import { completeParams } from './definition/params.ts';
import { pipelineInvalid } from './definition/parse-pipeline.ts';
import { readBackfill } from './schedule/backfills.ts';
import { describeSchedule } from './schedule/describe-schedule.ts';
import { toAutomated } from './schedule/for-runner.ts';
import { describeTimes, dstWarnings, nextTimes } from './schedule/next-times.ts';
import type { Runner } from './runner-parts.ts';

type In = Inputs['pipelines'];
type Out = Outputs['pipelines'];

/** @throws NOT_FOUND for a pipeline that is not there */
export async function readSchedule(
  { files, ctx }: Runner,
  { name }: In['schedule'],
): Promise<Out['schedule']> {
  return { schedule: describeSchedule(ctx, await files.read(name)) };
}

/** @throws NOT_FOUND for a pipeline that is not there, or that nothing starts by itself */
export async function setPaused(
  runner: Runner,
  ctx: EngineContext,
  name: string,
  isPaused: boolean,
): Promise<PipelineSchedule> {
  const { files, scheduler } = runner;
  await files.read(name);
  // An engine that lives for one command has not looked at the files yet.
  await scheduler.sync();
  await (isPaused ? scheduler.pause(ctx, name) : scheduler.resume(ctx, name));
  const schedule = describeSchedule(ctx, await files.read(name));
  return schedule ?? brokenSchedule(isPaused);
}

/** Of a file that has become broken: it can be paused all the same. */
function brokenSchedule(isPaused: boolean): PipelineSchedule {
  return {
    text: null,
    timezone: null,
    missed: null,
    triggers: [],
    isPaused,
    nextRunAt: null,
    lastLogicalAt: null,
  };
}

/** What a resume would start. */
export async function previewResume(
  { files, scheduler }: Runner,
  { name }: In['previewResume'],
): Promise<Out['previewResume']> {
  const { schedule } = toAutomated(await files.read(name));
  await scheduler.sync();
  const plan = scheduler.previewResume(name);
  if (plan === null || schedule === null) return { due: [], skippedCount: 0, next: null };
  const [next = null] = plan.next === null ? [] : describeTimes(schedule, [plan.next]);
  return { due: describeTimes(schedule, plan.due), skippedCount: plan.skipped.count, next };
}

/** @throws NOT_FOUND, PIPELINE_INVALID */
export async function readTimes(
  { files }: Runner,
  ctx: EngineContext,
  { name, count = 5 }: In['nextTimes'],
): Promise<Out['nextTimes']> {
  const file = await files.read(name);
  if (file.definition === null) throw pipelineInvalid(name, file.problems);
  const { schedule } = toAutomated(file);
  if (schedule === null) return { times: [], warnings: [] };
  const now = ctx.clock.now();
  return { times: nextTimes(schedule, now, count), warnings: dstWarnings(schedule, now) };
}

/** A dry run. @throws NOT_FOUND, PIPELINE_INVALID, INVALID_STATE without a schedule of times, INVALID_ARGUMENT */
export async function previewBackfill(
  { files, scheduler }: Runner,
  { name, fromAt, untilAt, reprocess = 'missing', newestFirst = false }: In['previewBackfill'],
): Promise<Out['previewBackfill']> {
  await requireSound({ files }, name);
  return { dates: await scheduler.previewBackfill(name, { fromAt, untilAt, reprocess, newestFirst }) };
}

/** @throws what `previewBackfill` throws, INVALID_ARGUMENT for a param, and for a range with nothing to do */
export async function backfillPipeline(
  { files, scheduler }: Runner,
  ctx: EngineContext,
  input: In['backfill'],
): Promise<Out['backfill']> {
  const { name, reprocess = 'missing', newestFirst = false, maxActive = 1, params = {} } = input;
  const definition = await requireSound({ files }, name);
  // What the runs would be refused for is said now.
  completeParams(name, definition.params, params);
  const { fromAt, untilAt } = input;
  return scheduler.backfill(ctx, name, {
    fromAt,
    untilAt,
    reprocess,
    newestFirst,
    maxActive,
    params: params as Record<string, Json>,
  });
}

/** @throws NOT_FOUND, INVALID_STATE when it is over */
export async function cancelBackfill(
  { scheduler }: Runner,
  ctx: EngineContext,
  { backfillId, reason = '' }: In['cancelBackfill'],
  cancelRun: (pipelineRunId: string, reason: string) => Promise<unknown>,
): Promise<Out['cancelBackfill']> {
  const words = reason === '' ? `canceled by ${ctx.actor.name}` : reason;
  const pipelineRunIds = await scheduler.cancelBackfill(ctx, backfillId, words);
  await Promise.all(pipelineRunIds.map((id) => cancelRun(id, words).catch(ignoreOver)));
  return readBackfill(ctx.db, backfillId);
}

/** A run that ended by itself in the meantime needs no canceling. */
function ignoreOver(error: unknown): void {
  if (error instanceof StileError && error.code === 'INVALID_STATE') return;
  throw error;
}

async function requireSound(
  { files }: Pick<Runner, 'files'>,
  name: string,
): Promise<NonNullable<Awaited<ReturnType<Runner['files']['read']>>['definition']>> {
  const { definition, problems } = await files.read(name);
  if (definition === null) throw pipelineInvalid(name, problems);
  return definition;
}
