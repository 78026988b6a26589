import type { TaskTypeInfo } from '#contract/pipelines.ts';
import { ancestorsOf } from '#core/pipeline-text/index.ts';
import type { PipelineGraph } from '#core/pipeline-text/index.ts';

/** Something that a task can write in its `with`, and a run fills in. */
export type Template = {
  readonly text: string;
  readonly kind: 'output' | 'param' | 'run';
  /** The task whose output it is. */
  readonly task: string | null;
};

/** What a run tells of itself. */
const ofRun = [
  'run.id',
  'run.pipeline',
  'ds',
  'ts',
  'logical_date',
  'data_interval_start',
  'data_interval_end',
];

/**
 * The templates that a task may use: outputs of the tasks before it, the nearest first, params, and what the run tells.
 * @param seen names of outputs that runs have made, for types that leave them to a program
 */
export function listTemplates(
  graph: PipelineGraph,
  types: ReadonlyMap<string, TaskTypeInfo>,
  taskId: string | null,
  seen: ReadonlyMap<string, readonly string[]> = new Map(),
): readonly Template[] {
  const outputs = (taskId === null ? [] : ancestorsOf(graph, taskId)).flatMap((task): Template[] =>
    outputsOf(graph, types, task, seen).map((name) => ({
      text: `{{ tasks.${task}.outputs.${name} }}`,
      kind: 'output',
      task,
    })),
  );
  const params = paramNames(graph).map((name): Template => ({
    text: `{{ params.${name} }}`,
    kind: 'param',
    task: null,
  }));
  const run = ofRun.map((name): Template => ({ text: `{{ ${name} }}`, kind: 'run', task: null }));
  return [...outputs, ...params, ...run];
}

/** Ids of the tasks right after one. */
export function tasksAfter({ tasks }: PipelineGraph, taskId: string): readonly string[] {
  return tasks.filter(({ needs }) => needs.includes(taskId)).map(({ id }) => id);
}

function outputsOf(
  { byId }: PipelineGraph,
  types: ReadonlyMap<string, TaskTypeInfo>,
  taskId: string,
  seen: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const named = types.get(byId.get(taskId)?.type ?? '')?.outputs ?? [];
  return named.length > 0 ? named : (seen.get(taskId) ?? []);
}

function paramNames({ top }: PipelineGraph): readonly string[] {
  const { params } = top;
  return typeof params === 'object' && params !== null ? Object.keys(params) : [];
}
