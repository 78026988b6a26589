import type { ColumnKind } from '../value-columns.ts';
import { quoteKey } from '../value-columns.ts';

/** What a condition is about, as the search language names it: `metrics.loss`, `status`. */
export type ConditionKey = { readonly kind: ColumnKind | 'attribute'; readonly key: string };

/** Attributes that a condition is worth making of. */
export const filterAttributes = ['status', 'run_name', 'user_id', 'start_time', 'end_time'] as const;

export const numberOperators = ['>=', '>', '<=', '<', '=', '!='] as const;
export const textOperators = ['=', '!=', 'contains', 'IN', 'NOT IN'] as const;
export const presenceOperators = ['IS NOT NULL', 'IS NULL'] as const;
export type ConditionOperator =
  (typeof numberOperators)[number] | (typeof textOperators)[number] | (typeof presenceOperators)[number];

/** `metrics.loss` as it is shown and typed; keys stand as they are, without quotes. */
export function keyLabel({ kind, key }: ConditionKey): string {
  return kind === 'attribute' ? key : `${kind}.${key}`;
}

/** Null for what names nothing that can be searched. */
export function readKey(label: string): ConditionKey | null {
  const [, kind, key] = /^(metrics|params|tags)\.(.+)$/s.exec(label.trim()) ?? [];
  if (kind !== undefined && key !== undefined) return { kind: kind as ColumnKind, key };
  const name = label.trim();
  return (filterAttributes as readonly string[]).includes(name) ? { kind: 'attribute', key: name } : null;
}

export function isNumberKey({ kind, key }: ConditionKey): boolean {
  return kind === 'metrics' || key === 'start_time' || key === 'end_time';
}

export function isTimeKey({ kind, key }: ConditionKey): boolean {
  return kind === 'attribute' && (key === 'start_time' || key === 'end_time');
}

export function operatorsOf(key: ConditionKey): readonly ConditionOperator[] {
  if (isTimeKey(key)) return ['>=', '>', '<=', '<'];
  return [...(isNumberKey(key) ? numberOperators : textOperators), ...presenceOperators];
}

/** A condition in the search language; null while the value is none that the key takes. */
export function conditionText(key: ConditionKey, operator: ConditionOperator, value: string): string | null {
  const left = key.kind === 'attribute' ? key.key : `${key.kind}.${quoteKey(key.key)}`;
  if (operator === 'IS NULL' || operator === 'IS NOT NULL') return `${left} ${operator}`;
  const right = isNumberKey(key) ? numberText(key, value) : textsText(operator, value);
  if (right === null) return null;
  return `${left} ${operator === 'contains' ? 'ILIKE' : operator} ${right}`;
}

/** A time before now, as the search language writes it: `-7d`. */
const agoPattern = /^-\d+(?:\.\d+)?[smhdw]$/;

function numberText(key: ConditionKey, value: string): string | null {
  const text = value.trim().replace(',', '.');
  if (isTimeKey(key) && agoPattern.test(text)) return text;
  const number = isTimeKey(key) ? Date.parse(value) : text === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) ? String(number) : null;
}

function textsText(operator: ConditionOperator, value: string): string | null {
  if (operator === 'IN' || operator === 'NOT IN') {
    const values = value.split(',').flatMap((item) => item.trim() || []);
    return values.length === 0 ? null : `(${values.map(quoteText).join(', ')})`;
  }
  if (operator === 'contains') return value === '' ? null : quoteText(`%${value}%`);
  return value === '' ? null : quoteText(value);
}

/** As the engine prints a text: in single quotes, or in double ones where MLflow needs them. */
export function quoteText(value: string): string {
  if (value.includes("'") && !value.includes('"')) return `"${value}"`;
  return `'${value.replaceAll("'", "''")}'`;
}

export function joinClauses(texts: readonly string[]): string {
  if (texts.length < 2) return texts.join('');
  return texts.map((text) => (isList(text) ? `(${text})` : text)).join(' AND ');
}

/** A single clause of ORs stands without parentheses until another comes beside it. */
function isList(text: string): boolean {
  return (
    / OR /i.test(text) && !/^(?:NOT )?\(.*\)$/s.test(text) && !/^[^'"]*(['"])(?:(?!\1).|\1\1)*\1$/s.test(text)
  );
}
