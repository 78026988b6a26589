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
  defaults: Readonly<Record<string, unknown>>;
  tasks: OutlineTask[];
}

/** Its `needs` are all that it waits for: those that it lists, and the setups that it takes down. */
export interface OutlineTask extends GraphNode {
  type: string | null;
  triggerRule: string;
  with: unknown;
  teardownOf: readonly string[];
  isMapped: boolean;
  /** As it stands in the file, without what `defaults` says. */
  own: Readonly<Record<string, unknown>>;
}

export function readOutline(data: unknown): PipelineOutline {
  const { name, description, params, tasks, defaults } = asObject(data);
  const rule = asObject(defaults)['trigger_rule'];
  return {
    name: typeof name === 'string' ? name : null,
    description: typeof description === 'string' ? description : '',
    params: readParams(params),
    defaults: asObject(defaults),
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
  const own = asObject(task);
  const { type, needs, trigger_rule: rule = defaultRule, with: input, teardown, map } = own;
  const teardownOf = readTexts(teardown);
  const ownRule = typeof rule === 'string' ? rule : 'all_success';
  return {
    id,
    type: typeof type === 'string' ? type : null,
    needs: [...new Set([...readTexts(needs), ...teardownOf])],
    triggerRule: teardownOf.length > 0 ? 'all_done_setup_success' : ownRule,
    with: input,
    teardownOf,
    isMapped: map !== undefined,
    own,
  };
}

/** The texts of a list; of anything else none. */
function readTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** What a task says for itself, or `defaults` for all; undefined where neither does. */
export function readSetting({ own }: OutlineTask, { defaults }: PipelineOutline, key: string): unknown {
  return Object.hasOwn(own, key) ? own[key] : Object.hasOwn(defaults, key) ? defaults[key] : undefined;
}

/** Where the setting that counts for a task stands. */
export function settingPath({ id, own }: OutlineTask, key: string): string[] {
  return Object.hasOwn(own, key) ? ['tasks', id, key] : ['defaults', key];
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
