import { suggestName } from '../definition/suggest.ts';

/** A stretch of time in which a zone keeps one offset. Times in ms since 1970 UTC, offsets in ms east of UTC. */
export interface ZonePeriod {
  /** Where the clock was set, or a time at which it was not. */
  from: number;
  until: number;
  offset: number;
  /** The offset before `from`, and from `until` on: the same as `offset` where the clock is not set. */
  before: number;
  after: number;
}

export interface TimeZone {
  /** IANA name as the system writes it. */
  name: string;
  periodAt(ms: number): ZonePeriod;
}

/** Where clocks were set costs a search each year: what was found is kept, for at most as many names as there are zones. */
const opened = new Map<string, TimeZone>();
const mostOpened = 600;

/** @returns null for a name that the system does not know */
export function openTimeZone(name: string): TimeZone | null {
  const known = opened.get(name);
  if (known !== undefined) return known;
  const format = createFormat(name);
  if (format === null) return null;
  if (opened.size >= mostOpened) opened.clear();
  const zone = createTimeZone(format);
  opened.set(name, zone);
  return zone;
}

function createTimeZone(format: Intl.DateTimeFormat): TimeZone {
  const offsetAt = (ms: number): number => readOffset(format, ms);
  const blocks = new Map<number, readonly number[]>();
  const changesOf = (block: number): readonly number[] => {
    const known = blocks.get(block) ?? findChanges(offsetAt, block * blockMs, (block + 1) * blockMs);
    blocks.set(block, known);
    return known;
  };
  let recent: ZonePeriod | null = null;
  return {
    name: format.resolvedOptions().timeZone,
    periodAt: (ms) => {
      if (recent !== null && recent.from <= ms && ms < recent.until) return recent;
      const block = Math.floor(ms / blockMs);
      const near = [block - 1, block, block + 1].flatMap(changesOf);
      const from = near.findLast((at) => at <= ms) ?? (block - 1) * blockMs;
      const until = near.find((at) => at > ms) ?? (block + 2) * blockMs;
      recent = { from, until, offset: offsetAt(ms), before: offsetAt(from - 1), after: offsetAt(until) };
      return recent;
    },
  };
}

/** What to say about a name that is none: `Stockholm` is near `Europe/Stockholm`. */
export function suggestTimeZone(name: string): string {
  const known = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  const wanted = name.trim().replaceAll(' ', '_').toLowerCase();
  const city = known.find((zone) => zone.toLowerCase().split('/').at(-1) === wanted.split('/').at(-1));
  if (city !== undefined) return `did you mean "${city}"?`;
  const near = suggestName(wanted, known);
  return near.startsWith('did') ? near : 'a name such as Europe/Stockholm, America/New_York or UTC';
}

/** `2027-03-28T03:30:00+02:00` */
export function toLocalTime(zone: TimeZone, ms: number): string {
  const { offset } = zone.periodAt(ms);
  const minutes = Math.abs(Math.round(offset / 60_000));
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, '0'));
  return `${wallToText(ms + offset)}${offset < 0 ? '-' : '+'}${hours}:${rest}`;
}

/** `2027-03-28T02:30:00`, of a wall time written as if it were UTC. */
export function wallToText(wall: number): string {
  return new Date(wall).toISOString().slice(0, 19);
}

const dayMs = 24 * 60 * 60 * 1000;
const blockMs = 366 * dayMs;

/** Shorter than any time that a zone kept an offset for: Morocco's Ramadan is 29 days. */
const stepMs = 7 * dayMs;

function createFormat(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset', year: 'numeric' });
  } catch {
    return null;
  }
}

function readOffset(format: Intl.DateTimeFormat, ms: number): number {
  const text = format.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0', seconds = '0'] =
    /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?/.exec(text) ?? [];
  const size = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -size : size;
}

/** The first moments of new offsets, from `start` (not itself) to `end`. */
function findChanges(offsetAt: (ms: number) => number, start: number, end: number): number[] {
  const changes: number[] = [];
  for (let at = start; at < end; at += stepMs) {
    const next = Math.min(at + stepMs, end);
    if (offsetAt(at) !== offsetAt(next)) changes.push(bisect(offsetAt, at, next));
  }
  return changes;
}

function bisect(offsetAt: (ms: number) => number, start: number, end: number): number {
  const old = offsetAt(start);
  let [low, high] = [start, end];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === old) low = middle;
    else high = middle;
  }
  return high;
}
