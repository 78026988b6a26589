/** What a cron text means, for words: null where only the text itself can say it. */
export type CronMeaning =
  | { readonly kind: 'everyMinutes'; readonly every: number }
  | { readonly kind: 'hourly'; readonly minute: number }
  | { readonly kind: 'everyHours'; readonly every: number; readonly minute: number }
  | { readonly kind: 'daily'; readonly time: string }
  | { readonly kind: 'weekdays'; readonly time: string }
  | { readonly kind: 'weekly'; readonly time: string; readonly days: readonly number[] }
  | { readonly kind: 'monthly'; readonly time: string; readonly day: number };

const presets: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
};

const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Reads the shapes that people mostly write; null for times that no clock shows. Days are those of cron: 0 is Sunday. */
export function readCron(text: string): CronMeaning | null {
  const cron = presets[text.trim().toLowerCase()] ?? text.trim();
  const [minute, hour, day, month, weekday, ...more] = cron.split(/\s+/);
  if (minute === undefined || hour === undefined || day === undefined || weekday === undefined) return null;
  if (more.length > 0 || month !== '*') return null;
  const every = readEvery(minute, 59);
  if (every !== null && [hour, day, weekday].every((part) => part === '*'))
    return { kind: 'everyMinutes', every };
  if (!isNumber(minute, 0, 59)) return null;
  return readHours(Number(minute), hour, day, weekday);
}

function readHours(minute: number, hour: string, day: string, weekday: string): CronMeaning | null {
  const every = readEvery(hour, 23);
  if (every !== null && day === '*' && weekday === '*')
    return every === 1 ? { kind: 'hourly', minute } : { kind: 'everyHours', every, minute };
  if (!isNumber(hour, 0, 23)) return null;
  const time = `${String(Number(hour)).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  if (day === '*' && weekday === '*') return { kind: 'daily', time };
  if (day === '*') return readDays(weekday, time);
  return weekday === '*' && isNumber(day, 1, 31) ? { kind: 'monthly', time, day: Number(day) } : null;
}

/** A star, with a step or without; null for others, and for steps that leave the hour or the day. */
function readEvery(text: string, most: number): number | null {
  const found = /^\*(?:\/(\d+))?$/.exec(text);
  const every = Number(found?.[1] ?? 1);
  return found !== null && every >= 1 && every <= most ? every : null;
}

function isNumber(text: string, least: number, most: number): boolean {
  return /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most;
}

function readDays(weekday: string, time: string): CronMeaning | null {
  const text = dayNames.reduce((days, name, at) => days.replaceAll(name, String(at)), weekday.toLowerCase());
  if (text === '1-5') return { kind: 'weekdays', time };
  const days = text.split(',');
  if (!days.every((one) => /^[0-7]$/.test(one))) return null;
  return { kind: 'weekly', time, days: days.map((one) => Number(one) % 7) };
}
