import { formatMoment } from '#renderer/parts/times.ts';

/** One value that a change moved. What was not there, or is no longer, is null. */
export type ChangedFact = {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
};

/**
 * What a change moved, from what was recorded before and after it. A row of a tag or an alias names it in one field and
 * its value in another: together they are one fact.
 */
export function readChangedFacts(before: unknown, after: unknown): readonly ChangedFact[] {
  const [old, now] = [asRecord(before), asRecord(after)];
  const named = readNamed(old, now);
  if (named !== null)
    return [named, ...listFacts(old, now, new Set(['key', 'value', 'alias', 'version', ...untold]))];
  return listFacts(old, now, untold);
}

/** Kept for the way back alone: who said before, and when, what the other facts tell. */
const untold: ReadonlySet<string> = new Set(['kept']);

function readNamed(old: Fields, now: Fields): ChangedFact | null {
  for (const [name, value] of [
    ['key', 'value'],
    ['alias', 'version'],
  ] as const) {
    const key = now[name] ?? old[name];
    if (typeof key !== 'string') continue;
    const field = name === 'alias' ? `@${key}` : key;
    return { field, before: wordValue(field, old[value]), after: wordValue(field, now[value]) };
  }
  return null;
}

function listFacts(old: Fields, now: Fields, without: ReadonlySet<string>): readonly ChangedFact[] {
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((field) => !without.has(field))
    .map((field) => ({ field, before: wordValue(field, old[field]), after: wordValue(field, now[field]) }))
    .filter((fact) => fact.before !== fact.after);
}

type Fields = Readonly<Record<string, unknown>>;

function asRecord(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** Moments are kept in ms. */
const isMoment = /^until$|At$/;

function wordValue(field: string, value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' && isMoment.test(field)) return formatMoment(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
