import * as z from 'zod';
import type { PipelineRun } from '#contract/pipelines.ts';
import { StileError } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import { defineTaskType, TaskDeferred, type TaskContext, type TaskType } from '#core/tasks/index.ts';
import { isRunOver } from '../run/rows.ts';

/** What starts pipelines: the runner, which is put together after the types of its tasks. */
export interface PipelineStarter {
  run(
    ctx: EngineContext,
    input: { name: string; params: Record<string, unknown> },
    trigger: PipelineRun['trigger'],
  ): Promise<Pick<PipelineRun, 'pipelineRunId'>>;
}

const input = z.strictObject({
  pipeline: z.string().min(1).describe('The pipeline to start'),
  params: z.record(z.string(), z.json()).default({}).describe('Its params'),
  wait: z.boolean().default(false).describe('Go on when its run has ended well; fail when it has not'),
});

/** Starts a run of another pipeline, once for each attempt, whatever becomes of the engine meanwhile. */
export function createTriggerType(starter: PipelineStarter): TaskType {
  return defineTaskType({
    name: 'trigger',
    description: 'Start another pipeline, and wait for its end if you like.',
    with: input,
    outputs: ['pipeline_run_id', 'state'],
    check: ({ pipeline, wait }, place) => {
      if (pipeline !== place.pipeline) return [];
      const words = `${place.taskId} starts the pipeline that it is part of`;
      const finding = { path: ['pipeline'], value: pipeline, expected: 'another pipeline' };
      if (!wait)
        return [{ ...finding, severity: 'warning', message: `${words}: each run starts a next one.` }];
      return [{ ...finding, message: `${words} and would wait for itself. Name another one.` }];
    },
    run: async (task, { pipeline, params, wait }) => {
      const since = task.engine.clock.now();
      const run = findStarted(task, pipeline) ?? (await start(task, starter, pipeline, params));
      if (!wait) return { pipeline_run_id: run.uuid, state: run.state };
      if (!isRunOver(run.state))
        throw new TaskDeferred(
          { pipeline: { name: pipeline, since } },
          `the run ${run.uuid} of ${pipeline} to end`,
        );
      if (run.state !== 'success') throw endedBadly(pipeline, run);
      return { pipeline_run_id: run.uuid, state: run.state };
    },
  });
}

interface StartedRun {
  uuid: string;
  state: PipelineRun['state'];
}

async function start(
  task: TaskContext,
  starter: PipelineStarter,
  pipeline: string,
  params: Record<string, unknown>,
): Promise<StartedRun> {
  const trigger = { kind: 'pipeline', detail: describeStarter(task, task.try) } as const;
  const { pipelineRunId } = await starter.run(task.engine, { name: pipeline, params }, trigger);
  task.log(`started the run ${pipelineRunId} of ${pipeline}`);
  return { uuid: pipelineRunId, state: 'queued' };
}

/**
 * The run that this attempt has started, before it waited or before its engine ended. The run of an earlier try counts
 * while it still works, and when that try was interrupted and not its own fault.
 */
function findStarted(task: TaskContext, pipeline: string): StartedRun | null {
  const own = findRun(task, pipeline, task.try);
  if (own !== null || task.try === 1) return own;
  const earlier = findRun(task, pipeline, task.try - 1);
  if (earlier === null || (isRunOver(earlier.state) && !wasInterrupted(task))) return null;
  task.log(`goes on with the run ${earlier.uuid}, which the try before this one has started`);
  return earlier;
}

function findRun(task: TaskContext, pipeline: string, attempt: number): StartedRun | null {
  const found = task.engine.db.get<StartedRun>(
    // What it has started is younger than its own run: of a long history only the end is read.
    `SELECT uuid, state FROM pipeline_runs WHERE pipeline = ? AND trigger_kind = 'pipeline' AND trigger_detail = ?
       AND id > (SELECT id FROM pipeline_runs WHERE uuid = ?)
     ORDER BY id DESC LIMIT 1`,
    pipeline,
    describeStarter(task, attempt),
    task.pipelineRunId,
  );
  return found ?? null;
}

function wasInterrupted({ engine, pipelineRunId, taskId, mapIndex, try: attempt }: TaskContext): boolean {
  const row = engine.db.get<{ state: string }>(
    `SELECT task_attempts.state FROM task_attempts JOIN task_runs ON task_runs.id = task_run_id
       JOIN pipeline_runs ON pipeline_runs.id = run_id
     WHERE uuid = ? AND task_id = ? AND map_index = ? AND try = ?`,
    pipelineRunId,
    taskId,
    mapIndex,
    attempt - 1,
  );
  return row?.state === 'interrupted';
}

/** By this the run is found again: `retrain: start_training (run 1a2b, try 1)` */
function describeStarter(
  { pipeline, pipelineRunId, taskId, mapIndex }: TaskContext,
  attempt: number,
): string {
  const instance = mapIndex < 0 ? taskId : `${taskId}[${mapIndex}]`;
  return `${pipeline}: ${instance} (run ${pipelineRunId}, try ${attempt})`;
}

function endedBadly(pipeline: string, { uuid, state }: StartedRun): StileError {
  const remedy = `\`stile pipeline show ${pipeline}\` and its log say why.`;
  return new StileError('INVALID_STATE', `The run ${uuid} of ${pipeline} ended as ${state}. ${remedy}`, {
    kind: 'pipeline_run',
    id: uuid,
    state,
    needed: 'success',
    remedy,
  });
}
