import type { ParamSchema } from './file-schema.ts';
import { didYouMean, findNearest, suggestName, type ToWhole } from './suggest.ts';

/** What is known of a value before a run: its kind, or nothing. */
export type KnownType = ParamSchema['type'] | 'unknown';

export interface NameProblem {
  code: 'unknown_template_name' | 'output_not_upstream' | 'unknown_output';
  expected: string;
  reason: string;
}

/** What templates of one task can name. */
export interface TemplateScope {
  task: string;
  params: Readonly<Record<string, ParamSchema>>;
  taskIds: ReadonlySet<string>;
  /** What to say about the name of a task, or of a param, that there is none of. */
  suggestTask(id: string, how: { toWhole: ToWhole }): string;
  suggestParam(name: string, how: { toWhole: ToWhole }): string;
  isUpstream(task: string, before: string): boolean;
  /** Outputs of a task's type; null when the type is not known. */
  outputsOf(task: string): readonly string[] | null;
  isMapped(task: string): boolean;
  /** Of an instance of a map; null where there is none. */
  item: KnownItem | null;
}

/** What is known of the items of a map before a run. */
export interface KnownItem {
  type: KnownType;
  /** Keys that at least one of the items has; null when the items are not known. */
  keys: readonly string[] | null;
}

/** Names without a dot behind them. */
export const timeNames = ['ds', 'ts', 'logical_date', 'data_interval_start', 'data_interval_end'] as const;
const runFields = ['id', 'pipeline', 'trigger', 'queued_at'] as const;
/** The payload that core/monitoring gives to `recordTrigger`. */
const alertFields = ['id', 'model', 'version', 'signal', 'severity', 'value', 'batch', 'text'] as const;
const roots = ['params', 'tasks', 'run', ...timeNames, 'alert'] as const;
const itemRoots = ['item', 'map_index'] as const;

/** Checks a dotted name; the kind of value that it will have, or what is wrong. */
export function resolveName(
  scope: TemplateScope,
  [root = '', ...rest]: readonly string[],
): { type: KnownType } | { problem: NameProblem } {
  if (root === 'params') return resolveParam(scope, rest);
  if (root === 'tasks') return resolveOutput(scope, rest);
  if (root === 'run') return resolveField('run', runFields, rest, 'string');
  if (root === 'alert') return resolveField('alert', alertFields, rest, 'unknown');
  if (root === 'item' || root === 'map_index') return resolveItem(scope, root, rest);
  if (timeNames.some((name) => name === root)) {
    return rest.length === 0 ? { type: 'string' } : unknown(`${root} has no parts`, root);
  }
  const known = scope.item === null ? roots : [...roots, ...itemRoots];
  return unknown(`nothing is called ${root}`, suggestReference(scope, [root, ...rest], known));
}

/** So many params are compared with a name that has a wrong root. */
const mostParams = 200;

/** The reference that is meant: another root for what stands behind it, `params.greeting` for `rams.greeting`. */
function suggestReference(
  scope: TemplateScope,
  [root = '', ...rest]: readonly string[],
  known: readonly string[],
): string {
  const whole = [root, ...rest].join('.');
  const moved = known.find((other) => rest.length > 0 && 'type' in resolveName(scope, [other, ...rest]));
  if (moved !== undefined) return didYouMean([moved, ...rest].join('.'));
  const params = Object.keys(scope.params).slice(0, mostParams);
  const references = [
    ...params.map((name) => `params.${name}`),
    ...runFields.map((name) => `run.${name}`),
    ...alertFields.map((name) => `alert.${name}`),
  ];
  const near = rest.length === 0 && params.includes(root) ? `params.${root}` : findNearest(whole, references);
  return near === null ? suggestName(root, known) : didYouMean(near);
}

/** The reference around a part that was meant: `params.greeting` for the `greeting` in it. */
function around(before: string, after: readonly string[] = []): ToWhole {
  return (name) => [before + name, ...after].join('.');
}

function resolveItem(
  { item }: TemplateScope,
  root: (typeof itemRoots)[number],
  [key, ...rest]: readonly string[],
): ReturnType<typeof resolveName> {
  if (item === null)
    return unknown(
      `${root} is known where a task has a map, in its with and its label`,
      'map: { over: [...] }',
    );
  if (root === 'map_index')
    return key === undefined ? { type: 'integer' } : unknown('map_index has no parts', 'map_index');
  if (key === undefined) return { type: item.type };
  if (item.keys === null) return { type: 'unknown' };
  if (item.keys.includes(key)) return { type: 'unknown' };
  const reason = `no item of the map has a part ${[key, ...rest].join('.')}`;
  return unknown(
    reason,
    item.keys.length === 0 ? 'item' : suggestName(key, item.keys, around('item.', rest)),
  );
}

function resolveParam(
  { params, suggestParam }: TemplateScope,
  [name, ...rest]: readonly string[],
): ReturnType<typeof resolveName> {
  if (name === undefined)
    return unknown('params needs the name of one', suggestParam('', { toWhole: around('params.') }));
  const schema = Object.hasOwn(params, name) ? params[name] : undefined;
  if (schema === undefined)
    return unknown(`there is no param ${name}`, suggestParam(name, { toWhole: around('params.', rest) }));
  if (rest.length === 0) return { type: schema.type };
  if (schema.type === 'object') return { type: 'unknown' };
  return unknown(`the param ${name} has no parts`, `params.${name}`);
}

function resolveOutput(
  scope: TemplateScope,
  [id, word, name, ...rest]: readonly string[],
): ReturnType<typeof resolveName> {
  const form = 'tasks.<id>.outputs.<name>';
  if (id === undefined || word !== 'outputs' || name === undefined)
    return unknown('of a task, templates know outputs', form);
  if (!scope.taskIds.has(id))
    return unknown(
      `there is no task ${id}`,
      scope.suggestTask(id, { toWhole: around('tasks.', ['outputs', name, ...rest]) }),
    );
  if (!scope.isUpstream(scope.task, id)) return notUpstream(scope.task, id);
  const outputs = scope.outputsOf(id);
  if (outputs !== null && !outputs.includes(name)) {
    const expected = suggestName(name, outputs, around(`tasks.${id}.outputs.`, rest));
    return { problem: { code: 'unknown_output', expected, reason: `the task ${id} has no output ${name}` } };
  }
  if (!scope.isMapped(id)) return { type: 'unknown' };
  if (rest.length === 0) return { type: 'array' };
  return unknown(
    `outputs of ${id} are lists, one value for each item of its map`,
    `tasks.${id}.outputs.${name}`,
  );
}

function notUpstream(task: string, before: string): { problem: NameProblem } {
  const reason =
    task === before
      ? `a task has no outputs before it ran`
      : `nothing says that ${before} runs before ${task}`;
  const expected = task === before ? 'the output of another task' : `needs: [${before}] in ${task}`;
  return { problem: { code: 'output_not_upstream', expected, reason } };
}

function resolveField(
  root: string,
  fields: readonly string[],
  [field, ...rest]: readonly string[],
  type: KnownType,
): ReturnType<typeof resolveName> {
  if (field !== undefined && rest.length === 0 && fields.includes(field)) return { type };
  return unknown(
    `${root} has no ${[field ?? 'value', ...rest].join('.')}`,
    suggestName(field ?? '', fields, around(`${root}.`, rest)),
  );
}

function unknown(reason: string, expected: string): { problem: NameProblem } {
  return { problem: { code: 'unknown_template_name', expected, reason } };
}
