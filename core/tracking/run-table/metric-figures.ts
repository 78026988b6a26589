import type { RunGroup } from '#contract/run-table.ts';
import { parseJson } from '#core/kernel/json.ts';
import { storedToMetricValue } from '../checks.ts';
import { findKeyId } from '../keys.ts';
import type { RunSearch } from '../search/run-query.ts';
import { parseIds } from '../search/run-set.ts';

export type Figures = Omit<RunGroup['metrics'][number], 'key'>;

/** By row id, the latest value of a metric; NaN for runs without one. One pass over its index. */
export function readMetricOfRuns(search: RunSearch, key: string): Float64Array {
  const valueOf = new Float64Array(search.size).fill(Number.NaN);
  const keyId = findKeyId(search.db, key);
  if (keyId === null) return valueOf;
  const row = search.db.get<{ ids: string | null; list: string }>(
    `SELECT group_concat(run_id) AS ids, json_group_array(value) AS list
     FROM latest_metrics INDEXED BY latest_metrics_by_value
     WHERE experiment_id = ? AND key_id = ? AND is_nan = 0`,
    search.experimentIds[0] ?? -1,
    keyId,
  );
  const ids = parseIds(row?.ids);
  const values = (parseJson(row?.list ?? '[]') ?? []) as number[];
  for (let i = 0; i < ids.length; i++) valueOf[ids[i] ?? 0] = values[i] ?? Number.NaN;
  return valueOf;
}

/** Mean, ends and the standard deviation of a sample (n - 1); the sum of squares is taken about the mean. */
export function summarise(valueOf: Float64Array, ids: Int32Array): Figures {
  let [count, sum, min, max] = [0, 0, Infinity, -Infinity];
  for (let i = 0; i < ids.length; i++) {
    const value = valueOf[ids[i] ?? 0] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    count++;
    sum += value;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  if (count === 0) return { count, mean: null, min: null, max: null, std: null };
  const mean = sum / count;
  let squares = 0;
  for (let i = 0; i < ids.length; i++) {
    const value = valueOf[ids[i] ?? 0] ?? Number.NaN;
    if (!Number.isNaN(value)) squares += (value - mean) ** 2;
  }
  return {
    count,
    mean: wordNumber(mean),
    min: wordNumber(min),
    max: wordNumber(max),
    std: count < 2 ? null : wordNumber(Math.sqrt(squares / (count - 1))),
  };
}

/** Of infinities on both sides there is no mean. */
function wordNumber(value: number): Figures['mean'] {
  return Number.isNaN(value) ? 'NaN' : storedToMetricValue(value, 0);
}
