import type * as z from 'zod';
import type { CheckPlace, TaskType } from '#core/tasks/index.ts';
import { checkMap, readKnownItem } from './check-map.ts';
import { checkTemplates, type TemplatedValue } from './check-templates.ts';
import { createUpstream } from './graph.ts';
import { asObject, type OutlineTask, type PipelineOutline } from './outline.ts';
import type { Finding } from './pipeline-text.ts';
import { findSchemaProblems } from './schema-findings.ts';
import { createSuggester, suggestName } from './suggest.ts';
import type { KnownType, TemplateScope } from './template-names.ts';
import { walkTemplates } from './templates.ts';

export type TaskTypes = ReadonlyMap<string, TaskType>;

/** Where a pipeline would run, for types that look there. */
export type TypePlace = Pick<CheckPlace, 'platform' | 'project' | 'disk'>;

/** Checks each task against its type: that there is one, what its templates name, what `with` holds. */
export function checkTasks(outline: PipelineOutline, types: TaskTypes): Finding[] {
  const scopeOf = createScopes(outline, types);
  const findings = outline.tasks.flatMap((task) => {
    const type = task.type === null ? undefined : types.get(task.type);
    const scope = scopeOf(task);
    const { findings: ofTemplates, values } = checkTemplates(task.with, ['tasks', task.id, 'with'], scope);
    const ofType = type === undefined ? checkTypeName(task, types) : checkInput(task, type, values);
    return [...ofTemplates, ...ofType, ...checkEnvironment(task, scope), ...checkMap(task, type, scope)];
  });
  return [...findings, ...checkSharedEnvironment(outline, scopeOf)];
}

/** What templates of a task can name, for each task of a file. */
function createScopes(
  { tasks, params }: PipelineOutline,
  types: TaskTypes,
): (task: OutlineTask) => TemplateScope {
  const known = new Map(tasks.map((task) => [task.id, task]));
  const shared = {
    params,
    taskIds: new Set(known.keys()),
    suggestTask: createSuggester([...known.keys()]),
    suggestParam: createSuggester(Object.keys(params)),
    isUpstream: createUpstream(tasks),
    isMapped: (id: string) => known.get(id)?.isMapped ?? false,
    outputsOf: (id: string) => {
      const outputs = types.get(known.get(id)?.type ?? '')?.outputs ?? 'any';
      return outputs === 'any' ? null : outputs;
    },
  };
  return (task) => ({ ...shared, task: task.id, item: readKnownItem(task) });
}

function checkTypeName({ id, type }: OutlineTask, types: TaskTypes): Finding[] {
  if (type === null || type === '') return [];
  const expected = suggestName(type, [...types.keys()]);
  const message = `The task ${id} has the type "${type}", which is none that is known here: ${expected}`;
  return [{ code: 'unknown_task_type', path: ['tasks', id, 'type'], value: type, expected, message }];
}

function checkEnvironment({ id, own }: OutlineTask, scope: TemplateScope): Finding[] {
  return checkTemplates(own['env'], ['tasks', id, 'env'], scope).findings;
}

/** What `defaults` gives to all tasks must be known in each that does not say otherwise: the first is told. */
function checkSharedEnvironment(
  { defaults, tasks }: PipelineOutline,
  scopeOf: (task: OutlineTask) => TemplateScope,
): Finding[] {
  return Object.entries(asObject(defaults['env'])).flatMap(([name, value]) => {
    if (walkTemplates(value).next().done === true) return [];
    for (const task of tasks) {
      if (Object.hasOwn(asObject(task.own['env']), name)) continue;
      const { findings } = checkTemplates(value, ['defaults', 'env', name], scopeOf(task));
      if (findings.length > 0) return findings;
    }
    return [];
  });
}

const samples: Readonly<Record<KnownType, unknown>> = {
  string: '',
  integer: 1,
  number: 1,
  boolean: true,
  array: [],
  object: {},
  unknown: '',
};

/**
 * Checks `with` against its type's schema with a sample for each template. Of what a template becomes the kind alone
 * is known, so at its place nothing but a wrong kind is told.
 */
function checkInput(task: OutlineTask, type: TaskType, values: readonly TemplatedValue[]): Finding[] {
  const base = ['tasks', task.id, 'with'];
  const input = replaceTemplates(task.with ?? {}, values, (value) => samples[value.type]);
  const keep = (issue: z.core.$ZodIssue): boolean => isKnownIssue(issue, values);
  return findSchemaProblems(type.with, input, base, keep);
}

/** What types find that schemas do not see, such as files that are not there. */
export function askTypes(outline: PipelineOutline, types: TaskTypes, place: TypePlace): Finding[] {
  const scopeOf = createScopes(outline, types);
  const childrenOf = new Map<string, string[]>();
  for (const { id, needs } of outline.tasks)
    for (const need of needs) childrenOf.set(need, [...(childrenOf.get(need) ?? []), id]);
  return outline.tasks.flatMap((task) => {
    const check = task.type === null ? undefined : types.get(task.type)?.check;
    if (check === undefined) return [];
    const { values } = checkTemplates(task.with, [], scopeOf(task));
    // What becomes a text stays as it is written: a type may want one that is not empty.
    const input = replaceTemplates(task.with ?? {}, values, ({ type, text }) => {
      return type === 'string' || type === 'unknown' ? text : samples[type];
    });
    const children = childrenOf.get(task.id) ?? [];
    const findings = check(input, { ...place, pipeline: outline.name ?? '', taskId: task.id, children });
    return findings
      .filter(({ path }) => !values.some((value) => value.path.every((part, depth) => part === path[depth])))
      .map(({ path, ...finding }): Finding => {
        return { code: 'wrong_value', ...finding, path: ['tasks', task.id, 'with', ...path] };
      });
  });
}

function isKnownIssue(issue: z.core.$ZodIssue, values: readonly TemplatedValue[]): boolean {
  if (issue.code === 'custom') return values.length === 0;
  for (const { path, type } of values) {
    const isAtOrBelow = path.every((part, depth) => issue.path[depth] === part);
    if (isAtOrBelow)
      return issue.code === 'invalid_type' && issue.path.length === path.length && type !== 'unknown';
    const isAbove = issue.path.every((part, depth) => path[depth] === part);
    if (isAbove && issue.code === 'invalid_union') return false;
  }
  return true;
}

function replaceTemplates(
  value: unknown,
  values: readonly TemplatedValue[],
  replace: (value: TemplatedValue) => unknown,
): unknown {
  if (values.length === 0) return value;
  const copy: unknown = structuredClone(value);
  for (const templated of values) setAt(copy, templated.path, replace(templated));
  return copy;
}

function setAt(holder: unknown, path: readonly (string | number)[], value: unknown): void {
  let at = holder as Record<string | number, unknown>;
  for (const part of path.slice(0, -1)) at = at[part] as Record<string | number, unknown>;
  const last = path.at(-1);
  if (last !== undefined) at[last] = value;
}
