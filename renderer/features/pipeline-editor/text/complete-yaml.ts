import type { TaskTypeInfo } from '#contract/pipelines.ts';
import { readFields, readShapes, schemaAt } from '../form/field-model.ts';
import type { Field } from '../form/field-model.ts';

/** What completion knows of the file and of what may stand in it. */
export type KnownNames = {
  /** JSON Schema of the file; undefined until it is read. */
  readonly schema: unknown;
  readonly types: ReadonlyMap<string, TaskTypeInfo>;
  readonly taskIds: readonly string[];
  /** What stands between `{{` and `}}`, for a task. */
  readonly templatesOf: (taskId: string | null) => readonly string[];
};

export type YamlOption = { readonly label: string; readonly kind: 'key' | 'value'; readonly info: string };
/** `from` counts from the beginning of the line. */
export type YamlCompletion = { readonly from: number; readonly options: readonly YamlOption[] };

/**
 * What can stand at the end of the last line, from the lines above it and their indents.
 * @param lines up to the cursor, the last one cut there
 */
export function completeYaml(lines: readonly string[], known: KnownNames): YamlCompletion | null {
  const line = lines.at(-1) ?? '';
  const path = pathAt(lines);
  const template = /\{\{\s*([\w.]*)$/.exec(line);
  const taskId = path[0] === 'tasks' ? (path[1] ?? null) : null;
  if (template !== null)
    return {
      from: line.length - (template[1]?.length ?? 0),
      options: known.templatesOf(taskId).map((label) => ({ label, kind: 'value', info: '' })),
    };
  return completeValue(line, path, known) ?? completeKey(line, lines, path, known);
}

/** The keys above a place, by their indents. */
export function pathAt(lines: readonly string[]): readonly string[] {
  const path: string[] = [];
  const last = lines.at(-1) ?? '';
  let indent = /\S/.test(last) ? last.search(/\S/) : last.length;
  for (let at = lines.length - 2; at >= 0 && indent > 0; at--) {
    const found = /^(\s*)(?:- )?([\w./-]+|"[^"]*"):(?:\s|$)/.exec(lines[at] ?? '');
    if (found === null) continue;
    const [, spaces = '', key = ''] = found;
    if (spaces.length >= indent) continue;
    path.unshift(key.replaceAll('"', ''));
    indent = spaces.length;
  }
  return path;
}

/** What a key takes: `type: `, `needs: [a, `, a word of a list of words. */
function completeValue(line: string, path: readonly string[], known: KnownNames): YamlCompletion | null {
  const found = /(?:^|[{,\s-])([\w./-]+):\s*(?:\[(?:[^\]]*,)?\s*)?([\w./-]*)$/.exec(line);
  if (found === null) return inList(line, path, known);
  const [, key = '', written = ''] = found;
  const from = line.length - written.length;
  const values = valuesOf(key, path, known);
  return values.length === 0 ? null : { from, options: values };
}

/** `- ` below `needs:` */
function inList(line: string, path: readonly string[], { taskIds }: KnownNames): YamlCompletion | null {
  const found = /^\s*-\s+([\w-]*)$/.exec(line);
  if (found === null || !['needs', 'teardown'].includes(path.at(-1) ?? '')) return null;
  return { from: line.length - (found[1]?.length ?? 0), options: asValues(taskIds) };
}

function valuesOf(key: string, path: readonly string[], known: KnownNames): readonly YamlOption[] {
  if (key === 'type' && path[0] === 'tasks' && !path.includes('with'))
    return [...known.types.values()].map(({ name, description }) => ({
      label: name,
      kind: 'value',
      info: description,
    }));
  if (key === 'needs' || key === 'teardown') return asValues(known.taskIds.filter((id) => id !== path[1]));
  const schema = schemaAt(known.schema, [...toSchemaPath(path), key]);
  const words = readShapes(schema).flatMap((shape) =>
    shape.kind === 'choice' ? shape.options : shape.kind === 'boolean' ? ['true', 'false'] : [],
  );
  return asValues(words);
}

function asValues(labels: readonly string[]): readonly YamlOption[] {
  return labels.map((label) => ({ label, kind: 'value', info: '' }));
}

/** A key that is not there yet, at the beginning of a line or in braces. */
function completeKey(
  line: string,
  lines: readonly string[],
  path: readonly string[],
  known: KnownNames,
): YamlCompletion | null {
  const found = /^(\s*(?:- )?|.*[{,]\s*)([\w-]*)$/.exec(line);
  if (found === null) return null;
  const inBraces = /^(\s*)(?:- )?([\w./-]+):\s*\{/.exec(line);
  const nested = [...line.matchAll(/([\w./-]+):\s*\{/g)].map(([, key = '']) => key);
  const fields = fieldsAt(inBraces === null ? path : [...path, ...nested], lines, known);
  if (fields.length === 0) return null;
  return {
    from: line.length - (found[2]?.length ?? 0),
    options: fields.map(({ key, description }) => ({ label: key, kind: 'key', info: description })),
  };
}

function fieldsAt(path: readonly string[], lines: readonly string[], known: KnownNames): readonly Field[] {
  const [root, id, part, ...more] = path;
  if (root !== 'tasks' || part !== 'with') return readFields(schemaAt(known.schema, toSchemaPath(path)));
  const type = typeOfTask(lines, id ?? '');
  return readFields(schemaAt(type === null ? undefined : known.types.get(type)?.with, more));
}

/** The last type that was written below a task. */
function typeOfTask(lines: readonly string[], id: string): string | null {
  const start = lines.findLastIndex((line) => new RegExp(`^\\s+${id}:`).test(line));
  const found = lines
    .slice(Math.max(0, start))
    .flatMap((line) => /\btype:\s*["']?([\w./-]+)/.exec(line)?.[1] ?? []);
  return found[0] ?? null;
}

/** Names that a person chooses stand for any: `tasks.train.map` is `tasks.*.map`. */
function toSchemaPath(path: readonly string[]): readonly string[] {
  return path.map((key, at) =>
    at > 0 && ['tasks', 'params', 'groups', 'pools', 'env'].includes(path[at - 1] ?? '') ? '*' : key,
  );
}
