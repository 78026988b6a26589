import type { MetricValue } from '#contract/entities.ts';

/** `2026-11-20 14:03:22` in the user's own time zone; empty for nothing. */
export function wordTime(ms: number | null): string {
  if (ms === null) return '';
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return String(ms);
  const [year, month, day] = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  const [hour, minute, second] = [date.getHours(), date.getMinutes(), date.getSeconds()];
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

/** `850 ms`, `12.3 s`, `4 m 05 s`, `2 h 03 m`. */
export function wordDuration(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${minutes} m ${two(Math.floor((ms % 60_000) / 1000))} s`;
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} m`;
}

/** `512 B`, `1.5 kB`, `20 MB`: in thousands, as disks are sold. */
export function wordBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
  const text = unit === 0 || value >= 100 ? value.toFixed(0) : value.toFixed(1).replace(/\.0$/, '');
  return `${text} ${units[unit] ?? ''}`;
}

/** The number as it was logged; NaN and the infinities by name. */
export function wordMetric(value: MetricValue | null): string {
  return value === null ? '' : String(value);
}

/** A metric in a list that a person reads: four significant digits, whole numbers whole. Exact values are in JSON. */
export function wordMetricShort(value: MetricValue | null): string {
  if (typeof value !== 'number' || Number.isInteger(value)) return wordMetric(value);
  const size = Math.abs(value);
  if (size >= 1000) return value.toFixed(0);
  return String(Number(value.toPrecision(4)));
}

/** `1 run`, `2 runs`. */
export function wordCount(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
