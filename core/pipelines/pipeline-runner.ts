import * as z from 'zod';
import type { PipelineRun } from '#contract/pipelines.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { StileError } from '#core/kernel/errors.ts';
import { hashText } from '#core/store/blobs.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { TaskType } from '#core/tasks/index.ts';
import { addFindings } from './definition/examine-pipeline.ts';
import { buildJsonSchema } from './definition/file-schema.ts';
import { completeParams } from './definition/params.ts';
import { pipelineInvalid } from './definition/parse-pipeline.ts';
import { createPipelineEditor, type PipelineEditor } from './editing/pipeline-editor.ts';
import { savePipeline } from './editing/save-pipeline.ts';
import { runConflict } from './editing/conflict.ts';
import { planPart } from './partial-runs.ts';
import {
  findPythonProblems,
  preparePipelinePython,
  readPipelinePython,
  readPipelinePythons,
} from './pipeline-python.ts';
import { downloadLog, readLog } from './read-log.ts';
import { listRuns, readRun, readSummaries, readSummary } from './read-pipelines.ts';
import { recoverRuns, resumeRun, startSchedules } from './recover-runs.ts';
import { clearRun, decideTask, markRun, previewClear } from './rerun.ts';
import { endUnfinishedTasks } from './run/end-tasks.ts';
import { queueRun, rowToRef } from './run/queue-run.ts';
import { readRestored } from './run/restore-run.ts';
import { findRunRow, isRunOver, type RunRow } from './run/rows.ts';
import { moveRun } from './run/transitions.ts';
import { createRunner, type PipelineRunnerOptions, type Runner } from './runner-parts.ts';
import {
  backfillPipeline,
  cancelBackfill,
  previewBackfill,
  previewResume,
  readSchedule,
  readTimes,
  setPaused,
} from './run-schedules.ts';
import { dstWarnings, nextTimes } from './schedule/next-times.ts';
import { buildSchedule } from './schedule/spec.ts';
import { searchLog } from './search-log.ts';
import { createPipelineViews, type PipelineViews } from './views/pipeline-views.ts';

type In = Inputs['pipelines'];
type Out = Outputs['pipelines'];

/** Runs pipelines of this workspace; one lives as long as its engine. */
export interface PipelineRunner extends PipelineViews {
  list(ctx: EngineContext): Promise<Out['list']>;
  get(ctx: EngineContext, input: In['get']): Promise<Out['get']>;
  validate(ctx: EngineContext, input: In['validate']): Promise<Out['validate']>;
  /** @throws PIPELINE_INVALID, CONFLICT, INVALID_ARGUMENT for the name, ALREADY_EXISTS for one that differs by case */
  save(ctx: EngineContext, input: In['save']): Promise<Out['save']>;
  /**
   * Queues a run and starts it as soon as it may. @throws NOT_FOUND for the pipeline or a task, PIPELINE_INVALID,
   * CONFLICT when the file holds another text, INVALID_ARGUMENT for a param or a selection
   */
  run(ctx: EngineContext, input: In['run'], trigger?: PipelineRun['trigger']): Promise<PipelineRun>;
  /** @throws NOT_FOUND, INVALID_PAGE_TOKEN */
  runs(ctx: EngineContext, input: In['runs']): Promise<Out['runs']>;
  getRun(ctx: EngineContext, input: In['getRun']): PipelineRun;
  /** The run when it is over, or as it is when the time has gone by or `signal` is aborted. */
  waitRun(ctx: EngineContext, input: In['waitRun'], signal?: AbortSignal): Promise<PipelineRun>;
  /** Resolves when the run is over. @throws INVALID_STATE when it was over already in another way */
  cancel(ctx: EngineContext, input: In['cancel']): Promise<PipelineRun>;
  /** What a clear would reset. @throws INVALID_STATE for a run that waits, or a task at work; NOT_FOUND for a task */
  previewClear(ctx: EngineContext, input: In['previewClear']): Promise<Out['previewClear']>;
  /** Resets tasks that are over, and runs them again; what they did before is kept. */
  clear(ctx: EngineContext, input: In['clear']): Promise<PipelineRun>;
  /** Gives a task that is over or has not begun, or a run that is over, another end, with a reason. */
  mark(ctx: EngineContext, input: In['mark']): Promise<PipelineRun>;
  /** What a person says to a task that awaits a decision. @throws INVALID_STATE when it does not */
  decide(ctx: EngineContext, input: In['decide']): Promise<PipelineRun>;
  log(ctx: EngineContext, input: In['log']): Promise<Out['log']>;
  /** Ends early when `signal` is aborted, with what it has found. */
  searchLog(ctx: EngineContext, input: In['searchLog'], signal?: AbortSignal): Promise<Out['searchLog']>;
  downloadLog(ctx: EngineContext, input: In['downloadLog']): Promise<Out['downloadLog']>;
  /** @throws NOT_FOUND, PIPELINE_INVALID */
  python(input: In['python']): Promise<Out['python']>;
  /** @throws NOT_FOUND */
  pythons(input: In['pythons']): Promise<Out['pythons']>;
  /** @throws also PYTHON_NOT_FOUND, PYTHON_ENVIRONMENT_FAILED, CANCELED */
  preparePython(input: In['preparePython']): Promise<Out['preparePython']>;
  schedule(input: In['schedule']): Promise<Out['schedule']>;
  /** @throws NOT_FOUND for a pipeline that nothing starts by itself */
  pause(ctx: EngineContext, input: In['pause']): Promise<Out['pause']>;
  resume(ctx: EngineContext, input: In['resume']): Promise<Out['resume']>;
  previewResume(input: In['previewResume']): Promise<Out['previewResume']>;
  nextTimes(ctx: EngineContext, input: In['nextTimes']): Promise<Out['nextTimes']>;
  previewBackfill(input: In['previewBackfill']): Promise<Out['previewBackfill']>;
  backfill(ctx: EngineContext, input: In['backfill']): Promise<Out['backfill']>;
  backfills(input: In['backfills']): Promise<Out['backfills']>;
  /** Resolves when its runs are over. */
  cancelBackfill(ctx: EngineContext, input: In['cancelBackfill']): Promise<Out['cancelBackfill']>;
  taskTypes(): Out['taskTypes'];
  fileSchema(): Out['fileSchema'];
  editor: PipelineEditor;
  /** Marks what an engine before this one left running, and goes on with what it can. */
  recover(): Promise<void>;
  /** Runs start by schedules, triggers and backfills from now on: for an engine that stays. */
  startSchedules(): Promise<void>;
  /** Ends what runs, marks it, and starts nothing more. */
  stop(): Promise<void>;
}

const defaultMaxWaitMs = 60_000;

export function createPipelineRunner(options: PipelineRunnerOptions): PipelineRunner {
  let made: Runner | null = null;
  // Contexts can be had once the engine is put together, which is after this.
  const runner = (): Runner => (made ??= createRunner(options));
  return {
    ...createPipelineViews(runner),
    list: async (ctx) => {
      const { files, progress } = runner();
      return { pipelines: readSummaries(ctx, await files.list(), progress) };
    },
    get: async (ctx, { name }) => {
      const { files, progress } = runner();
      const file = await files.read(name);
      return { ...readSummary(ctx, file, progress), text: file.text, hash: hashText(file.text) };
    },
    validate: (ctx, input) => validateText(runner(), ctx, input),
    save: (ctx, input) => savePipeline(runner(), ctx, input),
    run: (ctx, input, trigger = { kind: 'manual', detail: '' }) =>
      startPipeline(runner(), ctx, input, trigger),
    runs: (ctx, input) => listRuns({ ...runner(), ctx }, input),
    getRun: (ctx, { pipelineRunId }) => readRun(ctx, pipelineRunId, runner().progress),
    waitRun: (ctx, input, signal) => waitForRun(runner(), ctx, input, signal),
    cancel: (ctx, input) => cancelRun(runner(), ctx, input),
    log: readLog,
    searchLog,
    downloadLog,
    python: ({ name }) => readPipelinePython(runner(), name),
    pythons: (input) => readPipelinePythons(runner(), input),
    preparePython: ({ name }) => preparePipelinePython(runner(), name),
    schedule: (input) => readSchedule(runner(), input),
    pause: (ctx, { name }) => setPaused(runner(), ctx, name, true),
    resume: (ctx, { name }) => setPaused(runner(), ctx, name, false),
    previewResume: (input) => previewResume(runner(), input),
    nextTimes: (ctx, input) => readTimes(runner(), ctx, input),
    previewBackfill: (input) => previewBackfill(runner(), input),
    backfill: (ctx, input) => backfillPipeline(runner(), ctx, input),
    backfills: async ({ name }) => {
      await runner().files.read(name);
      return { backfills: runner().scheduler.backfills(name) };
    },
    cancelBackfill: (ctx, input) =>
      cancelBackfill(runner(), ctx, input, (pipelineRunId, reason) =>
        cancelRun(runner(), ctx, { pipelineRunId, reason }),
      ),
    editor: createPipelineEditor(runner),
    taskTypes: () => ({ types: options.taskTypes.map(describeType) }),
    fileSchema: () => ({ schema: buildJsonSchema() }),
    recover: () => recoverRuns(runner()),
    startSchedules: () => startSchedules(runner()),
    clear: (ctx, input) => clearRun(runner(), ctx, input),
    previewClear: (ctx, input) => previewClear(runner(), ctx, input),
    mark: (ctx, input) => markRun(runner(), ctx, input),
    decide: (ctx, input) => decideTask(runner(), ctx, input),
    stop: () => stop(runner()),
  };
}

const validatedTimes = 5;

async function validateText(
  runner: Runner,
  ctx: EngineContext,
  { name, text }: In['validate'],
): Promise<Out['validate']> {
  const checked = await runner.files.check(text, name);
  const { definition } = checked;
  const findings = definition === null ? [] : await findPythonProblems(runner, definition);
  const { problems } = addFindings(checked, findings);
  const spec = definition?.schedule == null ? null : buildSchedule(definition.schedule);
  if (spec === null) return { problems, nextTimes: [], dstWarnings: [] };
  const now = ctx.clock.now();
  return { problems, nextTimes: nextTimes(spec, now, validatedTimes), dstWarnings: dstWarnings(spec, now) };
}

function describeType({
  name,
  description,
  with: schema,
  outputs,
  controlsFlow,
}: TaskType): Out['taskTypes']['types'][number] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return {
    name,
    description,
    with: json,
    outputs: outputs === 'any' ? [] : [...outputs],
    controlsFlow: controlsFlow ?? null,
  };
}

async function startPipeline(
  runner: Runner,
  ctx: EngineContext,
  { name, params = {}, selection, definitionHash }: In['run'],
  trigger: PipelineRun['trigger'],
): Promise<PipelineRun> {
  const { definition, problems, text } = await runner.files.read(name);
  if (definitionHash !== undefined && definitionHash !== hashText(text))
    throw runConflict(name, definitionHash, hashText(text));
  if (definition === null) throw pipelineInvalid(name, problems);
  const values = completeParams(name, definition.params, params);
  if (runner.isStopping) throw engineStopping();
  const asked = { definition, text, params: values };
  const part = selection === undefined ? null : planPart(runner, ctx, { ...asked, selection });
  const plan = await queueRun(ctx, { ...asked, trigger, part });
  // What a run of a part begins with is read as after a restart.
  runner.queue.add(plan, part === null ? null : await readRestored(runner.services, ctx, plan, false));
  await runner.queue.active(plan.ref.pipelineRunId)?.started;
  return readRun(ctx, plan.ref.pipelineRunId, runner.progress);
}

function engineStopping(): StileError {
  return new StileError('ENGINE_STOPPING', 'The engine is stopping and takes no new work.', {});
}

async function waitForRun(
  runner: Runner,
  ctx: EngineContext,
  { pipelineRunId, maxWaitMs = defaultMaxWaitMs }: In['waitRun'],
  signal?: AbortSignal,
): Promise<PipelineRun> {
  const row = findRunRow(ctx.db, pipelineRunId);
  if (!isRunOver(row.state) && maxWaitMs > 0 && !runner.isStopping) {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), maxWaitMs);
    const signals = signal === undefined ? [late.signal] : [late.signal, signal];
    await runner.queue.whenEnded(pipelineRunId, AbortSignal.any(signals)).finally(() => clearTimeout(timer));
  }
  return readRun(ctx, pipelineRunId, runner.progress);
}

async function cancelRun(
  runner: Runner,
  ctx: EngineContext,
  { pipelineRunId, reason = '' }: In['cancel'],
): Promise<PipelineRun> {
  const { queue, progress, graceMs } = runner;
  const row = findRunRow(ctx.db, pipelineRunId);
  // One that an engine before this has left may have programs that still run.
  if (row.state === 'running' || row.state === 'paused')
    await resumeRun(runner, row.uuid).catch(() => undefined);
  if (row.state === 'canceled') return readRun(ctx, pipelineRunId, progress);
  if (isRunOver(row.state)) throw overAlready(row);
  const words = reason === '' ? `canceled by ${ctx.actor.name}` : reason;
  const active = queue.active(pipelineRunId);
  if (active === undefined) {
    await cancelIdle(runner, ctx, row, words);
  } else {
    active.stop('cancel', words, graceMs.cancel);
    // One that cannot be written as it stands is ended as it stands.
    await active.ended.catch(() => cancelIdle(runner, ctx, row, words));
  }
  return readRun(ctx, pipelineRunId, progress);
}

/** Of a run that nobody works on: it waited, or its state could not be written. Whoever cancels it too waits along. */
function cancelIdle(
  { queue, canceling }: Runner,
  ctx: EngineContext,
  row: RunRow,
  reason: string,
): Promise<void> {
  const end = async (): Promise<void> => {
    queue.withdraw(row.uuid);
    await endUnfinishedTasks(ctx, row, 'canceled', reason);
    await moveRun(ctx, rowToRef(row), { to: 'canceled', reasonCode: 'canceled', reason });
    queue.noteEnd(row.uuid, row.pipeline);
  };
  const underWay = canceling.get(row.uuid) ?? end().finally(() => canceling.delete(row.uuid));
  canceling.set(row.uuid, underWay);
  return underWay;
}

function overAlready({ uuid, state }: RunRow): StileError {
  const remedy = 'There is nothing left to cancel.';
  return new StileError('INVALID_STATE', `The pipeline run ${uuid} is over: ${state}. ${remedy}`, {
    kind: 'pipeline_run',
    id: uuid,
    state,
    needed: 'queued or running',
    remedy,
  });
}

async function stop(runner: Runner): Promise<void> {
  runner.isStopping = true;
  const { queue, alarms, graceMs, scheduler } = runner;
  await scheduler.stop();
  runner.announcer.stop();
  queue.close();
  const active = queue.allActive();
  for (const run of active)
    run.stop('stop', 'interrupted: the engine stopped before the task was over', graceMs.stop);
  await Promise.allSettled(active.map(({ ended }) => ended));
  alarms.stop();
  runner.services.resources.stop();
  await runner.services.supervisor.close();
}
