import { parseExactJson, type ExactJson } from '#core/kernel/json.ts';

/**
 * A value of an attribute, as OpenTelemetry's AnyValue has it: integers of 64 bits are bigints, doubles are numbers, null
 * is a value that was left unset.
 */
export type AttributeValue =
  string | boolean | number | bigint | null | Uint8Array | readonly AttributeValue[] | AttributeMap;
export type AttributeMap = ReadonlyMap<string, AttributeValue>;

/** Deeper values are refused, so that hostile bytes end in an error and not in a full call stack. */
export const maxAttributeDepth = 100;

/**
 * JSON for the database, from which `storedToValue` gives the same back: doubles always have a point or an
 * exponent; what JSON has no word for is an object whose only key begins with a dollar sign.
 */
export function valueToStored(value: AttributeValue): string {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return doubleToStored(value);
  if (value instanceof Uint8Array) return `{"$bytes":"${Buffer.from(value).toString('base64')}"}`;
  if (isMap(value)) return mapToStored(value);
  if (isList(value)) return `[${value.map(valueToStored).join(',')}]`;
  return JSON.stringify(value);
}

function mapToStored(map: AttributeMap): string {
  const items = [...map].map(([key, value]) => `${JSON.stringify(escapeKey(key))}:${valueToStored(value)}`);
  return `{${items.join(',')}}`;
}

export function isMap(value: AttributeValue): value is AttributeMap {
  return value instanceof Map;
}

export function isList(value: AttributeValue): value is readonly AttributeValue[] {
  return Array.isArray(value);
}

function doubleToStored(value: number): string {
  if (!Number.isFinite(value)) return `{"$double":"${value}"}`;
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** Keys of the data that look like ours get one more dollar sign. */
function escapeKey(key: string): string {
  return key.startsWith('$') ? `$${key}` : key;
}

/** What `valueToStored` was given. */
export function storedToValue(stored: string): AttributeValue {
  return jsonToValue(parseExactJson(stored) ?? null);
}

/** As `storedToValue`, where it was a map. */
export function storedToMap(stored: string): AttributeMap {
  const value = storedToValue(stored);
  return isMap(value) ? value : new Map();
}

function objectToMap(object: Readonly<Record<string, ExactJson>>): AttributeMap {
  return new Map(
    Object.entries(object).map(([key, value]) => [
      key.startsWith('$$') ? key.slice(1) : key,
      jsonToValue(value),
    ]),
  );
}

function jsonToValue(value: ExactJson): AttributeValue {
  if (Array.isArray(value)) return value.map(jsonToValue);
  if (typeof value !== 'object' || value === null) return value;
  const { $bytes, $double } = value;
  if (typeof $bytes === 'string') return Buffer.from($bytes, 'base64');
  if (typeof $double === 'string') return Number($double);
  return objectToMap(value);
}

/** For people and screens: integers beyond 2^53, bytes, NaN and infinities become texts. */
export function attributesToPlain(attributes: AttributeMap): Record<string, unknown> {
  return Object.fromEntries([...attributes].map(([key, value]) => [key, valueToPlain(value)]));
}

function valueToPlain(value: AttributeValue): unknown {
  if (typeof value === 'bigint') return isSafe(value) ? Number(value) : String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (isMap(value)) return attributesToPlain(value);
  return isList(value) ? value.map(valueToPlain) : value;
}

/** A text as it is, anything else as JSON. */
export function valueToText(value: AttributeValue): string {
  return typeof value === 'string' ? value : JSON.stringify(valueToPlain(value));
}

function isSafe(value: bigint): boolean {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);
}
