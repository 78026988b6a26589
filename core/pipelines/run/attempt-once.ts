import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorText } from '#core/kernel/errors.ts';
import type { Json } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { TaskContext } from '#core/tasks/index.ts';
import type { TaskDefinition } from '../definition/definition.ts';
import { renderTemplates, type Lookup } from '../definition/templates.ts';
import { openAttemptLog, type AttemptLog } from './attempt-log.ts';
import { runAttempt } from './run-attempt.ts';
import { attemptPaths, type RunPlan, type RunServices } from './run-services.ts';
import { insertAttempt, startAttempt, type AttemptEnd, type TaskChange } from './transitions.ts';

export interface AttemptOptions {
  services: RunServices;
  plan: RunPlan;
  task: TaskDefinition;
  lookup: Lookup;
  events: {
    /** A log grew or the progress changed. */
    onProgress(): void;
  };
}

export interface AttemptState {
  /** 1 for the first */
  attempt: number;
  progress: number | null;
  /** Of the try that works; null when none does. */
  controller: AbortController | null;
}

/** One try: what it will do is on the disk before it does it. @throws when that could not be written */
export async function attemptOnce(
  options: AttemptOptions & { ctx: EngineContext },
  state: AttemptState,
  move: (change: TaskChange) => Promise<void>,
): Promise<AttemptEnd> {
  const { plan, task } = options;
  state.controller = new AbortController();
  const { attempt } = state;
  const paths = attemptPaths(plan.ref.pipelineRunId, task.id, attempt);
  const rendered = renderInput(task, options.lookup);
  const facts = { try: attempt, logPath: paths.log, folder: paths.folder, input: rendered.input };
  await Promise.all([
    move({ to: 'queued', attempt: insertAttempt(facts) }),
    move({ to: 'running', attempt: startAttempt(attempt) }),
  ]);
  try {
    return await writeLogged(options, state, paths, rendered);
  } catch (error) {
    return {
      state: 'failed',
      reason: `Its log cannot be written: ${errorText(error)}`,
      errorCode: 'INTERNAL',
    };
  }
}

async function writeLogged(
  options: AttemptOptions & { ctx: EngineContext },
  state: AttemptState,
  paths: { log: string; folder: string },
  rendered: Rendered,
): Promise<AttemptEnd> {
  const { ctx, task, services, events } = options;
  const file = join(ctx.paths.root, paths.log);
  mkdirSync(dirname(file), { recursive: true });
  const log = openAttemptLog(file, ctx.clock, events.onProgress);
  try {
    log.write(`${task.id}: try ${state.attempt} of ${task.retries + 1}, ${task.type}`);
    const context = createTaskContext(options, state, log, join(ctx.paths.root, paths.folder));
    const end = await performRendered(
      services,
      task,
      context,
      state.controller ?? new AbortController(),
      rendered,
    );
    log.write(describeEnd(end));
    return end;
  } finally {
    log.close();
  }
}

interface Rendered {
  input: Json;
  problem: string | null;
}

function renderInput(task: TaskDefinition, lookup: Lookup): Rendered {
  try {
    return { input: renderTemplates(task.with, lookup) ?? {}, problem: null };
  } catch (error) {
    return { input: task.with, problem: errorText(error) };
  }
}

async function performRendered(
  services: RunServices,
  task: TaskDefinition,
  context: TaskContext,
  controller: AbortController,
  { input, problem }: Rendered,
): Promise<AttemptEnd> {
  const type = services.types.get(task.type);
  if (problem !== null) return { state: 'failed', reason: problem, errorCode: 'INVALID_INPUT' };
  if (type === undefined) {
    const reason = `This engine has no task type "${task.type}".`;
    return { state: 'failed', reason, errorCode: 'INVALID_INPUT' };
  }
  return runAttempt({ type, context, input, timeoutMs: task.executionTimeoutMs, controller });
}

function createTaskContext(
  options: AttemptOptions,
  state: AttemptState,
  log: AttemptLog,
  folder: string,
): TaskContext {
  const { plan, task, services, events } = options;
  const { attempt, controller } = state;
  return {
    engine: services.contextFor({ kind: 'pipeline', name: `${plan.definition.name}.${task.id}` }),
    signal: (controller ?? new AbortController()).signal,
    pipeline: plan.definition.name,
    pipelineRunId: plan.ref.pipelineRunId,
    taskId: task.id,
    try: attempt,
    folder,
    log: log.write,
    progress: (fraction) => {
      // A try that was left to itself may still talk.
      if (state.attempt !== attempt || state.controller !== controller || Number.isNaN(fraction)) return;
      state.progress = Math.min(1, Math.max(0, fraction));
      events.onProgress();
    },
  };
}

function describeEnd({ state, reason }: AttemptEnd): string {
  return reason === undefined || reason === '' ? state : `${state}: ${reason}`;
}
