import type { ReadableDb } from '#core/store/database.ts';
import { prefixRange, type FindQuery } from './query.ts';

/** A pair of these is one stretch of the index of tags. */
interface Stretch {
  experimentId: number;
  keyId: number;
}

/** More stretches than this are not looked into, the newest experiments first: each costs two reads of the index. */
const mostStretches = 1000;

/**
 * Runs with a tag of their own (not one that MLflow writes) whose value begins as typed. The index of tags is ordered
 * by experiment, key and value, so each key of each experiment is one short look instead of a walk through all tags.
 */
export function findTaggedRuns(
  db: ReadableDb,
  query: FindQuery,
  limit: number,
): { id: number; tag: string }[] {
  const value = query.tag?.value ?? query.text;
  const found: { id: number; tag: string }[] = [];
  const names = new Map<number, string>();
  for (const stretch of listStretches(db)) {
    const key = names.get(stretch.keyId) ?? readKey(db, stretch.keyId);
    names.set(stretch.keyId, key);
    if (key.startsWith('mlflow.') || (query.tag !== null && key !== query.tag.key)) continue;
    found.push(...lookInto(db, stretch, key, value, limit - found.length));
    if (found.length >= limit) break;
  }
  return found;
}

function* listStretches(db: ReadableDb): Generator<Stretch> {
  let last: Stretch = { experimentId: Number.MAX_SAFE_INTEGER, keyId: 0 };
  for (let count = 0; count < mostStretches; count += 1) {
    const next = db.get<Stretch>(
      `SELECT experiment_id AS experimentId, key_id AS keyId FROM run_tags INDEXED BY run_tags_by_value
       WHERE (experiment_id, key_id) < (?, ?) ORDER BY experiment_id DESC, key_id DESC LIMIT 1`,
      last.experimentId,
      last.keyId,
    );
    if (next === undefined) return;
    yield next;
    last = next;
  }
}

function readKey(db: ReadableDb, keyId: number): string {
  return db.get<{ name: string }>('SELECT name FROM keys WHERE id = ?', keyId)?.name ?? '';
}

function lookInto(
  db: ReadableDb,
  { experimentId, keyId }: Stretch,
  key: string,
  value: string,
  limit: number,
): { id: number; tag: string }[] {
  const rows = db.all<{ id: number; value: string }>(
    `SELECT t.run_id AS id, t.value FROM run_tags AS t INDEXED BY run_tags_by_value JOIN runs AS r ON r.id = t.run_id
     WHERE t.experiment_id = ? AND t.key_id = ? AND t.value >= ? AND t.value < ? AND r.lifecycle = 0
     ORDER BY t.value LIMIT ?`,
    experimentId,
    keyId,
    ...prefixRange(value),
    limit,
  );
  return rows.map((row) => ({ id: row.id, tag: `${key}=${row.value}` }));
}
