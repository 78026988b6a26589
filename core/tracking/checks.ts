import { posix } from 'node:path';
import type { MetricValue } from '#contract/entities.ts';
import { limits } from '#contract/inputs.ts';
import { invalidArgument, showValue, StileError } from '#core/kernel/errors.ts';

/**
 * The rules for what is logged, as MLflow's validation has them (mlflow/utils/validation.py), except that a value over
 * its limit is refused by name and never cut: the MLflow surface cuts before it calls where MLflow itself would.
 */

const keyCharacters = /^[\p{L}\p{M}\p{N}_\-./: ]+$/u;

/** @throws INVALID_ARGUMENT or LIMIT_EXCEEDED */
export function checkKey(field: string, key: string): void {
  if (key === '') throw invalidArgument(field, key, 'a key needs at least one character', 'Give it a name.');
  checkLength(field, key, limits.keyCharacters);
  if (!keyCharacters.test(key)) {
    throw invalidArgument(
      field,
      key,
      'keys hold letters, digits, underscores, dashes, dots, slashes, colons and spaces only',
      'Replace the other characters.',
    );
  }
  if (!isNormalPath(key)) {
    throw invalidArgument(
      field,
      key,
      'a key with slashes must be a plain relative path',
      'Take out doubled slashes, "." and ".." parts, and a slash at the start or the end.',
    );
  }
}

/** Equal to Python's `posixpath.normpath(key) == key`, and not a path that leaves its folder. */
function isNormalPath(key: string): boolean {
  return (
    key !== '.' &&
    !key.startsWith('..') &&
    !key.startsWith('/') &&
    !key.endsWith('/') &&
    posix.normalize(key) === key
  );
}

/** `max` counts Unicode characters, as MLflow does in Python. @throws LIMIT_EXCEEDED */
export function checkLength(field: string, text: string, max: number): void {
  if (text.length <= max) return;
  const actual = countCharacters(text);
  if (actual <= max) return;
  throw new StileError(
    'LIMIT_EXCEEDED',
    `${field} has ${actual} characters ("${showValue(text)}"), at most ${max} are kept. Shorten it; long text can be logged as an artifact.`,
    { what: field, limit: max, actual, unit: 'characters' },
  );
}

/** A character beyond U+FFFF is one, where `length` counts the two halves of its surrogate pair. */
function countCharacters(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) count++;
  return count;
}

/** @throws LIMIT_EXCEEDED */
export function checkCount(field: string, count: number, max: number): void {
  if (count <= max) return;
  throw new StileError(
    'LIMIT_EXCEEDED',
    `${field} has ${count} items, one call takes at most ${max}. Split it into several calls.`,
    { what: field, limit: max, actual: count, unit: 'items' },
  );
}

export function checkExperimentName(name: string): void {
  if (name.trim() === '')
    throw invalidArgument('name', name, 'an experiment needs a name', 'Give it at least one letter.');
  checkLength('name', name, limits.experimentNameCharacters);
}

/** A metric's value as SQLite keeps it: NaN, which SQLite has no number for, as 0 with a flag. */
export interface StoredValue {
  value: number;
  isNan: 0 | 1;
}

export function metricValueToStored(value: MetricValue): StoredValue {
  if (value === 'NaN') return { value: 0, isNan: 1 };
  return { value: typeof value === 'number' ? value : Number(value), isNan: 0 };
}

export function storedToMetricValue(value: number, isNan: number): MetricValue {
  if (isNan === 1) return 'NaN';
  if (Number.isFinite(value)) return value;
  return value > 0 ? 'Infinity' : '-Infinity';
}
