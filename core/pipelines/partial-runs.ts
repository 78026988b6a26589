import type { PlannedTask, RunSelection } from '#contract/pipeline-views.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { StileError } from '#core/kernel/errors.ts';
import { parseJson, type Json } from '#core/kernel/json.ts';
import { hashText } from '#core/store/blobs.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { TaskFlow } from '#core/tasks/index.ts';
import type { PipelineDefinition } from './definition/definition.ts';
import { asObject } from './definition/outline.ts';
import { completeParams } from './definition/params.ts';
import { pipelineInvalid } from './definition/parse-pipeline.ts';
import type { RunPart, TaskPart } from './run/insert-tasks.ts';
import { selectPart, type PartPlan, type Standing } from './run/select-part.ts';
import { linkTasks } from './run/select-tasks.ts';
import { findMade, findStale, wasSkipped } from './run/staleness.ts';
import { readHistory, type PipelineHistory, type TaskHistory, type TaskRows } from './run/task-history.ts';
import type { Runner } from './runner-parts.ts';

interface Asked {
  definition: PipelineDefinition;
  text: string;
  params: Record<string, Json>;
  selection: RunSelection;
}

/** What a run of a part would run, reuse and leave out. @throws as `planPart`, NOT_FOUND, PIPELINE_INVALID */
export async function previewRun(
  runner: Runner,
  ctx: EngineContext,
  { name, params = {}, selection }: Inputs['pipelines']['previewRun'],
): Promise<Outputs['pipelines']['previewRun']> {
  const { definition, problems, text } = await runner.files.read(name);
  if (definition === null) throw pipelineInvalid(name, problems);
  const values = completeParams(name, definition.params, params);
  return { tasks: makePlan(runner, ctx, { definition, text, params: values, selection }).planned };
}

/**
 * What a run with this selection is made of; null for one of the whole pipeline.
 * @throws NOT_FOUND for a task; INVALID_ARGUMENT for a selection that says nothing, that nothing comes of, or that needs
 *   what was never made
 */
export function planPart(runner: Runner, ctx: EngineContext, asked: Asked): RunPart | null {
  const { planned, history, selection } = makePlan(runner, ctx, asked);
  if (selection.mode === 'all') return null;
  const find = createFlowFinder(ctx, asked.definition, selection);
  const parts = planned.map(({ taskId, action }): [string, TaskPart] => {
    if (action !== 'reuse') return [taskId, { action }];
    const rows = rowsToReuse(history.tasks.get(taskId), selection);
    const ids = (rows ?? []).filter(({ state }) => state !== 'removed').map(({ id }) => id);
    const flow = find(rows);
    return [taskId, { action, rows: ids, ...(flow !== undefined && { flow }) }];
  });
  return { selection, tasks: new Map(parts) };
}

function makePlan(
  runner: Runner,
  ctx: EngineContext,
  { definition, text, params, selection: { mode, tasks = [] } }: Asked,
): { planned: PlannedTask[]; history: PipelineHistory; selection: Required<RunSelection> } {
  const selection = { mode, tasks: [...new Set(tasks)] };
  const history = readHistory(ctx.db, definition.name);
  const now = { definition, hash: hashText(text), params };
  const stale = findStale({ services: runner.services, ctx }, history, now);
  const standing = new Map(
    definition.tasks.map(({ id }) => [id, toStanding(history.tasks.get(id), stale.get(id) ?? [])]),
  );
  const plan = selectPart(definition, selection, standing);
  checkOutputs(ctx, definition, plan, history);
  const planned = plan.map((task) => {
    const rows = task.action === 'reuse' ? rowsToReuse(history.tasks.get(task.taskId), selection) : null;
    const run = rows === null ? undefined : history.runs.get(rows[0].run_id);
    return { ...task, stale: [...task.stale], fromRunId: run?.uuid ?? null };
  });
  return { planned, history, selection };
}

const failedStates: readonly string[] = ['failed', 'upstream_failed', 'canceled', 'interrupted'];

function toStanding(history: TaskHistory | undefined, stale: Standing['stale']): Standing {
  if (history === undefined) return { end: null, hasSuccess: false, stale };
  const { newest, success } = history;
  const states = newest.map(({ state }) => state);
  const end = (): Standing['end'] => {
    if (success === newest) return 'success';
    if (states.some((state) => failedStates.includes(state))) return 'failed';
    return wasSkipped(newest) ? 'skipped' : 'open';
  };
  return { end: end(), hasSuccess: success !== null, stale };
}

/** Who names tasks wants their outputs, whatever a later run has skipped. */
function rowsToReuse(history: TaskHistory | undefined, { mode }: Required<RunSelection>): TaskRows | null {
  if (history === undefined) return null;
  return mode === 'only' || mode === 'from' ? history.success : findMade(history);
}

/** @throws INVALID_ARGUMENT naming a task whose outputs are named and were never made */
function checkOutputs(
  { db }: EngineContext,
  { tasks }: PipelineDefinition,
  plan: PartPlan,
  { tasks: known }: PipelineHistory,
): void {
  const planned = new Map(plan.map((task) => [task.taskId, task]));
  for (const { id, reads } of tasks) {
    if (planned.get(id)?.action !== 'run') continue;
    for (const { taskId, name } of reads.outputs) {
      const cause = whyMissing(db, planned.get(taskId), known.get(taskId), name);
      if (cause !== null) throw outputMissing(id, taskId, name, cause);
    }
  }
}

/** null: it is there, will be made, or is known not to be made when the task is skipped. */
function whyMissing(
  db: EngineContext['db'],
  task: PartPlan[number] | undefined,
  history: TaskHistory | undefined,
  name: string,
): string | null {
  if (task?.action === 'leaveOut')
    return history !== undefined && wasSkipped(history.newest) ? null : 'no run has made it yet';
  if (task?.action !== 'reuse' || task.stale.length === 0 || history?.success == null) return null;
  const isThere = history.success.some(({ attempt_id: attempt }) => hasOutput(db, attempt, name));
  return isThere ? null : 'its last success did not make it, and the task was changed since';
}

function hasOutput(db: EngineContext['db'], attempt: number | null, name: string): boolean {
  const row = db.get<{ outputs: string | null }>('SELECT outputs FROM task_attempts WHERE id = ?', attempt);
  return Object.hasOwn(asObject(parseJson(row?.outputs ?? '{}')), name);
}

function outputMissing(task: string, from: string, name: string, cause: string): StileError {
  const rule = `${task} needs tasks.${from}.outputs.${name}, and ${cause}`;
  const remedy = `Run up to ${task}, or add ${from} to what is to run.`;
  return new StileError('INVALID_ARGUMENT', `${task} cannot run alone: ${rule}. ${remedy}`, {
    field: 'selection.tasks',
    value: task,
    rule,
    remedy,
  });
}

/**
 * What a reused branch or short circuit is to say, where what it said then would take out a task that was named;
 * undefined where that stays.
 */
function createFlowFinder(
  { db }: EngineContext,
  { tasks }: PipelineDefinition,
  { mode, tasks: asked }: Required<RunSelection>,
): (rows: TaskRows | null) => TaskFlow | null | undefined {
  if (mode !== 'only' && mode !== 'from') return () => undefined;
  const { below } = linkTasks(tasks);
  return (rows) => {
    const [first] = rows ?? [];
    if (first?.attempt_id == null) return undefined;
    const row = db.get<{ flow: string | null }>(
      'SELECT flow FROM task_attempts WHERE id = ?',
      first.attempt_id,
    );
    const flow = row?.flow == null ? undefined : (parseJson(row.flow) as TaskFlow | undefined);
    if (flow === undefined) return undefined;
    const children = tasks.filter(({ needs }) => needs.includes(first.task_id)).map(({ id }) => id);
    if (flow.kind === 'branch')
      return {
        ...flow,
        chosen: [...new Set([...flow.chosen, ...children.filter((id) => asked.includes(id))])],
      };
    const out = flow.ignoreTriggerRules ? below(children) : new Set(children);
    return asked.some((id) => out.has(id)) ? null : undefined;
  };
}
