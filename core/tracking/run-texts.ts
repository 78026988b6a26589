import type { Param, Tag } from '#contract/entities.ts';
import { showValue, StileError } from '#core/kernel/errors.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import type { RunRow } from './find.ts';
import { findKeyId, makeKeyId } from './keys.ts';
import { followRunName } from './run-lineage.ts';

/** The tags by which MLflow carries a run's name and its parent. */
export const runNameTag = 'mlflow.runName';
export const parentRunTag = 'mlflow.parentRunId';

/**
 * Writes a param; the same value again changes nothing.
 * @returns whether it was new
 * @throws PARAM_CHANGED when another value stands there: params are facts about a run, not settings
 */
export function insertParam(tx: WriteTx, run: RunRow, param: Param): boolean {
  const keyId = makeKeyId(tx.db, param.key);
  const stored = tx.db.get<{ value: string }>(
    'SELECT value FROM params WHERE run_id = ? AND key_id = ?',
    run.id,
    keyId,
  );
  if (stored === undefined) {
    tx.db.run(
      'INSERT INTO params (run_id, key_id, experiment_id, value) VALUES (?, ?, ?, ?)',
      run.id,
      keyId,
      run.experiment_id,
      param.value,
    );
    return true;
  }
  if (stored.value === param.value) return false;
  throw new StileError(
    'PARAM_CHANGED',
    `The param "${param.key}" of run ${run.uuid} is "${showValue(stored.value)}" already and cannot become "${showValue(param.value)}". Params are written once: start a new run, or log it under another key.`,
    { runId: run.uuid, key: param.key, stored: showValue(stored.value), given: showValue(param.value) },
  );
}

export function findRunTag(db: ReadableDb, run: RunRow, key: string): Tag | null {
  const keyId = findKeyId(db, key);
  if (keyId === null) return null;
  const row = db.get<{ value: string }>(
    'SELECT value FROM run_tags WHERE run_id = ? AND key_id = ?',
    run.id,
    keyId,
  );
  return row === undefined ? null : { key, value: row.value };
}

/** Writes a tag, and what two of MLflow's own tags stand for: the run's name and its parent. */
export function upsertRunTag(tx: WriteTx, run: RunRow, tag: Tag): void {
  tx.db.run(
    `INSERT INTO run_tags (run_id, key_id, experiment_id, value) VALUES (?, ?, ?, ?)
     ON CONFLICT (run_id, key_id) DO UPDATE SET value = excluded.value`,
    run.id,
    makeKeyId(tx.db, tag.key),
    run.experiment_id,
    tag.value,
  );
  if (tag.key === runNameTag) {
    tx.db.run('UPDATE runs SET name = ? WHERE id = ?', tag.value, run.id);
    followRunName(tx, run, tag.value);
  }
  if (tag.key === parentRunTag) setParent(tx, run, tag.value);
}

export function removeRunTag(tx: WriteTx, run: RunRow, key: string): void {
  tx.db.run('DELETE FROM run_tags WHERE run_id = ? AND key_id = ?', run.id, findKeyId(tx.db, key) ?? -1);
  if (key === parentRunTag) tx.db.run('UPDATE runs SET parent_id = NULL WHERE id = ?', run.id);
}

/** A parent that is not there, or that stands below the run itself, nests nothing; the tag is kept as it was given. */
function setParent(tx: WriteTx, run: RunRow, parentUuid: string): void {
  const parent = tx.db.get<{ id: number }>('SELECT id FROM runs WHERE uuid = ?', parentUuid);
  const parentId = parent === undefined || isBelow(tx.db, parent.id, run.id) ? null : parent.id;
  tx.db.run('UPDATE runs SET parent_id = ? WHERE id = ?', parentId, run.id);
}

/** Runs that named this one as their parent before it was there become its children. */
export function adoptChildren(tx: WriteTx, run: RunRow): void {
  const keyId = findKeyId(tx.db, parentRunTag);
  if (keyId === null) return;
  const waiting = tx.db.all<{ id: number }>(
    `SELECT r.id FROM run_tags t JOIN runs r ON r.id = t.run_id
     WHERE t.experiment_id = ? AND t.key_id = ? AND t.value = ? AND r.parent_id IS NULL`,
    run.experiment_id,
    keyId,
    run.uuid,
  );
  for (const { id } of waiting) {
    if (!isBelow(tx.db, run.id, id)) tx.db.run('UPDATE runs SET parent_id = ? WHERE id = ?', run.id, id);
  }
}

/** True when `id` is `ancestor` or one of its descendants. */
function isBelow(db: ReadableDb, id: number, ancestor: number): boolean {
  let current: number | null = id;
  while (current !== null) {
    if (current === ancestor) return true;
    current =
      db.get<{ parent_id: number | null }>('SELECT parent_id FROM runs WHERE id = ?', current)?.parent_id ??
      null;
  }
  return false;
}
