import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RunColumn as DescribedColumn } from '#contract/run-table.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { findExperiment } from '../find.ts';

/** After so many ms other work gets its turn. */
const turnMs = 8;

/** Different values of a text that are looked at, to tell whether they are numbers. */
const lookedAt = 24;
const sampleCount = 6;
const sampleCharacters = 60;

/** What tracking knows of a column; which way a metric is better is for others to say. */
export type RunColumn = Omit<DescribedColumn, 'direction' | 'isShare'>;

const kinds = [
  { kind: 'metric', index: 'latest_metrics INDEXED BY latest_metrics_by_value' },
  { kind: 'param', index: 'params INDEXED BY params_by_value' },
  { kind: 'tag', index: 'run_tags INDEXED BY run_tags_by_value' },
] as const;

/**
 * See the contract. Keys, their ends and their samples are looked up by steps through the covering indexes; only
 * counting passes over the entries of a key, 2 ms for 100,000 runs.
 */
export async function readRunColumns(
  { db }: Pick<EngineContext, 'db'>,
  experimentId: string,
): Promise<RunColumn[]> {
  const { id } = findExperiment(db, experimentId);
  const columns: RunColumn[] = [];
  let turnEnd = performance.now() + turnMs;
  for (const { kind, index } of kinds) {
    const found: RunColumn[] = [];
    for (const key of findKeys(db, index, id)) {
      const read = kind === 'metric' ? readMetric : readText;
      found.push({ kind, key: key.name, ...read(db, index, id, key.id) });
      if (performance.now() < turnEnd) continue;
      await nextTurn();
      turnEnd = performance.now() + turnMs;
    }
    columns.push(...found.sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1)));
  }
  return columns;
}

function findKeys(db: ReadableDb, index: string, experiment: number): { id: number; name: string }[] {
  return db.all(
    `WITH RECURSIVE k(id) AS (
       SELECT min(key_id) FROM ${index} WHERE experiment_id = ?
       UNION ALL
       SELECT (SELECT min(key_id) FROM ${index} WHERE experiment_id = ? AND key_id > k.id)
       FROM k WHERE k.id IS NOT NULL)
     SELECT k.id, keys.name FROM k JOIN keys ON keys.id = k.id`,
    experiment,
    experiment,
  );
}

type Described = Omit<RunColumn, 'kind' | 'key'>;

function countRuns(db: ReadableDb, index: string, experiment: number, keyId: number): number {
  const sql = `SELECT count(*) AS n FROM ${index} WHERE experiment_id = ? AND key_id = ?`;
  return db.get<{ n: number }>(sql, experiment, keyId)?.n ?? 0;
}

function readMetric(db: ReadableDb, index: string, experiment: number, keyId: number): Described {
  const end = (which: 'min' | 'max'): number | null =>
    db.get<{ value: number | null }>(
      `SELECT ${which}(value) AS value FROM ${index} WHERE experiment_id = ? AND key_id = ? AND is_nan = 0`,
      experiment,
      keyId,
    )?.value ?? null;
  const [low, high] = [end('min'), end('max')];
  const samples = [...new Set([low, high].flatMap((value) => (value === null ? [] : [String(value)])))];
  const count = countRuns(db, index, experiment, keyId);
  return { count, varies: samples.length > 1, numeric: true, samples };
}

function readText(db: ReadableDb, index: string, experiment: number, keyId: number): Described {
  const values = db.all<{ value: string }>(
    `WITH RECURSIVE v(value, n) AS (
       SELECT min(value), 1 FROM ${index} WHERE experiment_id = ? AND key_id = ?
       UNION ALL
       SELECT (SELECT min(value) FROM ${index} WHERE experiment_id = ? AND key_id = ? AND value > v.value), n + 1
       FROM v WHERE v.value IS NOT NULL AND n < ?)
     SELECT value FROM v WHERE value IS NOT NULL`,
    experiment,
    keyId,
    experiment,
    keyId,
    lookedAt,
  );
  const last = db.get<{ value: string }>(
    `SELECT max(value) AS value FROM ${index} WHERE experiment_id = ? AND key_id = ?`,
    experiment,
    keyId,
  );
  const seen = [...values, ...(last === undefined ? [] : [last])].map(({ value }) => value);
  return {
    count: countRuns(db, index, experiment, keyId),
    varies: values.length > 1,
    numeric: seen.every(isNumber),
    samples: values.slice(0, sampleCount).map(({ value }) => value.slice(0, sampleCharacters)),
  };
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text));
}
