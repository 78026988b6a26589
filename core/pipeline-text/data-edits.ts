import type { Path } from './node-edits.ts';

/* What a change does to the value of a text: what came out of the text is held against it. */

type Holder = Record<string | number, unknown>;

export function setData(data: unknown, [part, ...rest]: Path, value: unknown): unknown {
  if (part === undefined) return value;
  const copy = copyHolder(data, part);
  copy[part] = rest.length === 0 ? value : setData(copy[part], rest, value);
  return copy;
}

export function unsetData(data: unknown, [part, ...rest]: Path): unknown {
  if (part === undefined) return undefined;
  if (Array.isArray(data) && rest.length === 0) return data.filter((_, at) => at !== part);
  const copy = copyHolder(data, part);
  if (rest.length === 0) delete copy[part];
  else copy[part] = unsetData(copy[part], rest);
  return copy;
}

/** @param path of the list */
export function insertData(data: unknown, [part, ...rest]: Path, index: number, value: unknown): unknown {
  if (part === undefined) return Array.isArray(data) ? data.toSpliced(index, 0, value) : data;
  const copy = copyHolder(data, part);
  copy[part] = insertData(copy[part], rest, index, value);
  return copy;
}

export function renameDataKey(data: unknown, [part, ...rest]: Path, to: string): unknown {
  if (part === undefined) return data;
  if (rest.length > 0) {
    const copy = copyHolder(data, part);
    copy[part] = renameDataKey(copy[part], rest, to);
    return copy;
  }
  return Object.fromEntries(
    Object.entries(data as object).map(([key, value]) => [key === String(part) ? to : key, value]),
  );
}

/** Another order of a mapping's keys, or of a list's items. */
export function moveData(data: unknown, [part, ...rest]: Path, to: number): unknown {
  if (part === undefined) return data;
  if (rest.length > 0) {
    const copy = copyHolder(data, part);
    copy[part] = moveData(copy[part], rest, to);
    return copy;
  }
  if (Array.isArray(data)) return moveItem(data, Number(part), to);
  const entries = Object.entries(data as object);
  return Object.fromEntries(
    moveItem(
      entries,
      entries.findIndex(([key]) => key === String(part)),
      to,
    ),
  );
}

export function moveItem<T>(items: readonly T[], at: number, to: number): T[] {
  const item = items.slice(at, at + 1);
  return items.toSpliced(at, 1).toSpliced(to, 0, ...item);
}

function copyHolder(data: unknown, part: string | number): Holder {
  const isList = typeof part === 'number' && (Array.isArray(data) || !isHolder(data));
  const copy: unknown = isList ? (Array.isArray(data) ? [...(data as unknown[])] : []) : {};
  if (!isHolder(copy)) throw new TypeError('a copy is an object');
  return !isList && isHolder(data) && !Array.isArray(data) ? { ...data } : copy;
}

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null;
}

/** Equal as JSON is: keys in any order, none with the value undefined. */
export function sameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), b as Record<string, unknown>];
  return (
    left.length === Object.keys(b).length &&
    left.every(([key, value]) => Object.hasOwn(right, key) && sameData(value, right[key]))
  );
}
