import { parseJson, type Json } from '#core/kernel/json.ts';
import type { Int64 } from '#contract/entities.ts';
import { showValue, StileError } from '#core/kernel/errors.ts';
import { readInt64 } from '#core/kernel/int64.ts';

/**
 * One field of a request, as MLflow's protobuf messages have them. `read` gets the raw JSON value, or a text when the
 * message came as a query string; it is never called for a field that is absent or null.
 */
export interface Field<T> {
  read(raw: Json, name: string): T;
  /** Repeats in a query string: `read` gets a list. */
  isList: boolean;
}

/** A field that the message may not leave out. */
export interface RequiredField<T> extends Field<T> {
  isRequired: true;
}

export type Shape = Readonly<Record<string, Field<unknown>>>;

/** A shape made ready to read messages by; made once per message type, not per call. */
export interface Reader<S extends Shape> {
  readonly shape: S;
  readonly items: readonly { key: string; jsonName: string; field: Field<unknown>; isRequired: boolean }[];
}

export function makeReader<S extends Shape>(shape: S): Reader<S> {
  const items = Object.entries(shape).map(([key, field]) => ({
    key,
    jsonName: toJsonName(key),
    field,
    isRequired: 'isRequired' in field,
  }));
  return { shape, items };
}

/** protobuf reads `runId` as well as `run_id`. */
function toJsonName(key: string): string {
  return key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** What `readMessage` gives: fields that are not required may be absent; lists are then empty. */
export type MessageOf<S extends Shape> = {
  [K in keyof S]: S[K] extends Field<infer T>
    ? S[K] extends RequiredField<unknown>
      ? T
      : T extends readonly unknown[]
        ? T
        : T | undefined
    : never;
};

/** @throws INVALID_ARGUMENT in MLflow's own words, which its clients and tests look for */
export function invalidField(name: string, raw: Json, rule: string): StileError {
  // What is nested so deep that it cannot be written down is shown by its kind.
  const value = showValue(typeof raw === 'string' ? JSON.stringify(raw) : raw);
  return new StileError(
    'INVALID_ARGUMENT',
    `Invalid value ${value} for parameter '${name}' supplied: ${rule}`,
    {
      field: name,
      value,
      rule,
      remedy: '',
    },
  );
}

/** As MLflow's clients and tests expect it. */
export function missingField(name: string): StileError {
  return new StileError('INVALID_ARGUMENT', `Missing value for required parameter '${name}'.`, {
    field: name,
    value: '',
    rule: 'it is required',
    remedy: 'Give it a value.',
  });
}

export function required<T>(field: Field<T>): RequiredField<T> {
  return { ...field, isRequired: true };
}

export const string: Field<string> = {
  isList: false,
  read: (raw, name) => (typeof raw === 'string' ? raw : fail(name, raw, 'it must be a string.')),
};

/** Not required to be there, but not empty where it must be. */
export const nonEmptyString: Field<string> = {
  isList: false,
  read: (raw, name) => {
    const text = string.read(raw, name);
    if (text === '') throw missingField(name);
    return text;
  },
};

const int64Text = /^[+-]?\d+(\.0*)?$/;

/**
 * An int64: a number, an integral float, or either as a text. Beyond 2^53 a JSON number has lost digits already, so such
 * values are refused instead of stored wrong.
 */
export const int64: Field<number> = {
  isList: false,
  read: (raw, name) => {
    const isText = typeof raw === 'string' && int64Text.test(raw.trim());
    const value = typeof raw === 'number' ? raw : isText ? Number(raw) : Number.NaN;
    if (Number.isSafeInteger(value)) return value;
    return fail(name, raw, 'it must be an integer of at most 53 bits.');
  },
};

/** A message whose JSON has to be read again with `parseWholeJson`: a number of it has lost digits. */
export class LostDigits extends Error {}

/** An int64 of any size, with every digit. @throws LostDigits */
export const wideInt64: Field<Int64> = {
  isList: false,
  read: (raw, name) => {
    if (typeof raw === 'number' && Number.isInteger(raw)) {
      if (Number.isSafeInteger(raw)) return raw;
      throw new LostDigits(name);
    }
    const text = typeof raw === 'string' ? raw.trim() : '';
    const value = int64Text.test(text) ? readInt64(text.replace(/\.0*$/, '')) : null;
    return value ?? fail(name, raw, 'it must be an integer of at most 64 bits.');
  },
};

/** An int64 from `min` to `max`. */
export function int64Within(min: number, max: number): Field<number> {
  return {
    isList: false,
    read: (raw, name) => {
      const value = int64.read(raw, name);
      if (value >= min && value <= max) return value;
      return fail(name, raw, `it must be from ${min} to ${max}.`);
    },
  };
}

/** ms since 1970 UTC. */
export const timestamp: Field<number> = int64Within(0, Number.MAX_SAFE_INTEGER);

const specialDoubles = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

/** A double: a number, its text, or "NaN", "Infinity" and "-Infinity". */
export const double: Field<number> = {
  isList: false,
  read: (raw, name) => {
    if (typeof raw === 'number') return raw;
    if (typeof raw === 'string') {
      const special = specialDoubles.get(raw);
      if (special !== undefined) return special;
      const value = Number(raw);
      if (raw.trim() !== '' && !Number.isNaN(value)) return value;
    }
    return fail(name, raw, 'it must be a number, "NaN", "Infinity" or "-Infinity".');
  },
};

/** Python writes `True` into query strings. */
export const bool: Field<boolean> = {
  isList: false,
  read: (raw, name) => {
    const text = typeof raw === 'string' ? raw.toLowerCase() : raw;
    if (text === true || text === 'true') return true;
    if (text === false || text === 'false') return false;
    return fail(name, raw, 'it must be true or false.');
  },
};

/** An enum by name, or by its number in the protocol: `numbers[name]`. */
export function enumeration<T extends string>(numbers: Readonly<Record<T, number>>): Field<T> {
  const byNumber = new Map(
    Object.entries<number>(numbers).map(([name, value]) => [String(value), name as T]),
  );
  return {
    isList: false,
    read: (raw, name) => {
      if (typeof raw === 'string' && Object.hasOwn(numbers, raw)) return raw as T;
      return (
        byNumber.get(typeof raw === 'number' || typeof raw === 'string' ? String(raw) : '') ??
        fail(name, raw, `it must be one of ${Object.keys(numbers).join(', ')}.`)
      );
    },
  };
}

/** A repeated field; a single value of a query string is a list of one. */
export function list<T>(item: Field<T>): Field<T[]> {
  return {
    isList: true,
    read: (raw, name) => {
      if (!Array.isArray(raw)) return fail(name, raw, 'it must be a list.');
      return raw.map((value, index) => {
        if (value === null) return fail(name, raw, `item ${index} must not be null.`);
        return item.read(value, `${name}[${index}]`);
      });
    },
  };
}

/** A message inside of a message; over a query string it comes as JSON. */
export function nested<S extends Shape>(shape: S): Field<MessageOf<S>> {
  const reader = makeReader(shape);
  return {
    isList: false,
    read: (raw, name) => {
      const value = typeof raw === 'string' ? parseJson(raw) : raw;
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        return fail(name, raw, 'it must be an object.');
      }
      return readFields(reader, value, `${name}.`);
    },
  };
}

/**
 * Reads the fields of a message; what it has beyond them is ignored, as protobuf does.
 * @throws INVALID_ARGUMENT
 */
export function readFields<S extends Shape>(
  { items }: Reader<S>,
  raw: Readonly<Record<string, Json>>,
  prefix: string,
): MessageOf<S> {
  const message: Record<string, unknown> = {};
  for (const { key, jsonName, field, isRequired } of items) {
    const value = ownValue(raw, key) ?? (jsonName === key ? null : ownValue(raw, jsonName));
    if (value !== null) message[key] = field.read(value, prefix + key);
    else if (isRequired) throw missingField(prefix + key);
    else message[key] = field.isList ? [] : undefined;
  }
  return message as MessageOf<S>;
}

function ownValue(raw: Readonly<Record<string, Json>>, key: string): Json {
  return Object.hasOwn(raw, key) ? (raw[key] ?? null) : null;
}

function fail(name: string, raw: Json, rule: string): never {
  throw invalidField(name, raw, rule);
}
