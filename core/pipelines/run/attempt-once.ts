import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorText } from '#core/kernel/errors.ts';
import type { Json } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { TaskDefinition } from '../definition/definition.ts';
import { renderTemplates, type Lookup } from '../definition/templates.ts';
import { findOutputs, recordInputs } from './attempt-lineage.ts';
import { openAttemptLog } from './attempt-log.ts';
import type { AttemptMode, AttemptOptions, AttemptState } from './attempt-types.ts';
import { lookAtInputs } from './input-prints.ts';
import { findCached, makeCacheKey } from './output-cache.ts';
import { runAttempt, type AttemptResult } from './run-attempt.ts';
import { attemptPaths } from './run-services.ts';
import { createTaskContext } from './task-context.ts';
import { closeTrackingRuns } from './tracking-runs.ts';
import { insertAttempt, requeueAttempt, startAttempt, type TaskChange } from './transitions.ts';

/** One try: what it will do is on the disk before it does it. @throws when that could not be written */
export async function attemptOnce(
  given: AttemptOptions & { ctx: EngineContext },
  state: AttemptState,
  mode: AttemptMode,
  move: (change: TaskChange) => Promise<void>,
): Promise<AttemptResult> {
  const rendered = renderTask(given.task, given.lookup);
  // From here on the variables are those of this try: what the cache goes by, too.
  const options = { ...given, task: { ...given.task, env: rendered.env } };
  const { ctx, plan, task, instance } = options;
  state.controller ??= new AbortController();
  const { attempt } = state;
  const paths = attemptPaths(plan.ref.pipelineRunId, { taskId: task.id, ...instance }, attempt);
  const cacheKey = rendered.problem === null ? makeCacheKey(options, rendered.input) : null;
  const cached = mode === 'new' && cacheKey !== null ? findCached(ctx, task, cacheKey) : null;
  if (mode !== 'resumed') {
    const facts = {
      try: attempt,
      logPath: paths.log,
      folder: paths.folder,
      input: rendered.input,
      cacheKey,
      ...hashSurroundings(options, rendered.input),
    };
    await Promise.all([
      move({ to: 'queued', attempt: mode === 'new' ? insertAttempt(facts) : requeueAttempt(attempt) }),
      move({ to: 'running', attempt: startAttempt(attempt) }),
    ]);
  }
  const work = { mode, paths, rendered, cached };
  const result = await writeLogged(options, state, work).catch((error: unknown) => toLogFailure(error));
  await closeOwnRuns(options, result);
  return result;
}

/** What it works with beside its input: when that has changed, its outputs are out of date. */
function hashSurroundings(
  { ctx, services, plan, task }: AttemptOptions & { ctx: EngineContext },
  input: Json,
): { codeHash: string | null; inputsHash: string | null } {
  const type = services.types.get(task.type);
  const code = services.codes.look();
  return {
    codeHash: code.hashCode(type, input, plan.definition.python),
    inputsHash: lookAtInputs(ctx, services.project, code).hashInputs(task, type, input),
  };
}

function toLogFailure(error: unknown): AttemptResult {
  return { state: 'failed', reason: `Its log cannot be written: ${errorText(error)}`, errorCode: 'INTERNAL' };
}

/** What an attempt has left running in the tracker ends with it; what hinders that does not change how it ended. */
async function closeOwnRuns(
  { ctx, plan, task, instance }: AttemptOptions & { ctx: EngineContext },
  { state }: AttemptResult,
): Promise<void> {
  if (state !== 'failed' && state !== 'canceled' && state !== 'interrupted') return;
  const status = state === 'canceled' ? 'KILLED' : 'FAILED';
  const own = { id: task.id, mapIndex: instance.mapIndex };
  const how = { status, isInterrupted: state === 'interrupted', task: own } as const;
  await closeTrackingRuns(ctx, plan.ref.pipelineRunId, how).catch((error: unknown) => {
    ctx.logger.error({ err: error, task: task.id }, 'runs that a task has left in the tracker are not ended');
  });
}

interface Work {
  mode: AttemptMode;
  paths: { log: string; folder: string };
  rendered: Rendered;
  cached: ReturnType<typeof findCached>;
}

async function writeLogged(
  options: AttemptOptions & { ctx: EngineContext },
  state: AttemptState,
  { mode, paths, rendered, cached }: Work,
): Promise<AttemptResult> {
  const { ctx, task, events } = options;
  const file = join(ctx.paths.root, paths.log);
  mkdirSync(dirname(file), { recursive: true });
  const log = openAttemptLog(file, ctx.clock, events.onProgress);
  try {
    log.write(describeStart(task, state, mode));
    if (mode !== 'resumed') await recordInputs(options, state, log);
    const files = { log, logFile: file, folder: join(ctx.paths.root, paths.folder) };
    const end =
      cached === null ? await performRendered(options, state, { mode, files, rendered }) : takeCached(cached);
    const made = end.state === 'success' ? await findOutputs(options, state, log) : [];
    log.write(cached === null ? describeEnd(end) : describeCached(cached));
    return end.state === 'success' ? { ...end, made } : end;
  } finally {
    log.close();
  }
}

type Cached = NonNullable<ReturnType<typeof findCached>>;

function takeCached({ attemptId, outputs, flow }: Cached): AttemptResult {
  return { state: 'success', outputs, cachedFrom: attemptId, ...(flow !== undefined && { flow }) };
}

function describeCached({ pipelineRunId, taskId }: Cached): string {
  return `success: from the cache, the same work as in run ${pipelineRunId}, task ${taskId}`;
}

interface Rendered {
  input: Json;
  env: TaskDefinition['env'];
  problem: string | null;
}

function renderTask({ with: input, env }: TaskDefinition, lookup: Lookup): Rendered {
  try {
    const variables = Object.entries(env).flatMap(([name, text]) => {
      const value = renderTemplates(text, lookup);
      if (value === undefined) return [];
      return [[name, typeof value === 'string' ? value : JSON.stringify(value)] as const];
    });
    return {
      input: renderTemplates(input, lookup) ?? {},
      env: Object.fromEntries(variables),
      problem: null,
    };
  } catch (error) {
    return { input, env, problem: errorText(error) };
  }
}

async function performRendered(
  options: AttemptOptions & { ctx: EngineContext },
  state: AttemptState,
  {
    mode,
    files,
    rendered,
  }: Pick<Work, 'mode' | 'rendered'> & { files: Parameters<typeof createTaskContext>[2] },
): Promise<AttemptResult> {
  const { services, task } = options;
  const { input, problem } = rendered;
  const type = services.types.get(task.type);
  if (problem !== null) return { state: 'failed', reason: problem, errorCode: 'INVALID_INPUT' };
  if (type === undefined) {
    const reason = `This engine has no task type "${task.type}".`;
    return { state: 'failed', reason, errorCode: 'INVALID_INPUT' };
  }
  state.flow = undefined;
  return runAttempt({
    type,
    context: createTaskContext(options, state, files, { input, isResumed: mode === 'resumed' }),
    input,
    timeoutMs: timeLeft(options, state, mode),
    controller: state.controller ?? new AbortController(),
    readFlow: () => state.flow,
  });
}

/** A program that is taken over has used up some of its time. */
function timeLeft(
  { ctx, task, instance }: AttemptOptions & { ctx: EngineContext },
  { attempt }: AttemptState,
  mode: AttemptMode,
): number | null {
  const limit = task.executionTimeoutMs;
  if (limit === null || mode !== 'resumed') return limit;
  const row = ctx.db.get<{ started_at: number | null }>(
    'SELECT started_at FROM task_attempts WHERE task_run_id = ? AND try = ?',
    instance.rowId,
    attempt,
  );
  const now = ctx.clock.now();
  return Math.max(1, limit - (now - (row?.started_at ?? now)));
}

function describeStart(task: TaskDefinition, { attempt }: AttemptState, mode: AttemptMode): string {
  if (mode === 'resumed') return `${task.id}: taken over by a new engine, try ${attempt}`;
  if (mode === 'again') return `${task.id}: asked again, try ${attempt}`;
  return `${task.id}: try ${attempt} of ${task.retry.retries + 1}, ${task.type}`;
}

function describeEnd(end: AttemptResult): string {
  if (end.state === 'detached') return 'the engine stops; the program goes on';
  return end.reason === undefined || end.reason === '' ? end.state : `${end.state}: ${end.reason}`;
}
