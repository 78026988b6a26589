import type * as z from 'zod';
import type { TaskType } from '#core/tasks/index.ts';
import { createUpstream } from './graph.ts';
import type { OutlineTask, PipelineOutline } from './outline.ts';
import type { Finding } from './pipeline-text.ts';
import { findSchemaProblems } from './schema-findings.ts';
import { suggestName } from './suggest.ts';
import { resolveName, type KnownType, type TemplateScope } from './template-names.ts';
import { walkTemplates, type TemplateText } from './templates.ts';

export type TaskTypes = ReadonlyMap<string, TaskType>;

/** Checks each task against its type: that there is one, what its templates name, what `with` holds. */
export function checkTasks({ tasks, params }: PipelineOutline, types: TaskTypes): Finding[] {
  const typeOf = new Map(tasks.map(({ id, type }) => [id, type === null ? undefined : types.get(type)]));
  const shared = {
    params,
    taskIds: new Set(tasks.map(({ id }) => id)),
    isUpstream: createUpstream(tasks),
    outputsOf: (id: string) => typeOf.get(id)?.outputs ?? null,
  };
  return tasks.flatMap((task) => {
    const { findings, values } = checkTemplates(task, { ...shared, task: task.id });
    const type = typeOf.get(task.id);
    const ofType = type === undefined ? checkTypeName(task, types) : checkInput(task, type, values);
    return [...findings, ...ofType];
  });
}

function checkTypeName({ id, type }: OutlineTask, types: TaskTypes): Finding[] {
  if (type === null || type === '') return [];
  const expected = suggestName(type, [...types.keys()]);
  const message = `The task ${id} has the type "${type}", which is none that is known here: ${expected}`;
  return [{ code: 'unknown_task_type', path: ['tasks', id, 'type'], value: type, expected, message }];
}

/** A text with templates and what kind of value it will become. */
interface TemplatedValue {
  path: readonly (string | number)[];
  type: KnownType;
}

function checkTemplates(
  task: OutlineTask,
  scope: TemplateScope,
): { findings: Finding[]; values: TemplatedValue[] } {
  const findings: Finding[] = [];
  const values: TemplatedValue[] = [];
  for (const { path, text, template } of walkTemplates(task.with)) {
    const place = { path: ['tasks', task.id, 'with', ...path], value: text };
    if (template.ok) {
      const { type, problems } = checkNames(template, scope);
      findings.push(...problems.map((problem) => ({ ...place, ...problem })));
      values.push({ path, type });
      continue;
    }
    const expected = template.problem;
    const message = `"${template.source.slice(0, 60)}" is no template: ${expected}. For two braces as they are write {{ '{{' }}.`;
    findings.push({ ...place, code: 'template_syntax', within: template.source, expected, message });
    values.push({ path, type: 'unknown' });
  }
  return { findings, values };
}

function checkNames(
  { parts }: Extract<TemplateText, { ok: true }>,
  scope: TemplateScope,
): { type: KnownType; problems: Omit<Finding, 'path' | 'value'>[] } {
  const problems: Omit<Finding, 'path' | 'value'>[] = [];
  let type: KnownType = 'string';
  for (const part of parts) {
    if (part.kind === 'text') continue;
    const found = resolveName(scope, part.name);
    if ('type' in found) {
      if (parts.length === 1) type = found.type;
      continue;
    }
    const { code, expected, reason } = found.problem;
    const message = `${part.source} cannot be filled in: ${reason} (${expected}).`;
    problems.push({ code, within: part.source, expected, message });
    type = 'unknown';
  }
  return { type, problems };
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
  const input = withSamples(task.with ?? {}, values);
  const keep = (issue: z.core.$ZodIssue): boolean => isKnownIssue(issue, values);
  return findSchemaProblems(type.with, input, base, keep);
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

function withSamples(value: unknown, values: readonly TemplatedValue[]): unknown {
  if (values.length === 0) return value;
  const copy: unknown = structuredClone(value);
  for (const { path, type } of values) setAt(copy, path, samples[type]);
  return copy;
}

function setAt(holder: unknown, path: readonly (string | number)[], value: unknown): void {
  let at = holder as Record<string | number, unknown>;
  for (const part of path.slice(0, -1)) at = at[part] as Record<string | number, unknown>;
  const last = path.at(-1);
  if (last !== undefined) at[last] = value;
}
