import { withMinus } from '../figures.ts';
import { formatDuration } from '../times.ts';
import { dateFormat, numberFormat } from '../intl-formats.ts';

/** What the numbers along x are. */
export type XKind = 'number' | 'time' | 'duration';

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** Texts of ticks that lie `step` apart. */
export function tickTexts(values: readonly number[], step: number, locale: string): readonly string[] {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest !== 0 && (largest < 1e-3 || largest >= 1e12)) {
    return values.map((value) =>
      value === 0 ? '0' : value.toExponential().replaceAll('-', '−').replace('e+', 'e'),
    );
  }
  const isLarge = largest >= 10_000;
  const decimals = decimalsOf(step);
  const format = numberFormat(
    locale,
    isLarge
      ? { notation: 'compact', maximumSignificantDigits: 4 }
      : { minimumFractionDigits: 0, maximumFractionDigits: decimals },
  );
  return values.map((value) => withMinus(format.format(value)));
}

/** So many as the step itself has: 2.5 needs one, 10 none. */
function decimalsOf(step: number): number {
  const exponent = Math.floor(Math.log10(step) + 1e-9);
  const hasHalf = Math.abs((step / 10 ** exponent) % 1) > 1e-6;
  return Math.min(8, Math.max(0, -exponent + (hasHalf ? 1 : 0)));
}

const units = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'm'],
  [1000, 's'],
  [1, 'ms'],
] as const;

/** In the largest unit that needs no part of it: `90 s` is `1.5 m`, `4 m 00 s` is `4 m`. */
function shortDuration(ms: number, locale: string): string {
  if (ms === 0) return '0';
  const [size, unit] = units.find(([size]) => Math.abs(ms) >= size) ?? [1, 'ms'];
  return withMinus(`${numberFormat(locale, { maximumFractionDigits: 2 }).format(ms / size)} ${unit}`);
}

export function xTexts(
  values: readonly number[],
  step: number,
  { kind, locale }: { kind: XKind; locale: string },
): readonly string[] {
  if (kind === 'number') return tickTexts(values, step, locale);
  if (kind === 'duration') return values.map((value) => shortDuration(value, locale));
  const format = dateFormat(
    locale,
    step >= dayMs
      ? { day: 'numeric', month: 'short' }
      : { hour: '2-digit', minute: '2-digit', ...(step < minuteMs && { second: '2-digit' }) },
  );
  return values.map((value) => (isMoment(value) ? format.format(value) : ''));
}

/** Far out on a zoomed axis there are no dates. */
function isMoment(value: number): boolean {
  return Math.abs(value) <= 8.64e15;
}

/** One x for reading: at the crosshair, in tables. */
export function xText(value: number, { kind, locale }: { kind: XKind; locale: string }): string {
  // Points that were logged before the run began lie below zero.
  if (kind === 'duration') return `${value < 0 ? '−' : ''}${formatDuration(Math.abs(value), locale)}`;
  if (kind === 'time') {
    if (!isMoment(value)) return '–';
    return dateFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }).format(value);
  }
  return withMinus(numberFormat(locale, { maximumSignificantDigits: 8 }).format(value));
}

const durations = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000,
  600_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 14_400_000, 21_600_000, 43_200_000, 86_400_000,
  172_800_000, 432_000_000, 864_000_000, 2_592_000_000,
];

/** The steps that ticks of a duration may have, in ms. */
export const durationSteps: readonly number[] = durations;

/** Round numbers from `from` to `to`, about `count` of them; powers of ten on a logarithmic axis. */
export function niceTicks(
  { from, to }: { from: number; to: number },
  count: number,
  isLog: boolean,
): readonly number[] {
  if (isLog) {
    const [low, high] = [Math.ceil(Math.log10(from) - 1e-9), Math.floor(Math.log10(to) + 1e-9)];
    return Array.from({ length: Math.max(0, high - low + 1) }, (_, i) => 10 ** (low + i));
  }
  const rough = (to - from) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 2.5, 5, 10].find((each) => each * power >= rough) ?? 10);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}
