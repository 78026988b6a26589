import type { GraphNode } from './graph.ts';
import { paramSchema, type ParamSchema } from './file-schema.ts';
import type { PipelineSummary } from '#contract/pipelines.ts';
import { triggerRule } from '#contract/pipelines.ts';

/** What can be made out of a file, right or not: what checks and lists go by. */
export interface PipelineOutline {
  name: string | null;
  description: string;
  /** Those whose schema is one. */
  params: Record<string, ParamSchema>;
  tasks: OutlineTask[];
}

export interface OutlineTask extends GraphNode {
  type: string | null;
  triggerRule: string;
  with: unknown;
}

export function readOutline(data: unknown): PipelineOutline {
  const { name, description, params, tasks, defaults } = asObject(data);
  const rule = asObject(defaults)['trigger_rule'];
  return {
    name: typeof name === 'string' ? name : null,
    description: typeof description === 'string' ? description : '',
    params: readParams(params),
    tasks: Object.entries(asObject(tasks)).map(([id, task]) => readTask(id, task, rule)),
  };
}

/** As a list shows the file. */
export function outlineToSummary(
  outline: PipelineOutline,
): Pick<PipelineSummary, 'description' | 'tasks' | 'params'> {
  return {
    description: outline.description,
    params: outline.params,
    tasks: outline.tasks.map(({ id, type, needs, triggerRule: rule }) => ({
      id,
      type: type ?? '',
      needs: [...needs],
      triggerRule: triggerRule.safeParse(rule).data ?? 'all_success',
    })),
  };
}

function readTask(id: string, task: unknown, defaultRule: unknown): OutlineTask {
  const { type, needs, trigger_rule: rule = defaultRule, with: input } = asObject(task);
  return {
    id,
    type: typeof type === 'string' ? type : null,
    needs: Array.isArray(needs) ? needs.filter((need) => typeof need === 'string') : [],
    triggerRule: typeof rule === 'string' ? rule : 'all_success',
    with: input,
  };
}

function readParams(params: unknown): Record<string, ParamSchema> {
  const read = Object.entries(asObject(params)).flatMap(([name, schema]) => {
    const { data } = paramSchema.safeParse(schema);
    return data === undefined ? [] : [[name, data] as const];
  });
  return Object.fromEntries(read);
}

export function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
