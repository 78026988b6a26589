import { invalidArgument } from '#core/kernel/errors.ts';
import type { Json } from '#core/kernel/json.ts';
import type { ParamSchema } from './file-schema.ts';
import { suggestName } from './suggest.ts';

/**
 * The params of a run: what was given, checked, and defaults for the rest.
 * @throws INVALID_ARGUMENT for a param that the pipeline does not have, a value that its schema refuses, one missing
 */
export function completeParams(
  pipeline: string,
  schemas: Readonly<Record<string, ParamSchema>>,
  given: Readonly<Record<string, unknown>>,
): Record<string, Json> {
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(schemas, name)) continue;
    throw invalidArgument(
      `params.${name}`,
      given[name],
      `the pipeline "${pipeline}" has no param "${name}"`,
      `Params: ${suggestName(name, Object.keys(schemas))}`,
    );
  }
  const values = Object.entries(schemas).map(
    ([name, schema]) => [name, takeValue(pipeline, name, schema, given[name])] as const,
  );
  return Object.fromEntries(values);
}

function takeValue(pipeline: string, name: string, schema: ParamSchema, given: unknown): Json {
  const value = given === undefined ? schema.default : given;
  if (value === undefined) {
    const remedy = `Give it, for example with --param ${name}=... on the command line.`;
    throw invalidArgument(`params.${name}`, '', `"${pipeline}" cannot start without it`, remedy);
  }
  const expected = checkParamValue(schema, value);
  if (expected === null) return value as Json;
  throw invalidArgument(
    `params.${name}`,
    value,
    `"${pipeline}" takes ${expected} there`,
    'Give such a value, or leave the param out where it has a default.',
  );
}

/** What the schema wants instead, in words; null when the value is fine. */
function checkParamValue(schema: ParamSchema, value: unknown): string | null {
  if (!hasType(schema.type, value)) return typeWords[schema.type];
  if (schema.enum !== undefined && !schema.enum.some((allowed) => allowed === value))
    return `one of: ${schema.enum.map(String).join(', ')}`;
  if (typeof value === 'number') return checkNumber(schema, value);
  return typeof value === 'string' ? checkText(schema, value) : null;
}

function checkNumber({ minimum, maximum }: ParamSchema, value: number): string | null {
  if (minimum !== undefined && value < minimum) return `at least ${minimum}`;
  return maximum !== undefined && value > maximum ? `at most ${maximum}` : null;
}

function checkText({ minLength, maxLength, pattern }: ParamSchema, value: string): string | null {
  if (minLength !== undefined && value.length < minLength)
    return `a text of at least ${minLength} characters`;
  if (maxLength !== undefined && value.length > maxLength) return `a text of at most ${maxLength} characters`;
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(value)) return `a text that matches ${pattern}`;
  return null;
}

const typeWords: Readonly<Record<ParamSchema['type'], string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of keys to values',
};

function hasType(type: ParamSchema['type'], value: unknown): boolean {
  switch (type) {
    case 'integer':
      return Number.isSafeInteger(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'string':
    case 'boolean':
      return typeof value === type;
  }
}

/** Rules about a param's own schema: its pattern must be one, and its default must be allowed. */
export function checkParamSchema(
  schema: ParamSchema,
): { key: 'pattern' | 'default' | 'minimum'; expected: string } | null {
  const { pattern, minimum, maximum } = schema;
  if (pattern !== undefined && !isPattern(pattern))
    return { key: 'pattern', expected: 'a regular expression' };
  if (minimum !== undefined && maximum !== undefined && minimum > maximum)
    return { key: 'minimum', expected: `at most the maximum, ${maximum}` };
  if (schema.default === undefined) return null;
  const expected = checkParamValue(schema, schema.default);
  return expected === null ? null : { key: 'default', expected };
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}
