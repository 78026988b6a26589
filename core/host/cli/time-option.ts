import { InvalidArgumentError } from 'commander';

/** Year, month, day and, with more, hour, minute, second; a zone at the end counts, without it is the machine's own. */
const written = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** What people type as a time, as ms since 1970 UTC; a day alone is its first moment. */
export function parseFrom(text: string): number {
  return readTime(text, 0);
}

/** As `parseFrom`; a day alone is its last moment, so that it lies in a range that ends with it. */
export function parseUntil(text: string): number {
  return readTime(text, 1) - (isDay(text) ? 1 : 0);
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

/** @param moreDays added to a day that stands alone */
function readTime(text: string, moreDays: number): number {
  const groups = written.exec(text);
  const parts = [1, 2, 3, 4, 5, 6].map((i) => Number(groups?.[i] ?? 0));
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  // Days and hours that do not exist come out as others.
  const wall = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const isReal = groups !== null && wall.toISOString().slice(0, 19) === toWall(parts);
  if (!isReal) {
    throw new InvalidArgumentError(
      `"${text}" is no time. Write 2026-11-20, 2026-11-20T06:00 or 2026-11-20T06:00Z.`,
    );
  }
  const zone = groups[7];
  if (zone !== undefined) return wall.getTime() - zoneMs(zone);
  return new Date(year, month - 1, day + (isDay(text) ? moreDays : 0), hour, minute, second).getTime();
}

function toWall(parts: readonly number[]): string {
  const [year = '', month = '', day = '', ...clock] = parts.map((part, i) =>
    String(part).padStart(i === 0 ? 4 : 2, '0'),
  );
  return `${year}-${month}-${day}T${clock.join(':')}`;
}

/** `+02:00` as ms */
function zoneMs(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
}
