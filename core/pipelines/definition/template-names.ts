import type { ParamSchema } from './file-schema.ts';
import { suggestName } from './suggest.ts';

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
  isUpstream(task: string, before: string): boolean;
  /** Outputs of a task's type; null when the type is not known. */
  outputsOf(task: string): readonly string[] | null;
}

/** Names without a dot behind them. */
export const timeNames = ['ds', 'ts', 'logical_date', 'data_interval_start', 'data_interval_end'] as const;
const runFields = ['id', 'pipeline', 'trigger', 'queued_at'] as const;
const alertFields = ['id', 'model', 'version', 'signal', 'batch'] as const;
const roots = ['params', 'tasks', 'run', ...timeNames, 'alert'] as const;

/** Checks a dotted name; the kind of value that it will have, or what is wrong. */
export function resolveName(
  scope: TemplateScope,
  [root = '', ...rest]: readonly string[],
): { type: KnownType } | { problem: NameProblem } {
  if (root === 'params') return resolveParam(scope, rest);
  if (root === 'tasks') return resolveOutput(scope, rest);
  if (root === 'run') return resolveField('run', runFields, rest, 'string');
  if (root === 'alert') return resolveField('alert', alertFields, rest, 'unknown');
  if (timeNames.some((name) => name === root)) {
    return rest.length === 0 ? { type: 'string' } : unknown(`${root} has no parts`, root);
  }
  return unknown(`nothing is called ${root}`, suggestName(root, roots));
}

function resolveParam(
  { params }: TemplateScope,
  [name, ...rest]: readonly string[],
): ReturnType<typeof resolveName> {
  const names = Object.keys(params);
  if (name === undefined) return unknown('params needs the name of one', suggestName('', names));
  const schema = Object.hasOwn(params, name) ? params[name] : undefined;
  if (schema === undefined) return unknown(`there is no param ${name}`, suggestName(name, names));
  if (rest.length === 0) return { type: schema.type };
  if (schema.type === 'object') return { type: 'unknown' };
  return unknown(`the param ${name} has no parts`, `params.${name}`);
}

function resolveOutput(
  scope: TemplateScope,
  [id, word, name]: readonly string[],
): ReturnType<typeof resolveName> {
  const form = 'tasks.<id>.outputs.<name>';
  if (id === undefined || word !== 'outputs' || name === undefined)
    return unknown('of a task, templates know outputs', form);
  if (!scope.taskIds.has(id)) return unknown(`there is no task ${id}`, suggestName(id, [...scope.taskIds]));
  if (!scope.isUpstream(scope.task, id)) return notUpstream(scope.task, id);
  const outputs = scope.outputsOf(id);
  if (outputs !== null && !outputs.includes(name)) {
    const expected = suggestName(name, outputs);
    return { problem: { code: 'unknown_output', expected, reason: `the task ${id} has no output ${name}` } };
  }
  return { type: 'unknown' };
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
  return unknown(`${root} has no ${[field ?? 'value', ...rest].join('.')}`, suggestName(field ?? '', fields));
}

function unknown(reason: string, expected: string): { problem: NameProblem } {
  return { problem: { code: 'unknown_template_name', expected, reason } };
}
