import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { watchPath } from '#core/kernel/watch-path.ts';
import type { EngineContext } from '#core/store/context.ts';
import { TaskSkipped, type ProcessPlan, type ProcessResult, type TaskContext } from '#core/tasks/index.ts';
import type { JobEnd, JobRef, StartedJob } from '#core/processes/supervisor/messages.ts';
import type { Supervisor } from '#core/processes/supervisor/supervisor.ts';
import { readOutputFile } from './output-file.ts';
import { ProcessDetached, ProcessFailed, ProcessLost } from './process-ends.ts';
import { AttemptAborted } from './attempt-aborted.ts';
import { buildTaskEnvironment, outputFileOf, type TaskEnvironmentFacts } from './task-environment.ts';

export interface ExecOptions {
  ctx: EngineContext;
  supervisor: Supervisor;
  /** Of `task_runs`. */
  taskRowId: number;
  job: JobRef;
  logFile: string;
  onEngineExit: 'kill' | 'adopt';
  environment: TaskEnvironmentFacts;
  signal: AbortSignal;
  onOutput(): void;
}

/** Exit codes that say more than that something went wrong, as in Airflow's BashOperator. */
const skipCode = 99;
const finalCode = 100;

/** Runs the program of an attempt, or takes over the one that an engine before this has started for it. */
export async function execProcess(
  options: ExecOptions,
  task: Pick<TaskContext, 'try' | 'isResumed' | 'project' | 'log' | 'env'>,
  plan: ProcessPlan,
): Promise<ProcessResult> {
  const job = task.isResumed ? options.job : await start(options, task, plan);
  const stopWatching = watchPath(options.logFile, options.onOutput);
  const abort = listenForAbort(options, job);
  try {
    const end = await Promise.race([options.supervisor.ended(job), abort.detached]);
    return await readResult(end, job.folder);
  } finally {
    abort.forget();
    stopWatching();
    options.onOutput();
  }
}

async function start(
  options: ExecOptions,
  { try: attempt, project, env }: Pick<TaskContext, 'try' | 'project' | 'env'>,
  plan: ProcessPlan,
): Promise<JobRef> {
  const { job, supervisor, environment, ctx, taskRowId } = options;
  await mkdir(join(job.folder, 'artifacts'), { recursive: true });
  await writeFile(join(job.folder, 'inputs.json'), JSON.stringify(environment.inputs));
  const started = await supervisor.start({
    id: job.id,
    command: plan.command,
    args: plan.args,
    cwd: plan.cwd ?? project,
    env: buildTaskEnvironment(environment, { ...env, ...plan.env }),
    folder: job.folder,
    logFile: options.logFile,
    onEngineExit: options.onEngineExit,
  });
  await noteProcess(ctx, { taskRowId, attempt, environmentHash: plan.environmentHash ?? null }, started);
  return { ...job, ...started };
}

/** With the start token: a number alone may be that of another process later. */
function noteProcess(
  ctx: EngineContext,
  {
    taskRowId,
    attempt,
    environmentHash,
  }: { taskRowId: number; attempt: number; environmentHash: string | null },
  { pid, startToken, bootId }: StartedJob,
): Promise<void> {
  return ctx.write((tx) => {
    tx.unchanged();
    tx.db.run(
      'UPDATE task_attempts SET pid = ?, start_token = ?, boot_id = ?, environment_hash = ? WHERE task_run_id = ? AND try = ?',
      pid,
      startToken,
      bootId,
      environmentHash,
      taskRowId,
      attempt,
    );
  });
}

/** Ends the program when the attempt is told to end; an engine that stops leaves alone what is to be adopted. */
function listenForAbort(
  { signal, supervisor, onEngineExit, ctx }: ExecOptions,
  job: JobRef,
): { detached: Promise<never>; forget(): void } {
  const { promise: detached, reject } = Promise.withResolvers<never>();
  detached.catch(() => undefined);
  const onAbort = (): void => {
    const reason: unknown = signal.reason;
    const aborted = reason instanceof AttemptAborted ? reason : null;
    if (aborted?.kind === 'stop' && onEngineExit === 'adopt') {
      reject(new ProcessDetached('The engine stops; its program goes on.'));
      return;
    }
    supervisor.cancel(job, aborted?.graceMs ?? 0).catch((error: unknown) => {
      ctx.logger.error({ err: error, job: job.id }, 'the program of a task cannot be ended');
    });
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  return { detached, forget: () => signal.removeEventListener('abort', onAbort) };
}

/** @throws TaskSkipped, TaskFailedForGood, ProcessFailed or ProcessLost for another end than a good one */
async function readResult(end: JobEnd, folder: string): Promise<ProcessResult> {
  if (end.kind === 'gone') {
    throw new ProcessLost(
      'Its program is gone, and nobody saw how it ended: the engine or the machine ended first.',
    );
  }
  const { code, signal } = end;
  if (code === 0) return { code, signal, outputs: await readOutputFile(outputFileOf(folder)) };
  if (code === skipCode)
    throw new TaskSkipped(`Its program ended with exit code ${skipCode}: nothing to do.`, 'exit_code');
  const how = code === null ? `by the signal ${signal ?? 'unknown'}` : `with exit code ${code}`;
  const isFinal = code === finalCode;
  const note = isFinal ? ', which says that trying again is no use' : '';
  throw new ProcessFailed(`Its program ended ${how}${note}. Its log has what it printed.`, {
    code,
    signal,
    isFinal,
  });
}
