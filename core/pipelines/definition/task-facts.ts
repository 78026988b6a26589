import { hashText } from '#core/store/blobs.ts';
import { walkTemplates } from './templates.ts';

/** What a task takes from around it. */
export interface TaskReads {
  /** Names of params. */
  params: readonly string[];
  outputs: readonly { taskId: string; name: string }[];
}

/** What the file says of a task that its outputs come from. */
interface Work {
  type: string;
  needs: readonly string[];
  triggerRule: string;
  env: Readonly<Record<string, string>>;
  map: { over: unknown } | null;
  isSetup: boolean;
  teardownOf: readonly string[];
  inputs: readonly string[];
  outputs: readonly string[];
  with: Readonly<Record<string, unknown>>;
  cache: { version: string } | null;
}

/**
 * SHA-256 of what a task makes its outputs from, as its file says it. What only says how it is run is no part of it:
 * tries, limits, pools, its group, the labels of a map.
 */
export function hashTask(task: Work): string {
  const { type, triggerRule, env, map, isSetup, inputs, outputs, cache } = task;
  const facts = {
    type,
    with: task.with,
    needs: [...task.needs].sort(),
    triggerRule,
    env,
    over: map?.over ?? null,
    isSetup,
    teardownOf: [...task.teardownOf].sort(),
    inputs,
    outputs,
    version: cache?.version ?? '',
  };
  return hashText(JSON.stringify(sortKeys(facts)));
}

/** The order of keys is a matter of taste. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)]));
}

/** What its templates name. */
export function findReads({ with: input, env, map }: Pick<Work, 'with' | 'env' | 'map'>): TaskReads {
  const params = new Set<string>();
  const outputs = new Map<string, TaskReads['outputs'][number]>();
  for (const { template } of walkTemplates([input, env, map?.over ?? null])) {
    if (!template.ok) continue;
    for (const part of template.parts) {
      if (part.kind === 'text') continue;
      const [root, id = '', , name = ''] = part.name;
      if (root === 'params') params.add(id);
      if (root === 'tasks') outputs.set(`${id} ${name}`, { taskId: id, name });
    }
  }
  return { params: [...params], outputs: [...outputs.values()] };
}
