import type { MetricValue, Param, Tag } from '#contract/entities.ts';
import { limits } from '#contract/inputs.ts';

/** Lists that are empty are left out of answers, as protobuf's JSON does. */
export function orOmit<T>(items: readonly T[]): readonly T[] | undefined {
  return items.length === 0 ? undefined : items;
}

/** A token of null means the last page, which says nothing. */
export function tokenOrOmit(token: string | null): string | undefined {
  return token ?? undefined;
}

/** The greatest double: what MLflow keeps of an infinity. */
const clampedInfinity = 1.7976931348623157e308;

/** A metric in an answer: NaN as the text "NaN", infinities clamped, as MLflow's server says them. */
export function metricToWire(value: MetricValue): number | 'NaN' {
  if (value === 'Infinity') return clampedInfinity;
  if (value === '-Infinity') return -clampedInfinity;
  return value;
}

/** A double of a request as core takes it: NaN as a text, infinities clamped to the greatest double. */
export function metricFromWire(value: number): MetricValue {
  if (Number.isNaN(value)) return 'NaN';
  return Math.max(-clampedInfinity, Math.min(clampedInfinity, value));
}

/** Optional texts that are set to nothing are not set. */
export function textOrOmit(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

/** As MLflow's server does by default (MLFLOW_TRUNCATE_LONG_VALUES). */
export function truncateParam({ key, value }: Param): Param {
  return { key, value: truncate(value, limits.paramValueCharacters) };
}

/** As MLflow's server does by default with tags of runs. */
export function truncateTag({ key, value }: Tag): Tag {
  return { key, value: truncate(value, limits.runTagValueCharacters) };
}

/** Cut to `max` Unicode characters, as MLflow does by default with long params and tags. */
function truncate(text: string, max: number): string {
  if (text.length <= max) return text;
  return Array.from(text).slice(0, max).join('');
}
