import type { WriteTx } from '#core/store/write-queue.ts';

/** A pipeline under its old and its new name, with the hashes of its file before and after. */
export interface RenamedPipeline {
  from: string;
  to: string;
  hashBefore: string;
  hashAfter: string;
}

/**
 * A pipeline that gets another name stays paused, goes on where its schedule was, starts nothing a second time, and gets
 * the facts that wait for it. What a pipeline of the new name that is gone has left goes.
 */
export function renameScheduleRows(tx: WriteTx, { from, to, hashBefore, hashAfter }: RenamedPipeline): void {
  tx.db.run('DELETE FROM pipeline_schedules WHERE pipeline = ?', to);
  tx.db.run('UPDATE pipeline_schedules SET pipeline = ? WHERE pipeline = ?', to, from);
  for (const column of ['definition_hash', 'once_hash'])
    tx.db.run(
      `UPDATE pipeline_schedules SET ${column} = ? WHERE pipeline = ? AND ${column} = ?`,
      hashAfter,
      to,
      hashBefore,
    );
  tx.db.run('UPDATE OR REPLACE trigger_subscriptions SET pipeline = ? WHERE pipeline = ?', to, from);
  tx.db.run(
    `UPDATE trigger_events SET key = iif(kind = 'call', ?, key), pipeline = ? WHERE pipeline = ? AND consumed_by IS NULL`,
    to,
    to,
    from,
  );
}
