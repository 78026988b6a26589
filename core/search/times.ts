/** What a unit after a number of a time is worth, in ms. */
export const unitMs: ReadonlyMap<string, number> = new Map([
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 604_800_000],
]);

const dayPattern = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?))?(Z?)$/;

/** ms since 1970 UTC of a day, or a time of it, by the clock on the wall here, or in UTC with a Z; null for none. */
export function readDay(text: string): number | null {
  const [, day = '', time = '00:00', zone = ''] = dayPattern.exec(text) ?? [];
  const midnight = Date.parse(`${day}T00:00Z`);
  // The 31st of February is a day to the parser, but another one.
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== day) return null;
  const at = Date.parse(`${day}T${time}${zone}`);
  return Number.isNaN(at) ? null : at;
}
