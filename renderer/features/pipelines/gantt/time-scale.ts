import { numberFormat } from '#renderer/parts/intl-formats.ts';

/** A span of time, in ms since 1970 UTC. */
export type TimeRange = { readonly from: number; readonly to: number };

/** A round time along the axis: how far in percent, and how long after the beginning of the run, in ms. */
export type Tick = { readonly left: number; readonly afterMs: number };

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const units: readonly (readonly [number, readonly number[]])[] = [
  [1, [1, 2, 5, 10, 20, 50, 100, 200, 500]],
  [second, [1, 2, 5, 10, 15, 30]],
  [minute, [1, 2, 5, 10, 15, 30]],
  [hour, [1, 2, 3, 6, 12]],
  [day, [1, 2, 7, 14, 30, 90, 365]],
];
const steps = units.flatMap(([unit, factors]) => factors.map((factor) => unit * factor));

/** The shortest time that is shown at once, in ms. */
const least = 10;

/** Where a moment lies, in percent of the range; outside of it below 0 or above 100. */
export function percentAt({ from, to }: TimeRange, at: number): number {
  return to <= from ? 0 : ((at - from) / (to - from)) * 100;
}

/** Round times of the range, counted from `origin`, at most `most` of them. */
export function ticksOf(range: TimeRange, origin: number, most: number): readonly Tick[] {
  const step = stepOf(range, most);
  const ticks: Tick[] = [];
  for (let after = Math.ceil((range.from - origin) / step) * step; origin + after <= range.to; after += step)
    ticks.push({ left: percentAt(range, origin + after), afterMs: after });
  return ticks;
}

/** The shortest round step with at most `most` of them in the range, in ms. */
export function stepOf({ from, to }: TimeRange, most: number): number {
  return steps.find((step) => (to - from) / step <= most) ?? Math.ceil((to - from) / most / day) * day;
}

/** Closer by a factor above 1, farther by one below, around a place in percent; never beyond the whole. */
export function zoomRange(range: TimeRange, whole: TimeRange, factor: number, around = 50): TimeRange {
  const length = Math.max(least, (range.to - range.from) / factor);
  if (length >= whole.to - whole.from) return whole;
  const anchor = range.from + ((range.to - range.from) * around) / 100;
  return keepInside(anchor - (length * around) / 100, length, whole);
}

/** Along by a share of what is in view. */
export function moveRange(range: TimeRange, whole: TimeRange, share: number): TimeRange {
  const length = range.to - range.from;
  return keepInside(range.from + length * share, length, whole);
}

function keepInside(from: number, length: number, whole: TimeRange): TimeRange {
  const start = Math.max(whole.from, Math.min(from, whole.to - length));
  return { from: start, to: start + length };
}

/** How long after the beginning, with as few words as a round time needs: `+4 s`, `+1 m 30 s`, `+2 h`, `+1.5 s`. */
export function formatAfter(ms: number, locale: string): string {
  const sign = ms < 0 ? '−' : '+';
  const size = Math.abs(ms);
  if (size < second) return `${sign}${String(Math.round(size))} ms`;
  if (size < minute) {
    const text = numberFormat(locale, { maximumFractionDigits: 3 }).format(size / second);
    return `${sign}${text} s`;
  }
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(size / day), 'd'],
    [Math.floor(size / hour) % 24, 'h'],
    [Math.floor(size / minute) % 60, 'm'],
    [Math.floor(size / second) % 60, 's'],
  ];
  return `${sign}${parts
    .filter(([value]) => value > 0)
    .map(([value, unit]) => `${String(value)} ${unit}`)
    .join(' ')}`;
}
