/** What one value looks like; `na` is a word for "missing" that is a text where texts are expected. */
export type ValueKind = 'boolean' | 'integer' | 'number' | 'datetime' | 'na' | 'text';

const integer = /^[+-]?(0|[1-9]\d{0,15})$/;
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/;
/** 007 is a label, not a number. */
const padded = /^[+-]?0\d/;
/** ISO 8601 dates and times, with a space too. */
const datetime =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-][01]\d:?[0-5]\d)?)?$/;
const truthWords = new Set(['true', 'false', 'True', 'False', 'TRUE', 'FALSE']);
const naWords = new Set(['NA', 'N/A', 'n/a', 'NaN', 'nan', 'null', 'NULL', 'None', '#N/A']);

/** Looks at the first character first: most values of a table are decided by it. */
export function findKind(value: string): ValueKind {
  const first = value.charCodeAt(0);
  if (first <= 57 && mayStartNumber(first)) return findNumericKind(value);
  // The longest word that means something else than a text has five letters.
  if (value.length > 5) return 'text';
  if (naWords.has(value)) return 'na';
  return truthWords.has(value) ? 'boolean' : 'text';
}

/** A digit, `+`, `-` or `.` */
function mayStartNumber(code: number): boolean {
  return code >= 48 || code === 43 || code === 45 || code === 46;
}

export function isNaWord(value: string): boolean {
  return naWords.has(value);
}

function findNumericKind(value: string): ValueKind {
  if (value.length > 40) return 'text';
  if (integer.test(value)) return 'integer';
  if (decimal.test(value)) {
    return !padded.test(value) && Number.isFinite(Number(value)) ? 'number' : 'text';
  }
  return datetime.test(value) ? 'datetime' : 'text';
}
