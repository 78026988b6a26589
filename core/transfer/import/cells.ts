import { createHash } from 'node:crypto';
import type { Lifecycle, MetricValue, RunStatus } from '#contract/entities.ts';
import type { LoggedModelStatus } from '#contract/logged-models.ts';
import type { ModelStage } from '#contract/registry.ts';

/* What another store wrote, as values of this one. None of it is trusted to have the type that it should have. */

/** A text; empty for nothing. */
export function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean'
    ? String(value)
    : '';
}

/** A text that is there and not empty, or null. */
export function toMaybeText(value: unknown): string | null {
  const text = toText(value);
  return text === '' ? null : text;
}

/** A whole number that is exact, or null. Texts of digits count: some stores and servers write those. */
export function toWhole(value: unknown): number | null {
  const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

export function toTime(value: unknown): number {
  return toWhole(value) ?? 0;
}

export function toLifecycle(value: unknown): Lifecycle {
  return value === 'deleted' ? 'deleted' : 'active';
}

/** By name, or by MLflow's number (mlflow/entities/run_status.py). */
export function toRunStatus(value: unknown): RunStatus {
  const found = runStatuses.find((status, index) => status === value || index + 1 === Number(value));
  return found ?? 'FINISHED';
}

const runStatuses: readonly RunStatus[] = ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'];

/** By name, with or without its prefix, or by MLflow's number (mlflow/entities/logged_model_status.py). */
export function toModelStatus(value: unknown): LoggedModelStatus {
  const name = toText(value).replace(/^LOGGED_MODEL_/, '');
  if (name === '1' || name === 'PENDING') return 'PENDING';
  return name === '3' || name === 'UPLOAD_FAILED' ? 'UPLOAD_FAILED' : 'READY';
}

/** Null for a version that MLflow keeps only so that its number is not given again. */
export function toStage(value: unknown): ModelStage | null {
  if (value === 'Deleted_Internal') return null;
  return value === 'Staging' || value === 'Production' || value === 'Archived' ? value : 'None';
}

/**
 * A metric's value. MLflow's databases and servers have no infinities: they keep the greatest number there is in their
 * place (mlflow/store/tracking/sqlalchemy_store.py), which is turned back here.
 */
export function toMetricValue(value: unknown, isNan = false): MetricValue | null {
  if (isNan) return 'NaN';
  const number = typeof value === 'string' ? textToNumber(value) : value;
  if (typeof number !== 'number') return null;
  if (Number.isNaN(number)) return 'NaN';
  if (number >= Number.MAX_VALUE) return 'Infinity';
  return number <= -Number.MAX_VALUE ? '-Infinity' : number;
}

/** As Python writes numbers: `1e-09`, `nan`, `-inf`, and as JSON of MLflow does: `NaN`, `Infinity`. */
function textToNumber(text: string): number | null {
  const word = text.trim().toLowerCase();
  if (word === 'nan') return Number.NaN;
  if (/^[+]?inf(inity)?$/.test(word)) return Infinity;
  if (/^-inf(inity)?$/.test(word)) return -Infinity;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(word) ? Number(word) : null;
}

/** A short text that differs when any of the facts does. */
export function fingerprintOf(facts: unknown): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 22);
}
