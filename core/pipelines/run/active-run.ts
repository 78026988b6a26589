import type { Json } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';
import { measureDepths } from '../definition/graph.ts';
import { asObject } from '../definition/outline.ts';
import { createCoalescer } from './progress.ts';
import { createRunGraph, type RunGraph, type Verdict } from './run-graph.ts';
import type { RunPlan, RunServices } from './run-services.ts';
import { createTaskDriver, type TaskDriver, type TaskResult } from './task-driver.ts';
import { createLookup, isoTime } from './template-values.ts';
import { closeTrackingRuns } from './tracking-runs.ts';
import { moveRun, type RunChange } from './transitions.ts';

/** A run that works. */
export interface ActiveRun {
  /** Resolves when it is written that it runs. Never rejects: `ended` does. */
  readonly started: Promise<void>;
  /** Resolves when its end is on the disk; rejects when it cannot be written. */
  readonly ended: Promise<void>;
  /** How far the running try of a task is. */
  progressOf(taskId: string): number | null;
  /** Ends it early; tasks get `graceMs`. Calling it again changes nothing. */
  stop(kind: 'cancel' | 'stop', reason: string, graceMs: number): void;
}

interface Stopping {
  kind: 'cancel' | 'stop';
  reason: string;
  /** interrupted when left out */
  reasonCode?: 'deadlock';
}

const deadlock: Stopping = {
  kind: 'stop',
  reason: 'deadlock: tasks wait, and nothing is left that could start them',
  reasonCode: 'deadlock',
};

/** Takes a queued run to its end. */
export function startRun(services: RunServices, plan: RunPlan): ActiveRun {
  const ctx = services.contextFor({ kind: 'pipeline', name: plan.definition.name });
  const graph = createRunGraph(plan.definition.tasks);
  const outputs = new Map<string, Record<string, Json>>();
  const results = new Map<string, TaskResult>();
  // Those that work or wait for their turn. Tasks left and none of these: a graph without cycles never comes to that.
  const busy = new Set<string>();
  const ended = Promise.withResolvers<void>();
  const growing = createCoalescer(() => announceProgress(ctx, plan));
  let stopping: Stopping | null = null;

  const stopAll = (how: Stopping, graceMs: number): void => {
    stopping ??= how;
    for (const driver of drivers.values()) driver.stop(how.kind, how.reason, graceMs);
  };
  const onBroken = (error: unknown): void => {
    ctx.logger.error(
      { err: error, pipelineRunId: plan.ref.pipelineRunId },
      'a pipeline run cannot be written',
    );
    growing.stop();
    ended.reject(error);
    stopAll({ kind: 'stop', reason: 'interrupted: its state could not be written' }, 0);
  };
  let [depth, isFinished] = [0, false];
  const apply = (verdicts: readonly Verdict[]): void => {
    depth++;
    for (const { taskId, verdict } of verdicts) {
      if (verdict === 'run') busy.add(taskId);
      followVerdict(drivers.get(taskId), verdict);
    }
    depth--;
    if (depth === 0 && stopping === null && busy.size === 0 && results.size < drivers.size)
      stopAll(deadlock, 0);
  };
  const onEnd = (taskId: string, result: TaskResult): void => {
    results.set(taskId, result);
    busy.delete(taskId);
    if (result.outputs !== undefined) outputs.set(taskId, asObject(result.outputs) as Record<string, Json>);
    const verdicts = graph.settle(taskId, result.end);
    if (stopping === null) apply(verdicts);
    if (results.size === drivers.size) finish();
  };
  const finish = (): void => {
    if (isFinished) return;
    isFinished = true;
    growing.stop();
    writeEnd(ctx, plan, concludeRun(graph, results, stopping)).then(ended.resolve, ended.reject);
  };
  const drivers = createDrivers(services, plan, outputs, { onEnd, onProgress: growing.touch, onBroken });
  const started = moveRun(ctx, plan.ref, { to: 'running' }).catch(onBroken);
  apply(graph.start());
  return {
    started,
    ended: ended.promise,
    progressOf: (taskId) => drivers.get(taskId)?.progress ?? null,
    stop: (kind, reason, graceMs) => {
      if (stopping === null) stopAll({ kind, reason }, graceMs);
    },
  };
}

function followVerdict(driver: TaskDriver | undefined, verdict: Verdict['verdict']): void {
  if (verdict === 'run') driver?.schedule();
  else driver?.pass(verdict, 'What it needs did not end as its trigger rule wants it.');
}

function createDrivers(
  services: RunServices,
  plan: RunPlan,
  outputs: ReadonlyMap<string, Record<string, Json>>,
  events: Parameters<typeof createTaskDriver>[0]['events'],
): Map<string, TaskDriver> {
  const { tasks, name } = plan.definition;
  const depths = measureDepths(tasks);
  const lookup = createLookup({
    ...plan,
    run: {
      id: plan.ref.pipelineRunId,
      pipeline: name,
      trigger: plan.triggerKind,
      queued_at: isoTime(plan.queuedAt),
    },
    outputs,
  });
  const make = (task: (typeof tasks)[number]): TaskDriver =>
    createTaskDriver({ services, plan, task, depth: depths.get(task.id) ?? 1, lookup, events });
  return new Map(tasks.map((task) => [task.id, make(task)]));
}

/** What a run's end says, from the ends of its tasks. */
function concludeRun(
  graph: RunGraph,
  results: ReadonlyMap<string, TaskResult>,
  stopping: Stopping | null,
): RunChange {
  const ends = [...results].map(([taskId, { end, reason }]) => ({ taskId, end, reason }));
  const failed = ends.filter(({ end }) => end === 'failed');
  const hasFailedTasks = failed.length > 0;
  if (stopping?.kind === 'cancel' && ends.some(({ end }) => end === 'canceled')) {
    return { to: 'canceled', reasonCode: 'canceled', reason: stopping.reason, hasFailedTasks };
  }
  if (stopping?.kind === 'stop' && ends.some(({ end }) => end === 'canceled' || end === 'interrupted')) {
    return {
      to: 'failed',
      reasonCode: 'interrupted',
      reason: stopping.reason,
      hasFailedTasks,
      recovered: true,
    };
  }
  if (graph.outcome() === 'success') return { to: 'success', hasFailedTasks };
  return { to: 'failed', reasonCode: 'task_failed', reason: describeFailure(failed), hasFailedTasks };
}

function describeFailure(failed: readonly { taskId: string; reason?: string | undefined }[]): string {
  const [first, ...more] = failed;
  if (first === undefined) return 'A task that nothing comes after could not run.';
  const rest = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return `Task ${first.taskId} failed${rest}: ${first.reason ?? ''}`;
}

async function writeEnd(ctx: EngineContext, plan: RunPlan, change: RunChange): Promise<void> {
  if (change.to !== 'success') {
    await closeTrackingRuns(ctx, plan.ref.pipelineRunId, {
      status: change.to === 'canceled' ? 'KILLED' : 'FAILED',
      isInterrupted: change.recovered === true,
    });
  }
  await moveRun(ctx, plan.ref, change);
}

/** A fact for the screens alone; where nothing can be written any more it does not matter. */
function announceProgress(ctx: EngineContext, { ref: { pipeline, pipelineRunId } }: RunPlan): void {
  ctx
    .write((tx) => {
      tx.unchanged();
      tx.emit({ type: 'pipelineRun.progress', pipeline, pipelineRunId });
    })
    .catch(() => undefined);
}
