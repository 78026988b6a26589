import type { Inputs, Outputs } from '#contract/procedures.ts';
import type { ManyRunsChange } from '#contract/run-table.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { checkRunTag } from '../runs.ts';
import { findActiveExperiment, findRun } from '../find.ts';
import { findKeyId, makeKeyId } from '../keys.ts';
import { parentRunTag, runNameTag } from '../run-texts.ts';
import { openMembers } from '../search/members.ts';
import { idsOf } from '../search/run-set.ts';
import { openScope } from './groups.ts';

type Input = Inputs['runs']['changeMany'];

/** What a row of activity says of a change to many runs; `before` of each run stands in `run_change_members`. */
export type RecordedManyChange =
  | { change: 'set_tag'; key: string; value: string; runs: number; changeId: number }
  | { change: 'delete_tag'; key: string; runs: number; changeId: number }
  | { change: 'tags_back'; key: string; runs: number; changeId: number; of: number }
  | { change: 'delete' | 'restore'; runs: number; changeId: number };

/**
 * See the contract. Everything is done by a few statements over sets of runs, in one write.
 * @throws NOT_FOUND for a run that the experiment does not have, INVALID_STATE, INVALID_ARGUMENT, FILTER_SYNTAX
 */
export function changeManyRuns(ctx: EngineContext, input: Input): Promise<Outputs['runs']['changeMany']> {
  const { change, experimentId } = input;
  if ((input.runIds === undefined) === (input.search === undefined)) {
    const rule = 'either runs or a search say which runs change';
    throw invalidArgument('runIds', '', rule, 'Give one of runIds and search.');
  }
  checkChange(change);
  return ctx.write((tx) => {
    const { id: experiment } = findActiveExperiment(tx.db, experimentId);
    const ids = input.runIds === undefined ? searched(tx.db, input) : named(tx.db, experiment, input.runIds);
    const changed = writeChange(tx, experiment, (changeId) => apply(tx, changeId, ids, change, experiment));
    return { changed };
  });
}

/** Puts a tag of the runs of a change back to what it was before that. One write. */
export function putTagsBack(
  ctx: EngineContext,
  { experimentId, key, of }: { experimentId: string; key: string; of: number },
): Promise<void> {
  return ctx.write((tx) => {
    const { id: experiment } = findActiveExperiment(tx.db, experimentId);
    writeChange(tx, experiment, (changeId) => {
      const keyId = makeKeyId(tx.db, key);
      const { changes: runs } = tx.db.run(
        `INSERT INTO run_change_members (change_id, run_id, before)
         SELECT ?, m.run_id, t.value FROM run_change_members m
         LEFT JOIN run_tags t ON t.run_id = m.run_id AND t.key_id = ? WHERE m.change_id = ?`,
        changeId,
        keyId,
        of,
      );
      const kept = 'SELECT run_id FROM run_change_members WHERE change_id = ? AND before IS NULL';
      tx.db.run(`DELETE FROM run_tags WHERE key_id = ? AND run_id IN (${kept})`, keyId, of);
      tx.db.run(
        `INSERT INTO run_tags (run_id, key_id, experiment_id, value)
         SELECT run_id, ?, ?, before FROM run_change_members WHERE change_id = ? AND before IS NOT NULL
         ON CONFLICT (run_id, key_id) DO UPDATE SET value = excluded.value`,
        keyId,
        experiment,
        of,
      );
      return { change: 'tags_back', key, runs, changeId, of };
    });
  });
}

/** Deletes or restores the runs of an earlier change. One write. */
export function moveRunsOf(
  ctx: EngineContext,
  { experimentId, kind, of }: { experimentId: string; kind: 'delete' | 'restore'; of: number },
): Promise<void> {
  return ctx.write((tx) => {
    const { id: experiment } = findActiveExperiment(tx.db, experimentId);
    const sql = 'SELECT json_group_array(run_id) AS ids FROM run_change_members WHERE change_id = ?';
    const ids = tx.db.get<{ ids: string }>(sql, of)?.ids ?? '[]';
    writeChange(tx, experiment, (changeId) => apply(tx, changeId, ids, { kind }, experiment));
  });
}

/** How many runs of a change are no longer as it left them. Runs that are gone do not count. */
export function countMoved(db: ReadableDb, change: RecordedManyChange): number {
  const from = 'FROM run_change_members m JOIN runs r ON r.id = m.run_id';
  const count = (sql: string, ...params: (string | number | null)[]): number =>
    db.get<{ n: number }>(`SELECT count(*) AS n ${sql}`, ...params)?.n ?? 0;
  const { changeId } = change;
  if (!('key' in change)) {
    const left = change.change === 'delete' ? 1 : 0;
    return count(`${from} WHERE m.change_id = ? AND r.lifecycle <> ?`, changeId, left);
  }
  const tagged = `${from} LEFT JOIN run_tags t ON t.run_id = m.run_id AND t.key_id = ?`;
  const keyId = findKeyId(db, change.key) ?? -1;
  if (change.change === 'tags_back') {
    const former = 'JOIN run_change_members o ON o.change_id = ? AND o.run_id = m.run_id';
    const where = 'WHERE m.change_id = ? AND t.value IS NOT o.before';
    return count(`${tagged} ${former} ${where}`, keyId, change.of, changeId);
  }
  const value = change.change === 'set_tag' ? change.value : null;
  return count(`${tagged} WHERE m.change_id = ? AND t.value IS NOT ?`, keyId, changeId, value);
}

function checkChange(change: ManyRunsChange): void {
  if (change.kind !== 'set_tag' && change.kind !== 'delete_tag') return;
  checkRunTag({ key: change.key, value: change.kind === 'set_tag' ? change.value : '' });
  if (change.key !== runNameTag && change.key !== parentRunTag) return;
  const rule = 'this tag stands for the name or the parent of one run';
  throw invalidArgument('key', change.key, rule, 'Rename or nest runs one by one.');
}

/** The row ids of a search, as JSON. */
function searched(db: ReadableDb, { experimentId, search = {} }: Input): string {
  return `[${idsOf(openMembers(openScope(db, { experimentId, ...search })).all()).join(',')}]`;
}

function named(db: ReadableDb, experiment: number, runIds: readonly string[]): string {
  const unique = [...new Set(runIds)];
  const found = db.all<{ id: number; uuid: string }>(
    `SELECT r.id, r.uuid FROM json_each(?) j CROSS JOIN runs r ON r.uuid = j.value WHERE r.experiment_id = ?`,
    JSON.stringify(unique),
    experiment,
  );
  if (found.length < unique.length) {
    const known = new Set(found.map(({ uuid }) => uuid));
    const missing = unique.find((uuid) => !known.has(uuid)) ?? '';
    findRun(db, missing);
    const rule = `the run is not one of experiment ${experiment}`;
    throw invalidArgument('runIds', missing, rule, 'Change the runs of one experiment at a time.');
  }
  return JSON.stringify(found.map(({ id }) => id));
}

/** One change with its members, one row of activity; nothing of it stays when no run was to change. */
function writeChange(
  tx: WriteTx,
  experiment: number,
  work: (changeId: number) => RecordedManyChange,
): number {
  const { lastId } = tx.db.run('INSERT INTO run_changes (experiment_id) VALUES (?)', experiment);
  const made = work(lastId);
  const experimentId = String(experiment);
  if (made.runs === 0) {
    tx.db.run('DELETE FROM run_changes WHERE id = ?', lastId);
    tx.unchanged();
    return 0;
  }
  tx.record({
    action: 'experiment.change_runs',
    entityKind: 'experiment',
    entityId: experimentId,
    before: null,
    after: made,
  });
  tx.emit({ type: 'runs.changed', experimentId });
  tx.emit({ type: 'experiment.changed', experimentId });
  return made.runs;
}

/** `ids` are row ids as JSON. Tags are of active runs: deleted ones are left alone, as are those in the state wanted. */
function apply(
  tx: WriteTx,
  changeId: number,
  ids: string,
  change: ManyRunsChange,
  experiment: number,
): RecordedManyChange {
  if (change.kind === 'delete' || change.kind === 'restore') {
    const lifecycle = change.kind === 'delete' ? 1 : 0;
    const { changes: runs } = tx.db.run(
      `INSERT INTO run_change_members (change_id, run_id)
       SELECT ?, r.id FROM json_each(?) j CROSS JOIN runs r ON r.id = j.value WHERE r.lifecycle <> ?`,
      changeId,
      ids,
      lifecycle,
    );
    const members = 'SELECT run_id FROM run_change_members WHERE change_id = ?';
    tx.db.run(`UPDATE runs SET lifecycle = ? WHERE id IN (${members})`, lifecycle, changeId);
    return { change: change.kind, runs, changeId };
  }
  const { key } = change;
  const value = change.kind === 'set_tag' ? change.value : null;
  const keyId = makeKeyId(tx.db, key);
  const { changes: runs } = tx.db.run(
    `INSERT INTO run_change_members (change_id, run_id, before)
     SELECT ?, r.id, t.value FROM json_each(?) j CROSS JOIN runs r ON r.id = j.value
     LEFT JOIN run_tags t ON t.run_id = r.id AND t.key_id = ? WHERE r.lifecycle = 0 AND t.value IS NOT ?`,
    changeId,
    ids,
    keyId,
    value,
  );
  if (value === null) {
    const members = 'SELECT run_id FROM run_change_members WHERE change_id = ?';
    tx.db.run(`DELETE FROM run_tags WHERE key_id = ? AND run_id IN (${members})`, keyId, changeId);
    return { change: 'delete_tag', key, runs, changeId };
  }
  tx.db.run(
    `INSERT INTO run_tags (run_id, key_id, experiment_id, value)
     SELECT run_id, ?, ?, ? FROM run_change_members WHERE change_id = ?
     ON CONFLICT (run_id, key_id) DO UPDATE SET value = excluded.value`,
    keyId,
    experiment,
    value,
    changeId,
  );
  return { change: 'set_tag', key, value, runs, changeId };
}
