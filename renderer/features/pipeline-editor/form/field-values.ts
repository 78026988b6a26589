import type { Shape } from './field-model.ts';

export type ValuePath = readonly (string | number)[];

/**
 * Where a field's value stands, once for each of the tasks that are edited together; `undefined` among the values:
 * nothing is written there.
 */
export type Target = { readonly paths: readonly ValuePath[]; readonly values: readonly unknown[] };

/** What the places of a target have inside of them. */
export function stepInto(target: Target, key: string | number): Target {
  return {
    paths: target.paths.map((path) => [...path, key]),
    values: target.values.map((value) => valueAt(value, [key])),
  };
}

/** The one value that all places have, and whether they differ. */
export function commonValue({ values }: Target): { readonly value: unknown; readonly isMixed: boolean } {
  const [first, ...others] = values;
  const isMixed = others.some((other) => JSON.stringify(other) !== JSON.stringify(first));
  return { value: isMixed ? undefined : first, isMixed };
}

export function valueAt(data: unknown, path: ValuePath): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, key)
        ? (at as Record<string | number, unknown>)[key]
        : undefined,
    data,
  );
}

/** As problems name a path: `tasks.train.with.cases.0.then`. */
export function pathText(path: ValuePath): string {
  return path.join('.');
}

/** A value as it stands in its field. */
export function valueToText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * What was written in a field as a value; undefined for an emptied one. What is no number, in a field for one, stays a
 * text: the check of the file says what would be right.
 */
export function textToValue(text: string, { kind }: Shape): unknown {
  if (text === '') return undefined;
  if (kind === 'number') return readNumber(text) ?? text;
  if (kind === 'scalar') return readScalar(text);
  if (kind === 'any') return readJson(text);
  return text;
}

function readNumber(text: string): number | null {
  const number = Number(text.trim().replace(/^([+-]?\d+),(\d+)$/, '$1.$2'));
  return text.trim() === '' || Number.isNaN(number) ? null : number;
}

function readScalar(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  // 007 is no number to whoever writes it.
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) ? Number(text) : text;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A word, or JSON that is not finished: a text to the file, and the check tells what it takes.
    return text;
  }
}
