import { CronExpressionParser, type CronFieldCollection } from 'cron-parser';

/**
 * The times of a cron expression on a clock without a zone. A wall time is written as ms since 1970 as if the clock
 * were UTC's; what a zone makes of it is for `cron-times.ts` to say.
 */
export interface WallTimes {
  /** The first at `wall` or later; null when there is none. */
  from(wall: number): number | null;
}

/**
 * cron-parser reads the fields. It is not asked for times: it finds them step by step, 0.1 to 1 ms each, which is too
 * long for a list of ten thousand; here a day is a look at three sets. A test compares the two.
 * @param cron five fields that `checkCronText` has passed; what cron-parser refuses all the same, such as 30 February,
 * never comes
 */
export function createWallTimes(cron: string): WallTimes {
  const fields = readFields(cron);
  if (fields === null) return { from: () => null };
  const isDay = createDayTest(fields);
  const months = new Set<number>(fields.month.values);
  const minutes = listMinutes(fields);
  return {
    from: (wall) => {
      const start = Math.ceil(wall / minuteMs) * minuteMs;
      const today = Math.floor(start / dayMs) * dayMs;
      const rest = isDay(today) ? minutes.find((minute) => today + minute * minuteMs >= start) : undefined;
      if (rest !== undefined) return today + rest * minuteMs;
      const day = findDay(today + dayMs, months, isDay);
      return day === null ? null : day + (minutes[0] ?? 0) * minuteMs;
    },
  };
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** From 29 February to the next there are up to eight years, around 2100. */
const longestWaitMs = 9 * 366 * dayMs;

function readFields(cron: string): CronFieldCollection | null {
  try {
    return CronExpressionParser.parse(cron, { tz: 'UTC', currentDate: new Date(0) }).fields;
  } catch {
    return null;
  }
}

/** Of a day, ascending. */
function listMinutes({ hour, minute }: CronFieldCollection): number[] {
  return hour.values.flatMap((h) => minute.values.map((m) => h * 60 + m)).sort((a, b) => a - b);
}

function findDay(from: number, months: ReadonlySet<number>, isDay: (day: number) => boolean): number | null {
  for (let day = from; day < from + longestWaitMs;) {
    const date = new Date(day);
    if (!months.has(date.getUTCMonth() + 1)) day = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
    else if (isDay(day)) return day;
    else day += dayMs;
  }
  return null;
}

/**
 * Whether a day, given by its first moment, is one of the expression. As in every cron: where both the day of the month
 * and the day of the week are given, one of the two is enough.
 */
function createDayTest(fields: CronFieldCollection): (day: number) => boolean {
  const { month, dayOfMonth, dayOfWeek } = fields;
  const [months, dates] = [new Set<number>(month.values), new Set<unknown>(dayOfMonth.values)];
  const weekdays = dayOfWeek.values.map(String);
  const plain = new Set(weekdays.filter((text) => /^\d$/.test(text)).map((text) => Number(text) % 7));
  const last = new Set(weekdays.filter((text) => text.endsWith('L')).map((text) => Number(text[0]) % 7));
  return (day) => {
    const date = new Date(day);
    if (!months.has(date.getUTCMonth() + 1)) return false;
    const [number, weekday] = [date.getUTCDate(), date.getUTCDay()];
    const left = daysInMonth(date) - number;
    const isDate = dates.has(number) || (dayOfMonth.hasLastChar && left === 0);
    const isNth = dayOfWeek.nthDay === 0 || Math.ceil(number / 7) === dayOfWeek.nthDay;
    const isWeekday = (plain.has(weekday) && isNth) || (last.has(weekday) && left < 7);
    if (dayOfWeek.isWildcard) return isDate;
    return isWeekday || (isDate && !dayOfMonth.isWildcard);
  };
}

function daysInMonth(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}
