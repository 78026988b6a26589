import { parseJson, type Json } from '#core/kernel/json.ts';

/** Stands for what may be a text of the user. */
const leftOut = '<left out>';

type Fields = Record<string, Json>;

/**
 * A line of a log without what a user may have written. Numbers stay; of texts only those of which it is known that
 * Stile itself makes them. The messages of errors are left out, since many name the value seen.
 */
export function redactLogLine(line: string): string {
  const fields = toFields(parseJson(line));
  if (fields === null) return line.trim() === '' ? '' : leftOut;
  const message = typeof fields['msg'] === 'string' ? fields['msg'] : '';
  return JSON.stringify(
    Object.fromEntries(Object.entries(fields).map(([key, value]) => [keyOf(key), redactField(key, value, message)])),
  ); // prettier-ignore
}

/** What every text of this field looks like that Stile makes. */
const known: Readonly<Record<string, RegExp>> = {
  time: /^\d{4}-\d\d-\d\dT[\d:.]+Z$/,
  // These two are sentences of the program, which has no other.
  msg: /^[\p{L}\d ,.:;’'-]{1,120}$/u,
  event: /^[\p{L}\d ,.:;’'-]{1,120}$/u,
  id: /^[0-9a-f]{8}-[0-9a-f-]{27}$/,
  pipelineRunId: /^[0-9a-f-]{8,36}$/,
  runId: /^[0-9a-f-]{8,36}$/,
  version: /^\d+\.\d+\.\d+[\w.-]{0,20}$/,
  code: /^[A-Z][A-Z0-9_]{2,40}$/,
  type: /^[A-Z][A-Za-z]{2,40}$/,
  state: /^[a-z]{1,20}$/,
  reason: /^[a-z-]{1,30}$/,
  signal: /^SIG[A-Z0-9]{1,10}$/,
};

/** Facts are named by the program; a name of another shape came in by mistake. */
function keyOf(key: string): string {
  return /^[A-Za-z]{1,30}$/.test(key) ? key : leftOut;
}

function redactField(key: string, value: Json, message: string): Json {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  if (key === 'err') return redactError(value);
  if (typeof value !== 'string') return leftOut;
  if (key === 'sql') return redactSql(value);
  // Elsewhere a path is one of the user's files; here it is the name of a procedure.
  if (key === 'path') return message === 'unexpected error in a call' && /^[A-Za-z]+(\.[A-Za-z]+){1,3}$/.test(value) ? value : leftOut; // prettier-ignore
  return known[key]?.test(value) === true ? value : leftOut;
}

/** A message may look like a place in a program, so that only these are named, and no functions. */
const ourFiles = /^(engine|engine-process|node-host|cli|supervisor)\.cjs$|^main\.js$/;

/** What kind of error it was, and where in the program. */
function redactError(value: Json): Json {
  const error = toFields(value);
  if (error === null) return leftOut;
  const text = (key: string): string => (typeof error[key] === 'string' ? error[key] : '');
  const matching = (key: string): string => (known[key]?.test(text(key)) === true ? text(key) : leftOut);
  const frames = text('stack')
    .split('\n')
    .flatMap((line) => {
      const [, file = '', place = ''] = /^ {4}at .*?([^\\/(]+):(\d{1,7}:\d{1,7})\)?$/.exec(line) ?? [];
      return place === '' ? [] : [`${ourFiles.test(file) ? file : '?'}:${place}`];
    });
  return {
    type: matching('type'),
    ...('code' in error && { code: typeof error['code'] === 'number' ? error['code'] : matching('code') }),
    at: frames.slice(0, 30),
  };
}

/** The statement as the program has it: names in quotes and literals may be of the user's. */
function redactSql(sql: string): string {
  return sql
    .slice(0, 2000)
    .replace(/'(?:[^']|'')*('|$)/g, "'?'")
    .replace(/"(?:[^"]|"")*("|$)|`[^`]*(`|$)|\[[^\]]*(\]|$)/g, '"?"')
    .replace(/\/\*[\s\S]*?(\*\/|$)|--.*/g, ' ');
}

function toFields(value: Json | undefined): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
}
