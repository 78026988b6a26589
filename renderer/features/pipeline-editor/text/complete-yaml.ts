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

export type YamlOption = {
  readonly label: string;
  /** `block`: a key whose value stands on the lines below it. */
  readonly kind: 'key' | 'block' | 'type' | 'value';
  /** What the schema says of it. */
  readonly info: string;
  /** Of a key: the type of task whose own it is, and the keys that lead to it there; null: a setting of the file. */
  readonly of?: { readonly type: string | null; readonly keys: readonly string[] };
};
/** `from` counts from the beginning of the line. */
export type YamlCompletion = { readonly from: number; readonly options: readonly YamlOption[] };

/**
 * What can stand at the end of the last line, from the lines above it and their indents.
 * @param lines up to the cursor, the last one cut there
 * @param below the lines after it: what they say already is not offered again
 */
export function completeYaml(
  lines: readonly string[],
  known: KnownNames,
  below: readonly string[] = [],
): YamlCompletion | null {
  const line = lines.at(-1) ?? '';
  const path = pathAt(lines);
  const template = /\{\{\s*([\w.]*)$/.exec(line);
  const taskId = path[0] === 'tasks' ? (path[1] ?? null) : null;
  if (template !== null)
    return {
      from: line.length - (template[1]?.length ?? 0),
      options: known.templatesOf(taskId).map((label) => ({ label, kind: 'value', info: '' })),
    };
  return completeValue(line, path, known) ?? completeKey({ line, lines, below, path }, known);
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
      kind: 'type',
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

type KeyPlace = {
  readonly line: string;
  readonly lines: readonly string[];
  readonly below: readonly string[];
  readonly path: readonly string[];
};

/** A key that is not there yet, at the beginning of a line or in braces. */
function completeKey({ line, lines, below, path }: KeyPlace, known: KnownNames): YamlCompletion | null {
  const found = /^(\s*(?:- )?|.*[{,]\s*)([\w-]*)$/.exec(line);
  if (found === null) return null;
  const braces = bracesOf(line);
  const own = braces === null ? path : [...path, ...braces.keys];
  const fields = fieldsAt(own, lines, known);
  const written = new Set(braces === null ? siblingKeys(lines, below) : braces.written);
  const free = fields.filter(({ key }) => !written.has(key));
  if (free.length === 0) return null;
  const where = whereOf(own, lines);
  return {
    from: line.length - (found[2]?.length ?? 0),
    options: free.map(({ key, shapes, description }) => ({
      label: key,
      kind: braces === null && isBlock(shapes) ? 'block' : 'key',
      info: description,
      of: { type: where.type, keys: [...where.keys, key] },
    })),
  };
}

/** The keys that lead into the innermost braces that are open at the end of a line, and those that stand in them. */
function bracesOf(
  line: string,
): { readonly keys: readonly string[]; readonly written: readonly string[] } | null {
  const open: number[] = [];
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '{') open.push(at);
    else if (line[at] === '}') open.pop();
  }
  const keys = open.flatMap((at) => /([\w./-]+):\s*$/.exec(line.slice(0, at))?.[1] ?? []);
  const inner = open.at(-1);
  if (inner === undefined || keys.length === 0) return null;
  const inside = line.slice(inner + 1).replaceAll(/\{[^{}]*\}/g, '');
  return { keys, written: [...inside.matchAll(/([\w./-]+):/g)].map(([, key = '']) => key) };
}

/** Keys of the mapping that a line stands in. */
function siblingKeys(lines: readonly string[], below: readonly string[]): readonly string[] {
  const last = lines.at(-1) ?? '';
  const indent = /^\s*(?:- )?/.exec(last)?.[0].length ?? 0;
  const keysOf = (those: readonly string[]): string[] => {
    const found: string[] = [];
    for (const line of those) {
      if (!/^\s*[^\s#]/.test(line)) continue;
      const [, lead = '', key] = /^(\s*(?:- )?)(?:([\w./-]+|"[^"]*"):(?:\s|$))?/.exec(line) ?? [];
      if (lead.length < indent) break;
      if (lead.length === indent && key !== undefined) found.push(key.replaceAll('"', ''));
      // The item of a list ends with the dash that begins it.
      if (lead.length === indent && lead.endsWith('- ')) break;
    }
    return found;
  };
  const isFirstOfItem = last.slice(0, indent).endsWith('- ');
  return [...(isFirstOfItem ? [] : keysOf(lines.slice(0, -1).toReversed())), ...keysOf(below)];
}

function isBlock(shapes: Field['shapes']): boolean {
  return shapes.length > 0 && shapes.every(({ kind }) => kind === 'object' || kind === 'record');
}

function fieldsAt(path: readonly string[], lines: readonly string[], known: KnownNames): readonly Field[] {
  const { type, keys } = whereOf(path, lines);
  if (type === null) return fieldsOf(schemaAt(known.schema, toSchemaPath(path)));
  return fieldsOf(schemaAt(known.types.get(type)?.with, keys));
}

/** Of an object, of each way to write it, and of the items of a list. */
function fieldsOf(schema: unknown): readonly Field[] {
  const byKey = new Map<string, Field>();
  for (const shape of [{ kind: 'object' as const, fields: readFields(schema) }, ...readShapes(schema)]) {
    const inside = shape.kind === 'list' ? shape.item : [shape];
    for (const one of inside)
      if (one.kind === 'object')
        for (const field of one.fields) if (!byKey.has(field.key)) byKey.set(field.key, field);
  }
  return [...byKey.values()];
}

/** Whose keys stand at a path: those of a task's type begin below its `with`, settings of a task below its id. */
function whereOf(
  path: readonly string[],
  lines: readonly string[],
): { readonly type: string | null; readonly keys: readonly string[] } {
  const [root, id, part, ...more] = path;
  if (root !== 'tasks' || id === undefined) return { type: null, keys: path };
  if (part !== 'with') return { type: null, keys: path.slice(2) };
  return { type: typeOfTask(lines, id) ?? '', keys: more };
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
