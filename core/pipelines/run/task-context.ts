import type { Json } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { TaskContext } from '#core/tasks/index.ts';
import type { AttemptLog } from './attempt-log.ts';
import type { AttemptOptions, AttemptState } from './attempt-types.ts';
import { execProcess, type ExecOptions } from './exec-process.ts';
import type { RunPlan } from './run-services.ts';
import type { JobRef } from '#core/processes/supervisor/messages.ts';

/** What the type of a task gets of its attempt. */
export function createTaskContext(
  options: AttemptOptions & { ctx: EngineContext },
  state: AttemptState,
  files: { log: AttemptLog; logFile: string; folder: string },
  { input, isResumed }: { input: Json; isResumed: boolean },
): TaskContext {
  const { plan, task, instance, services, events, children } = options;
  const { attempt, controller, decision } = state;
  const signal = (controller ?? new AbortController()).signal;
  let upstream: TaskContext['upstream'] | null = null;
  const context: TaskContext = {
    engine: services.contextFor({ kind: 'pipeline', name: `${plan.definition.name}.${task.id}` }),
    signal,
    pipeline: plan.definition.name,
    pipelineRunId: plan.ref.pipelineRunId,
    taskId: task.id,
    mapIndex: instance.mapIndex,
    item: instance.item,
    try: attempt,
    run: readFacts(plan),
    // All that comes before may be much, and few ask for it.
    get upstream() {
      return (upstream ??= options.readUpstream());
    },
    children,
    project: services.project,
    env: task.env,
    python: plan.definition.python,
    isResumed,
    decision,
    folder: files.folder,
    log: files.log.write,
    progress: (fraction) => {
      // A try that was left to itself may still talk.
      if (state.attempt !== attempt || state.controller !== controller || Number.isNaN(fraction)) return;
      state.progress = Math.min(1, Math.max(0, fraction));
      events.onProgress();
    },
    flow: (flow) => {
      state.flow = flow;
    },
    exec: (process) => {
      const exec = { ...options, attempt, folder: files.folder, logFile: files.logFile, signal };
      return execProcess(makeExecOptions(exec, context.upstream, input), context, process);
    },
  };
  return context;
}

function readFacts(plan: RunPlan): TaskContext['run'] {
  const { logicalAt, intervalStart, intervalEnd, params, triggerKind } = plan;
  return { logicalAt, intervalStart, intervalEnd, params, trigger: triggerKind };
}

interface Execution extends AttemptOptions {
  ctx: EngineContext;
  attempt: number;
  folder: string;
  logFile: string;
  signal: AbortSignal;
}

function makeExecOptions(exec: Execution, upstream: TaskContext['upstream'], input: Json): ExecOptions {
  const { ctx, services, instance, task, plan, attempt, folder, logFile, signal, events } = exec;
  return {
    ctx,
    supervisor: services.supervisor,
    taskRowId: instance.rowId,
    job: readJob(exec, attempt, folder),
    logFile,
    onEngineExit: task.onEngineExit,
    environment: {
      platform: services.platform,
      env: services.env,
      pipeline: plan.definition.name,
      pipelineRunId: plan.ref.pipelineRunId,
      taskId: task.id,
      mapIndex: instance.mapIndex,
      try: attempt,
      folder,
      workspace: ctx.paths.root,
      logicalAt: plan.logicalAt,
      intervalStart: plan.intervalStart,
      intervalEnd: plan.intervalEnd,
      trackingUri: services.trackingUri(),
      inputs: { params: { ...plan.params }, tasks: { ...upstream }, item: instance.item, with: input },
    },
    signal,
    onOutput: events.onProgress,
  };
}

/** The program of an attempt, as far as it is written what was started. */
export function readJob(
  { ctx, plan, task, instance }: Pick<AttemptOptions, 'plan' | 'task' | 'instance'> & { ctx: EngineContext },
  attempt: number,
  folder: string,
): JobRef {
  const row = ctx.db.get<{ pid: number | null; start_token: string | null; boot_id: string | null }>(
    'SELECT pid, start_token, boot_id FROM task_attempts WHERE task_run_id = ? AND try = ?',
    instance.rowId,
    attempt,
  );
  return {
    id: `${plan.ref.pipelineRunId}/${task.id}/${instance.mapIndex}/${attempt}`,
    folder,
    pid: row?.pid ?? null,
    startToken: row?.start_token ?? null,
    bootId: row?.boot_id ?? null,
  };
}
