import * as z from 'zod';
import type { Actor } from '#contract/entities.ts';
import type { PipelineRun, PipelineSummary } from '#contract/pipelines.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { StileError } from '#core/kernel/errors.ts';
import { hashText } from '#core/store/blobs.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { TaskType } from '#core/tasks/index.ts';
import { completeParams } from './definition/params.ts';
import { isError, parsePipeline, pipelineInvalid } from './definition/parse-pipeline.ts';
import { createPipelineFiles, type PipelineFiles } from './pipeline-files.ts';
import { readLog } from './read-log.ts';
import { listRuns, readRun, readSummary } from './read-pipelines.ts';
import { createAlarms, type Alarms } from './run/alarms.ts';
import { queueRun, readPlan, rowToRef } from './run/queue-run.ts';
import type { ReadProgress } from './run/read-runs.ts';
import { endUnfinishedTasks, markInterrupted } from './run/recover.ts';
import { findRunRow, isRunOver, type RunRow } from './run/rows.ts';
import { createRunQueue, type RunQueue } from './run/run-queue.ts';
import type { RunServices } from './run/run-services.ts';
import { createSlots } from './run/slots.ts';
import { moveRun } from './run/transitions.ts';

type In = Inputs['pipelines'];
type Out = Outputs['pipelines'];

export interface PipelineRunnerOptions {
  contextFor(actor: Actor): EngineContext;
  taskTypes: readonly TaskType[];
  /** How many tasks work at once, of all runs together (4). */
  slots?: number;
  /** How long runs that an earlier engine has queued wait before they start, in ms (3000). */
  resumeAfterMs?: number;
  /** How long tasks have to end, in ms: of a canceled run (10 s), and when the engine stops (3 s). */
  graceMs?: { cancel: number; stop: number };
}

/** Runs pipelines of this workspace; one lives as long as its engine. */
export interface PipelineRunner {
  list(ctx: EngineContext): Promise<Out['list']>;
  get(ctx: EngineContext, input: In['get']): Promise<Out['get']>;
  validate(ctx: EngineContext, input: In['validate']): Out['validate'];
  /** @throws PIPELINE_INVALID, INVALID_ARGUMENT for the name, ALREADY_EXISTS for a name that differs by case */
  save(ctx: EngineContext, input: In['save']): Promise<PipelineSummary>;
  /** Queues a run and starts it as soon as it may. @throws NOT_FOUND, PIPELINE_INVALID, INVALID_ARGUMENT for a param */
  run(ctx: EngineContext, input: In['run'], trigger?: PipelineRun['trigger']): Promise<PipelineRun>;
  runs(ctx: EngineContext, input: In['runs']): Out['runs'];
  getRun(ctx: EngineContext, input: In['getRun']): PipelineRun;
  /** The run when it is over, or as it is when the time has gone by or `signal` is aborted. */
  waitRun(ctx: EngineContext, input: In['waitRun'], signal?: AbortSignal): Promise<PipelineRun>;
  /** Resolves when the run is over. @throws INVALID_STATE when it was over already in another way */
  cancel(ctx: EngineContext, input: In['cancel']): Promise<PipelineRun>;
  log(ctx: EngineContext, input: In['log']): Promise<Out['log']>;
  taskTypes(): Out['taskTypes'];
  /** Marks what an engine before this one left running, and goes on with what it can. */
  recover(): Promise<void>;
  /** Ends what runs, marks it, and starts nothing more. */
  stop(): Promise<void>;
}

const defaultSlots = 4;
const defaultGraceMs = { cancel: 10_000, stop: 3000 };
/** An engine that lives for one command has ended by then and has not begun what it could not finish. */
const defaultResumeAfterMs = 3000;
const defaultMaxWaitMs = 60_000;

/** What the parts of a runner work with. */
interface Runner {
  options: PipelineRunnerOptions;
  ctx: EngineContext;
  files: PipelineFiles;
  services: RunServices;
  queue: RunQueue;
  alarms: Alarms;
  progress: ReadProgress;
  graceMs: { cancel: number; stop: number };
  /** Runs that nobody works on and that are being canceled. */
  canceling: Map<string, Promise<void>>;
  isStopping: boolean;
}

export function createPipelineRunner(options: PipelineRunnerOptions): PipelineRunner {
  let made: Runner | null = null;
  // Contexts can be had once the engine is put together, which is after this.
  const runner = (): Runner => (made ??= createRunner(options));
  return {
    list: async (ctx) => {
      const { files, progress } = runner();
      return { pipelines: (await files.list()).map((file) => readSummary(ctx, file, progress)) };
    },
    get: async (ctx, { name }) => {
      const { files, progress } = runner();
      const file = await files.read(name);
      return { ...readSummary(ctx, file, progress), text: file.text };
    },
    validate: (_ctx, { name, text }) => ({
      problems: parsePipeline(text, runner().services.types, name).problems,
    }),
    save: (ctx, input) => savePipeline(runner(), ctx, input),
    run: (ctx, input, trigger = { kind: 'manual', detail: '' }) =>
      startPipeline(runner(), ctx, input, trigger),
    runs: (ctx, input) => listRuns(ctx, input, runner().progress),
    getRun: (ctx, { pipelineRunId }) => readRun(ctx, pipelineRunId, runner().progress),
    waitRun: (ctx, input, signal) => waitForRun(runner(), ctx, input, signal),
    cancel: (ctx, input) => cancelRun(runner(), ctx, input),
    log: readLog,
    taskTypes: () => ({ types: options.taskTypes.map(describeType) }),
    recover: () => recover(runner()),
    stop: () => stop(runner()),
  };
}

function createRunner(options: PipelineRunnerOptions): Runner {
  const { contextFor, taskTypes, slots = defaultSlots, graceMs = defaultGraceMs } = options;
  const ctx = contextFor({ kind: 'engine', name: 'stile' });
  const types = new Map(taskTypes.map((type) => [type.name, type]));
  const alarms = createAlarms(ctx.clock);
  const services = { contextFor, types, slots: createSlots(slots), alarms };
  const queue = createRunQueue(services, ctx.logger);
  return {
    options,
    ctx,
    files: createPipelineFiles(ctx.paths, types),
    services,
    queue,
    alarms,
    progress: (pipelineRunId, taskId) => queue.active(pipelineRunId)?.progressOf(taskId) ?? null,
    graceMs,
    canceling: new Map(),
    isStopping: false,
  };
}

function describeType({
  name,
  description,
  with: schema,
  outputs,
}: TaskType): Out['taskTypes']['types'][number] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return { name, description, with: json, outputs: [...outputs] };
}

async function savePipeline(runner: Runner, ctx: EngineContext, input: In['save']): Promise<PipelineSummary> {
  const { files, services, progress } = runner;
  const { name, text, force = false } = input;
  const { problems } = parsePipeline(text, services.types, name);
  if (!force && problems.some(isError)) throw pipelineInvalid(name, problems);
  const before = await files.find(name).catch(() => null);
  await files.write(name, text);
  const hash = hashText(text);
  await ctx.write((tx) => {
    tx.record({
      action: 'pipeline.save',
      entityKind: 'pipeline',
      entityId: name,
      before: before === null ? null : { hash: hashText(before.text) },
      after: { hash },
    });
    tx.emit({ type: 'pipeline.changed', name });
  });
  return readSummary(ctx, await files.read(name), progress);
}

async function startPipeline(
  runner: Runner,
  ctx: EngineContext,
  { name, params = {} }: In['run'],
  trigger: PipelineRun['trigger'],
): Promise<PipelineRun> {
  const { definition, problems, text } = await runner.files.read(name);
  if (definition === null) throw pipelineInvalid(name, problems);
  const values = completeParams(name, definition.params, params);
  if (runner.isStopping) throw engineStopping();
  const plan = await queueRun(ctx, { definition, text, params: values, trigger });
  runner.queue.add(plan);
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
  if (row.state === 'canceled') return readRun(ctx, pipelineRunId, progress);
  if (isRunOver(row.state)) throw overAlready(row);
  const words = reason === '' ? `canceled by ${ctx.actor.name}` : reason;
  const active = queue.active(pipelineRunId);
  if (active === undefined) {
    await cancelIdle(runner, ctx, row, words);
  } else {
    active.stop('cancel', words, graceMs.cancel);
    await active.ended;
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
    queue.noteEnd(row.uuid);
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

async function recover(runner: Runner): Promise<void> {
  const { ctx, options, alarms } = runner;
  await markInterrupted(ctx);
  const waiting = ctx.db.all<RunRow>("SELECT * FROM pipeline_runs WHERE state = 'queued' ORDER BY id");
  if (waiting.length === 0) return;
  const at = ctx.clock.now() + (options.resumeAfterMs ?? defaultResumeAfterMs);
  alarms.set(at, () => {
    for (const row of waiting)
      resumeQueued(runner, row).catch((error: unknown) => logFailure(ctx, row, error));
  });
}

function logFailure(ctx: EngineContext, { uuid }: RunRow, error: unknown): void {
  ctx.logger.error({ err: error, pipelineRunId: uuid }, 'a queued pipeline run cannot start');
}

/** Starts a run that an engine before this one has queued, by the text that it was queued with. */
async function resumeQueued({ ctx, queue, services, canceling }: Runner, { uuid }: RunRow): Promise<void> {
  const row = findRunRow(ctx.db, uuid);
  if (row.state !== 'queued' || queue.active(uuid) !== undefined || canceling.has(uuid)) return;
  const { text } =
    ctx.db.get<{ text: string }>(
      'SELECT text FROM pipeline_definitions WHERE hash = ?',
      row.definition_hash,
    ) ?? {};
  const { definition, problems } = parsePipeline(text ?? '', services.types);
  if (definition !== null) {
    queue.add(readPlan(ctx.db, row, definition));
    return;
  }
  const { message } = pipelineInvalid(row.pipeline, problems);
  await moveRun(ctx, rowToRef(row), {
    to: 'failed',
    reasonCode: 'invalid',
    reason: message,
    recovered: true,
  });
  queue.noteEnd(uuid);
}

async function stop(runner: Runner): Promise<void> {
  runner.isStopping = true;
  const { queue, alarms, graceMs } = runner;
  queue.close();
  const active = queue.allActive();
  for (const run of active)
    run.stop('stop', 'interrupted: the engine stopped before the run was over', graceMs.stop);
  await Promise.allSettled(active.map(({ ended }) => ended));
  alarms.stop();
}
