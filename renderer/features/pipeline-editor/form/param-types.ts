import type { Field, Shape } from './field-model.ts';
import { valueAt, valueToText } from './field-values.ts';

export const paramTypes = ['string', 'integer', 'number', 'boolean', 'array', 'object'] as const;
export type ParamType = (typeof paramTypes)[number];

/**
 * What is to be written when a param gets another type: its default as a value of that type, as near as can be, and
 * nothing that only the old type could have. `undefined` takes a key out.
 */
export function changeParamType(written: unknown, type: ParamType): Readonly<Record<string, unknown>> {
  const known = new Set(fieldsOf(type).map(({ key }) => key));
  const lost = ['minimum', 'maximum', 'enum'].filter((key) => !known.has(key) || key === 'enum');
  const value = valueAt(written, ['default']);
  return {
    type,
    ...(value === undefined ? {} : { default: fits[type](value) }),
    ...Object.fromEntries(lost.map((key) => [key, undefined])),
  };
}

const fits: Readonly<Record<ParamType, (value: unknown) => unknown>> = {
  string: (value) => (isPlain(value) ? String(value) : valueToText(value)),
  boolean: (value) => value === true || value === 'true' || (typeof value === 'number' && value !== 0),
  integer: (value) => Math.round(toNumber(value)),
  number: toNumber,
  array: (value) =>
    Array.isArray(value) ? (value as unknown) : isPlain(value) && value !== '' ? [value] : [],
  object: (value) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}),
};

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value !== 'object' && value !== undefined;
}

function toNumber(value: unknown): number {
  const number = isPlain(value) ? Number(value) : 0;
  return Number.isFinite(number) ? number : 0;
}

/** What can be said of a param of this type. */
export function fieldsOf(type: ParamType): readonly Field[] {
  const number: Shape = { kind: 'number', isWhole: type === 'integer', min: null, max: null };
  const text: Shape = { kind: 'text', isDuration: false };
  const own: Shape =
    type === 'boolean'
      ? { kind: 'boolean' }
      : type === 'string'
        ? text
        : type === 'array' || type === 'object'
          ? { kind: 'any' }
          : number;
  const isNumber = type === 'integer' || type === 'number';
  return [
    field('default', own),
    ...(isNumber ? [field('minimum', number), field('maximum', number)] : []),
    ...(isNumber || type === 'string'
      ? [field('enum', { kind: 'list', item: [isNumber ? number : text], size: null })]
      : []),
    field('description', text),
  ];
}

function field(key: string, shape: Shape): Field {
  return { key, shapes: [shape], isRequired: false, initial: undefined, description: '' };
}
