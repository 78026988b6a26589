import { suggestName } from '../definition/suggest.ts';

/** What is wrong with a cron expression: the part of it, and what would be right. */
export interface CronProblem {
  value: string;
  expected: string;
}

const presets: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};

const presetNames: readonly string[] = [...Object.keys(presets), '@continuous', '@once'];

/** Five fields for a preset of time; `@continuous`, `@once` and everything else as it is, without spaces around. */
export function resolvePreset(text: string): string {
  const plain = text.trim().replaceAll(/\s+/g, ' ');
  return presets[plain.toLowerCase()] ?? (plain.startsWith('@') ? plain.toLowerCase() : plain);
}

/** Looks at the letters alone: whether such a time ever comes is for the calendar to say. null when it is right. */
export function checkCronText(text: string): CronProblem | null {
  const cron = resolvePreset(text);
  if (cron.startsWith('@')) {
    if (presetNames.includes(cron)) return null;
    return { value: text, expected: `five fields or a preset: ${suggestName(cron, presetNames)}` };
  }
  const parts = cron === '' ? [] : cron.split(' ');
  if (parts.length !== fields.length) {
    const surplus = parts.length === 6 ? '; seconds are not a field here' : '';
    return {
      value: text,
      expected: `five fields (minute, hour, day of month, month, day of week), not ${parts.length}${surplus}`,
    };
  }
  for (const [index, field] of fields.entries()) {
    const problem = checkField(parts[index] ?? '', field);
    if (problem !== null) return problem;
  }
  return null;
}

/** Only `*` is each hour, as in Airflow: such a job follows the time that goes by, not the hands of the clock. */
export function isHourly(cron: string): boolean {
  return cron.split(' ')[1] === '*';
}

interface Field {
  name: string;
  min: number;
  max: number;
  names: readonly string[];
  /** What else may stand where a number does. */
  extra: RegExp | null;
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const weekdays = 'sun mon tue wed thu fri sat'.split(' ');

const fields: readonly Field[] = [
  { name: 'minute', min: 0, max: 59, names: [], extra: null },
  { name: 'hour', min: 0, max: 23, names: [], extra: null },
  { name: 'day of month', min: 1, max: 31, names: [], extra: /^l$/i },
  { name: 'month', min: 1, max: 12, names: months, extra: null },
  { name: 'day of week', min: 0, max: 7, names: weekdays, extra: /^(?:[0-7]l|[0-7]#[1-5])$/i },
];

function checkField(text: string, field: Field): CronProblem | null {
  if (text.includes('#') && text.includes(','))
    return { value: text, expected: `${field.name}: # stands alone, such as 5#3 for the third Friday` };
  for (const item of text.split(',')) {
    const expected = checkItem(item, field);
    if (expected !== null) return { value: text, expected: `${field.name}: ${expected}` };
  }
  return null;
}

/** `*`, `5`, `5-9`, each with or without `/2`. */
function checkItem(item: string, field: Field): string | null {
  if (item === '') return `${rangeOf(field)} on each side of a comma`;
  if (field.extra?.test(item) === true) return null;
  const [span = '', ...steps] = item.split('/');
  if (steps.length > 1 || steps.some((step) => !/^0*[1-9]\d*$/.test(step)))
    return 'a step is one whole number above 0, such as */5';
  return span === '*' ? null : checkSpan(span, field);
}

function checkSpan(span: string, field: Field): string | null {
  const ends = span.split('-');
  const numbers = ends.map((end) => toNumber(end, field));
  if (ends.length > 2 || numbers.includes(null)) return `numbers are ${rangeOf(field)}`;
  const [first, last = first] = numbers;
  if (first == null || last == null || first <= last) return null;
  return `a range goes upwards: ${span} would be ${last}-${first}`;
}

function rangeOf({ min, max, names }: Field): string {
  const words = names.length === 0 ? '' : ` or ${names.slice(0, 3).join(', ')} ...`;
  return `${min} to ${max}${words}`;
}

function toNumber(text: string, { min, max, names }: Field): number | null {
  const named = names.indexOf(text.toLowerCase());
  if (named !== -1) return named + min;
  if (!/^\d{1,4}$/.test(text)) return null;
  const value = Number(text);
  return value >= min && value <= max ? value : null;
}
