import type { TFunction } from 'i18next';
import { dateFormat, numberFormat } from './intl-formats.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How long ago, short; after seven days the date itself. */
export function formatAgo(at: number, now: number, locale: string, t: TFunction): string {
  const age = now - at;
  if (age < minuteMs) return t('time.justNow');
  if (age < hourMs) return t('time.minutes', { count: Math.floor(age / minuteMs) });
  if (age < dayMs) return t('time.hours', { count: Math.floor(age / hourMs) });
  if (age < 7 * dayMs) return t('time.days', { count: Math.floor(age / dayMs) });
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return dateFormat(locale, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(at);
}

/** A point in time for "since": `14:02` today, `14 Nov 11:48` before. */
export function formatSince(at: number, now: number, locale: string): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return dateFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    ...(isToday ? {} : { day: 'numeric', month: 'short' }),
  })
    .format(at)
    .replace(',', '');
}

/** The moment itself with its zone, for hover, details and copies: `2026-11-20 14:03:22 +01:00`. */
export function formatMoment(at: number): string {
  const date = new Date(at);
  const day = [date.getFullYear(), pad(date.getMonth() + 1), pad(date.getDate())].join('-');
  const time = [pad(date.getHours()), pad(date.getMinutes()), pad(date.getSeconds())].join(':');
  return `${day} ${time} ${zone(date)}`;
}

/** A duration in the two largest units: `40 ms`, `1.2 s`, `2 m 50 s`, `3 h 07 m`, `4 d 2 h`. */
export function formatDuration(ms: number, locale: string): string {
  if (ms < 95) return `${String(Math.max(0, Math.round(ms)))} ms`;
  if (ms < 10_000) {
    const seconds = Math.max(0, ms) / 1000;
    return `${numberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(seconds)} s`;
  }
  const seconds = Math.floor(ms / 1000);
  if (ms < minuteMs) return `${String(seconds)} s`;
  if (ms < hourMs) return `${String(Math.floor(seconds / 60))} m ${pad(seconds % 60)} s`;
  if (ms < dayMs) return `${String(Math.floor(seconds / 3600))} h ${pad(Math.floor(seconds / 60) % 60)} m`;
  return `${String(Math.floor(seconds / 86_400))} d ${String(Math.floor(seconds / 3600) % 24)} h`;
}

function zone(date: Date): string {
  const minutes = -date.getTimezoneOffset();
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
