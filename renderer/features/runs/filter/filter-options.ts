import type { FilterOption } from '#renderer/parts/filter-option-list.tsx';
import type { ValueColumn } from '../value-columns.ts';
import { quoteKey } from '../value-columns.ts';
import { filterAttributes, isNumberKey, isTimeKey, quoteText } from './condition-text.ts';
import type { ConditionKey } from './condition-text.ts';
import type { FilterCursor } from './filter-cursor.ts';

type Known = {
  readonly columns: readonly ValueColumn[];
  /** Values of the key at the cursor, with how many runs have each. */
  readonly values: readonly { readonly value: string; readonly count: number }[];
  readonly formatCount: (count: number) => string;
};

const mostOptions = 12;
const numberOperators = ['>=', '<=', '>', '<', '=', '!=', 'IS NOT NULL', 'IS NULL'] as const;
const timeOperators = ['>=', '<=', '>', '<'] as const;
const textOperators = ['=', '!=', 'IN', 'NOT IN', 'LIKE', 'ILIKE', 'IS NOT NULL', 'IS NULL'] as const;
const timesAgo = ['-1h', '-24h', '-7d', '-30d'] as const;

/** What can stand at the cursor: keys, comparisons, values that runs have, AND and OR. */
export function listOptions(cursor: FilterCursor, known: Known): readonly FilterOption[] {
  const found = optionsOf(cursor, known).slice(0, mostOptions);
  const [only] = found;
  // What is written in full already needs no completion.
  return found.length === 1 && only?.insert.trim() === cursor.typed ? [] : found;
}

function optionsOf(cursor: FilterCursor, known: Known): readonly FilterOption[] {
  switch (cursor.wants) {
    case 'key':
      return keyOptions(cursor, known);
    case 'operator':
      return words(cursor, operatorsOf(cursor.key), (operator) => insertOperator(operator));
    case 'value':
      return valueOptions(cursor, known);
    case 'join':
      return words(cursor, ['AND', 'OR'], (word) => `${word} `);
  }
}

function operatorsOf(key: ConditionKey): readonly string[] {
  if (isTimeKey(key)) return timeOperators;
  return isNumberKey(key) ? numberOperators : textOperators;
}

function insertOperator(operator: string): string {
  return operator === 'IN' || operator === 'NOT IN' ? `${operator} (` : `${operator} `;
}

function words(
  { from, to, typed }: FilterCursor,
  all: readonly string[],
  insert: (word: string) => string,
): readonly FilterOption[] {
  return all
    .filter((word) => word.startsWith(typed.toUpperCase()))
    .map((word) => ({ label: word, meta: '', from, to, insert: insert(word) }));
}

/** Keys that begin with what is written come before those that only hold it. */
function keyOptions(
  { from, to, typed }: FilterCursor,
  { columns, formatCount }: Known,
): readonly FilterOption[] {
  const wanted = typed.replaceAll('`', '').toLowerCase();
  const isOwn = wanted.includes('mlflow');
  const logged = columns
    .filter(({ key }) => isOwn || !key.startsWith('mlflow.'))
    .map(({ id, kind, key, samples, count }) => ({
      label: id,
      name: key.toLowerCase(),
      meta: [
        samples.slice(0, 3).map(shorten).join(', ').slice(0, 32),
        count === null ? '' : formatCount(count),
      ]
        .filter((part) => part !== '')
        .join(' · '),
      insert: `${kind}.${quoteKey(key)} `,
    }));
  const attributes = filterAttributes.map((name) => ({ label: name, name, meta: '', insert: `${name} ` }));
  const found = [...logged, ...attributes].filter(({ label }) => label.toLowerCase().includes(wanted));
  const first = (one: { readonly label: string; readonly name: string }): boolean =>
    one.name.startsWith(wanted) || one.label.toLowerCase().startsWith(wanted);
  return [...found.filter(first), ...found.filter((one) => !first(one))].map(({ label, meta, insert }) => ({
    ...{ label, meta, insert, from, to },
  }));
}

/** A number to four digits; another text as it is. */
function shorten(sample: string): string {
  const isLong = sample.length > 7 && Number.isFinite(Number(sample));
  return isLong ? String(Number(Number(sample).toPrecision(4))) : sample;
}

function valueOptions(
  cursor: Extract<FilterCursor, { wants: 'value' }>,
  { columns, values, formatCount }: Known,
): readonly FilterOption[] {
  const { from, to, typed, key, inList } = cursor;
  // A text whose quotes are closed is written in full.
  if (/^(['"]).*\1$/s.test(typed) && typed.length > 1) return [];
  const after = inList ? '' : ' ';
  const plain = (texts: readonly string[]): readonly FilterOption[] =>
    texts
      .filter((text) => text.startsWith(typed))
      .map((text) => ({ label: text, meta: '', from, to, insert: `${text}${after}` }));
  if (isTimeKey(key)) return plain(timesAgo);
  if (isNumberKey(key)) return plain(columns.find(({ id }) => id === `metrics.${key.key}`)?.samples ?? []);
  return values.map(({ value, count }) => ({
    label: value,
    meta: formatCount(count),
    ...{ from, to },
    insert: `${quoteText(value)}${after}`,
  }));
}

/** What a value of a text must hold, without the quotes that are typed. */
export function wantedText({ typed }: FilterCursor): string {
  return typed.replace(/^['"]/, '').replace(/['"]$/, '');
}
