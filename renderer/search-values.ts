/** Numbers in an address arrive as numbers: experiment ids and filters such as `1` are text all the same. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A text of a form, such as a date. */
export function matching(value: unknown, form: RegExp): string | undefined {
  const found = text(value);
  return found !== undefined && form.test(found) && !Number.isNaN(Date.parse(found)) ? found : undefined;
}

/** A number above nothing, such as a version or an id. */
export function whole(value: unknown): number | undefined {
  const number = Number(value);
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

/** A place in a list, from 0. */
export function place(value: unknown): number | undefined {
  return value === 0 || value === '0' ? 0 : whole(value);
}

/** A value that is known; another one is as if it were not there. */
export function oneOf<const T extends string>(value: unknown, allowed: readonly T[]): T | undefined {
  return allowed.find((item) => item === value);
}

/** Steps that the engine follows. */
export function depthOf(value: unknown): number | undefined {
  const depth = whole(value);
  return depth === undefined || depth < 1 || depth > 50 ? undefined : depth;
}

type Cleaned<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves out what is not given, so that addresses stay short. */
export function clean<T extends object>(search: T): Cleaned<T> {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as Cleaned<T>;
}
