import type * as z from 'zod';
import { showValue } from '#core/kernel/errors.ts';
import { pathToText, type Finding, type YamlPath } from './pipeline-text.ts';
import { suggestName } from './suggest.ts';

type Issue = z.core.$ZodIssue;

/**
 * What a schema refuses, as findings with values and remedies.
 * @param base where in the file `data` stands
 */
export function findSchemaProblems(
  schema: z.ZodType,
  data: unknown,
  base: YamlPath,
  keep: (issue: Issue) => boolean = () => true,
): Finding[] {
  const result = schema.safeParse(data);
  if (result.success) return [];
  return result.error.issues.filter(keep).flatMap((issue) => issueToFindings(schema, data, base, issue));
}

function issueToFindings(schema: z.ZodType, data: unknown, base: YamlPath, issue: Issue): Finding[] {
  const path = [...base, ...issue.path];
  const value = valueAt(data, issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey([...path, key], key, keysAt(schema, issue.path)));
  }
  if (issue.code === 'invalid_key') return [illegalName(path)];
  if (value === undefined) return [missingKey(path, describeIssue(issue))];
  return [wrongValue(path, value, describeIssue(issue))];
}

function unknownKey(path: YamlPath, key: string, known: readonly string[]): Finding {
  const expected = suggestName(key, known);
  return {
    code: 'unknown_key',
    path,
    target: 'key',
    value: key,
    expected,
    message: `"${key}" is no key of ${placeName(path.slice(0, -1))}: ${expected}`,
  };
}

function illegalName(path: YamlPath): Finding {
  const name = String(path.at(-1) ?? '');
  const expected =
    'a letter or _, then letters, digits and _ (and - in the id of a task), at most 80 characters';
  return {
    code: 'wrong_value',
    path,
    target: 'key',
    value: name,
    expected,
    message: `"${showValue(name)}" cannot name anything in ${placeName(path.slice(0, -1))}: it takes ${expected}.`,
  };
}

function missingKey(path: YamlPath, expected: string): Finding {
  const key = String(path.at(-1) ?? '');
  return {
    code: 'missing_key',
    path,
    target: 'key',
    value: '',
    expected,
    message: `${placeName(path.slice(0, -1))} lacks "${key}": give it ${expected}.`,
  };
}

export function wrongValue(path: YamlPath, value: unknown, expected: string): Finding {
  return {
    code: 'wrong_value',
    path,
    value,
    expected,
    message: `${placeName(path)} is ${quoteValue(value)}, but it takes ${expected}.`,
  };
}

function placeName(path: YamlPath): string {
  return path.length === 0 ? 'the file' : pathToText(path);
}

/** Texts in quotes, so that "1" and 1 look different. */
export function quoteValue(value: unknown): string {
  if (value === null) return 'empty';
  return typeof value === 'string' ? `"${showValue(value)}"` : showValue(value);
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list, such as [a, b]',
  object: 'a mapping of keys to values',
  record: 'a mapping of keys to values',
  null: 'nothing',
};

/** What a schema wanted, in words that go on from "it takes". */
export function describeIssue(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeWords[issue.expected] ?? issue.expected;
    case 'too_small':
      return describeBound(issue.origin, 'at least', issue.minimum, issue.inclusive);
    case 'too_big':
      return describeBound(issue.origin, 'at most', issue.maximum, issue.inclusive);
    case 'invalid_value':
      return issue.values.length === 1
        ? quoteValue(issue.values[0])
        : `one of: ${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return describeFormat(issue);
    case 'invalid_union':
      return describeUnion(issue.errors);
    default:
      return issue.message;
  }
}

function describeBound(origin: string, word: string, bound: number | bigint, isInclusive = true): string {
  return `${sizeWords(origin, isInclusive ? word : word === 'at least' ? 'more than' : 'less than')} ${bound}`;
}

function describeUnion(errors: readonly (readonly Issue[])[]): string {
  const words = errors.flatMap(([first]) => (first === undefined ? [] : [describeIssue(first)]));
  return [...new Set(words)].join(' or ');
}

function sizeWords(origin: string, bound: string): string {
  if (origin === 'string') return `a text of length ${bound}`;
  if (origin === 'array' || origin === 'set') return `a list of length ${bound}`;
  return `a number that is ${bound}`;
}

function describeFormat(issue: Extract<Issue, { code: 'invalid_format' }>): string {
  const pattern = 'pattern' in issue && typeof issue.pattern === 'string' ? issue.pattern : '';
  if (pattern.includes('(ms|s|m|h|d)')) return 'a duration such as 500ms, 60s, 5m, 2h or 1d';
  return pattern === '' ? `a text in the form ${issue.format}` : `a text that matches ${pattern}`;
}

function valueAt(data: unknown, path: YamlPath): unknown {
  let value = data;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
}

/** The keys that a schema has at a path, as far as it is made of objects, records and lists. */
function keysAt(schema: z.ZodType, path: YamlPath): string[] {
  let at: Described | undefined = describeSchema(schema);
  for (const part of path) at = at && stepInto(at, part);
  const shape = at?.def.shape;
  return shape === undefined ? [] : Object.keys(shape);
}

interface Described {
  def: {
    shape?: Record<string, Described>;
    valueType?: Described;
    element?: Described;
    innerType?: Described;
    in?: Described;
  };
}

function describeSchema(schema: z.ZodType): Described {
  return schema as Described;
}

function stepInto(schema: Described, part: PropertyKey): Described | undefined {
  const { shape, valueType, element } = unwrap(schema).def;
  if (shape !== undefined) return shape[String(part)] && unwrap(shape[String(part)] as Described);
  const inner = valueType ?? element;
  return inner && unwrap(inner);
}

/** Through `optional`, `default` and the like. */
function unwrap(schema: Described): Described {
  let inner = schema;
  while (inner.def.shape === undefined && (inner.def.innerType ?? inner.def.in) !== undefined) {
    inner = inner.def.innerType ?? inner.def.in ?? inner;
  }
  return inner;
}
